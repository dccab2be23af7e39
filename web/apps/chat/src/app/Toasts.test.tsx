import { act, cleanup, fireEvent, render, screen } from '@testing-library/react'
import { createChat } from '@webchat/client'
import { ChatProvider } from '@webchat/react'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { FakeServer } from '../../../../packages/client/test/support/FakeServer'
import { Toasts } from './Toasts'
import { useUndo } from './useUndo'

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  cleanup()
  vi.useRealTimers()
})

const pass = (ms: number) => act(() => vi.advanceTimersByTimeAsync(ms))
const undoButtons = () => screen.queryAllByRole('button', { name: 'Undo' })
const undoButton = () => screen.getByRole('button', { name: 'Undo' })
const toast = () => undoButton().parentElement as HTMLElement

function Deleting({ seqs }: { seqs: readonly number[] }) {
  const { pending, remove } = useUndo()
  return (
    <>
      {seqs.map(seq => (
        <button type="button" key={seq} onClick={() => remove('general', seq)}>
          Delete {seq}
        </button>
      ))}
      <Toasts deletions={pending} toasts={[]} />
    </>
  )
}

async function deleting(...seqs: number[]) {
  const server = new FakeServer()
  for (const seq of seqs) server.says('alice', 'general', `${seq}`)
  const { WebSocket, fetch } = server
  const chat = createChat({ userId: 'alice', url: 'http://chat.test', WebSocket, fetch })
  render(
    <ChatProvider chat={chat}>
      <Deleting seqs={seqs} />
    </ChatProvider>,
  )
  await pass(100)
  const press = (seq: number) => fireEvent.click(screen.getByRole('button', { name: `Delete ${seq}` }))
  const deleted = () => server.commands.map(command => 'seq' in command && command.seq)
  return { press, deleted, chat }
}

it('is there as long as the deletion can be undone, and no longer', async () => {
  const { press, deleted } = await deleting(1)
  press(1)
  await pass(4_990)
  expect(undoButtons()).toHaveLength(1)
  expect(deleted()).toEqual([])
  await pass(20)
  expect(undoButtons()).toEqual([])
  expect(deleted()).toEqual([1])
})

it('keeps the deletion back while it is pointed at or focused, so that a late undo works', async () => {
  const { press, deleted } = await deleting(1)
  press(1)
  fireEvent.mouseMove(toast())
  await pass(20_000)
  fireEvent.focus(undoButton())
  fireEvent.mouseLeave(toast())
  await pass(20_000)
  fireEvent.blur(undoButton())
  await pass(4_900)
  expect(deleted()).toEqual([])
  fireEvent.click(undoButton())
  await pass(20_000)
  expect(undoButtons()).toEqual([])
  expect(deleted()).toEqual([])
})

it('holds nothing back any more when others take its place under the pointer', async () => {
  const { press, deleted } = await deleting(1, 2, 3, 4)
  press(1)
  fireEvent.mouseMove(toast())
  await pass(10_000)
  for (const seq of [2, 3, 4]) press(seq)
  await pass(5_100)
  expect(undoButtons()).toEqual([])
  expect(deleted().sort()).toEqual([1, 2, 3, 4])
})

it('goes when the page is left, for then the message is deleted', async () => {
  const { press, deleted } = await deleting(1)
  press(1)
  fireEvent.mouseMove(toast())
  fireEvent(window, new Event('pagehide'))
  await pass(10)
  expect(undoButtons()).toEqual([])
  expect(deleted()).toEqual([1])
})
