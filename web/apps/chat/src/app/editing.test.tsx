/** Edits and reactions on a conversation's page, with a server behind it. */
import { act, cleanup, fireEvent, render, screen, within } from '@testing-library/react'
import { createChat } from '@webchat/client'
import { ChatProvider, useChatState } from '@webchat/react'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { FakeServer } from '../../../../packages/client/test/support/FakeServer'
import { ConversationPage } from './ConversationPage'
import { findPlace } from './place'
import { useUndo } from './useUndo'

beforeEach(() => {
  vi.useFakeTimers()
  localStorage.clear()
  // There is no layout here; every row is in view.
  for (const name of ['offsetHeight', 'offsetWidth', 'clientHeight'])
    Object.defineProperty(HTMLElement.prototype, name, { configurable: true, get: () => 500 })
})
afterEach(() => {
  cleanup()
  vi.useRealTimers()
  for (const name of ['offsetHeight', 'offsetWidth', 'clientHeight'])
    Reflect.deleteProperty(HTMLElement.prototype, name)
})

function Page() {
  const state = useChatState()
  const { remove } = useUndo()
  const place = findPlace(state, 'general')
  if (!place) return null
  return <ConversationPage place={place} onRemove={remove} onBack={() => {}} indicator={null} notice={null} />
}

const pass = (ms: number) => act(() => vi.advanceTimersByTimeAsync(ms))

async function opening(...said: string[]) {
  const server = new FakeServer()
  for (const text of said) server.says('alice', 'general', text)
  const { WebSocket, fetch } = server
  const chat = createChat({ userId: 'alice', url: 'http://chat.test', WebSocket, fetch })
  render(
    <ChatProvider chat={chat}>
      <Page />
    </ChatProvider>,
  )
  // What is loaded later is loaded, too.
  await pass(1_500)
  await vi.dynamicImportSettled()
  await pass(500)
  const last = () => server.conversation('general').messages.at(-1)
  return { server, chat, last }
}

const field = () => screen.getByRole<HTMLTextAreaElement>('textbox')
const message = (text: string) => {
  const found = screen.getAllByRole('article').find(one => one.textContent?.includes(text))
  if (!found) throw new Error(`Nobody said ${text}.`)
  return within(found)
}
const write = (value: string) => fireEvent.change(field(), { target: { value } })
const press = (key: string) => fireEvent.keyDown(field(), { key })

describe('editing', () => {
  it('begins with the last message of one’s own, and not with one before it', async () => {
    const { server } = await opening('first', 'second')
    server.says('bob', 'general', 'third')
    await pass(100)
    press('ArrowUp')
    expect(field().value).toBe('second')
    press('Escape')
    server.losesMessages = true
    write('fourth')
    press('Enter')
    await pass(100)
    press('ArrowUp')
    expect(field().value).toBe('')
    expect(screen.getByText('It can be edited once it’s sent.')).toBeTruthy()
  })

  it('changes the message, here and at the server', async () => {
    const { last } = await opening('helo')
    press('ArrowUp')
    write('hello')
    press('Enter')
    expect(message('hello').getByText(/^edited/)).toBeTruthy()
    await pass(100)
    expect(last()?.text).toBe('hello')
    expect(screen.getByRole('status', { name: 'Changes' }).textContent).toBe('Edited: hello')
  })

  it('goes on with the words that were refused', async () => {
    const { server, last } = await opening('helo')
    server.refusals.push({ code: 'too-long', message: 'a text has at most 4 characters' })
    press('ArrowUp')
    write('hello')
    press('Enter')
    await pass(100)
    expect(message('helo').getByText('Couldn’t save your edit.')).toBeTruthy()
    expect(message('helo').getByText('A text has at most 4 characters.')).toBeTruthy()
    expect(screen.getByRole('status', { name: 'Changes' }).textContent).toMatch(/^Couldn’t save your edit/)
    fireEvent.click(screen.getByRole('button', { name: 'Edit again' }))
    expect(field().value).toBe('hello')
    press('Enter')
    await pass(100)
    expect(last()?.text).toBe('hello')
    expect(screen.queryByText('Couldn’t save your edit.')).toBe(null)
  })

  it('deletes what was emptied, after the time to take it back', async () => {
    const { last } = await opening('helo')
    press('ArrowUp')
    write('')
    press('Enter')
    expect(message('Message deleted')).toBeTruthy()
    await pass(4_000)
    expect(last()?.deletedAt).toBeUndefined()
    await pass(2_000)
    expect(last()?.deletedAt).toBeTruthy()
  })

  it('offers to send what can’t be saved any more', async () => {
    const { server, last } = await opening('helo')
    press('ArrowUp')
    write('hello')
    server.deletes('general', 1)
    await pass(100)
    fireEvent.click(screen.getByRole('button', { name: 'Send as a new message' }))
    await pass(100)
    expect(last()).toMatchObject({ seq: 3, text: 'hello' })
  })
})

describe('an edit on its way', () => {
  it('comes back into the composer when the message is deleted elsewhere', async () => {
    const { server, last } = await opening('helo')
    server.losesMessages = true
    press('ArrowUp')
    write('hello')
    press('Enter')
    await pass(100)
    expect(field().value).toBe('')
    server.deletes('general', 1)
    await pass(100)
    expect(field().value).toBe('hello')
    server.losesMessages = false
    fireEvent.click(screen.getByRole('button', { name: 'Send as a new message' }))
    await pass(15_000)
    expect(last()).toMatchObject({ seq: 3, text: 'hello' })
  })

  it('is given up with the message that one deletes oneself', async () => {
    const { server } = await opening('helo')
    server.losesMessages = true
    press('ArrowUp')
    write('hello')
    press('Enter')
    await pass(100)
    fireEvent.click(message('hello').getByRole('button', { name: 'Delete message' }))
    server.losesMessages = false
    await pass(20_000)
    expect(message('Message deleted')).toBeTruthy()
    expect(field().value).toBe('')
  })
})

describe('reacting', () => {
  it('opens beside the message, and closes where it was opened', async () => {
    await opening('hello')
    const react = () => message('hello').getByRole('button', { name: 'React' })
    fireEvent.click(react())
    expect(screen.getByRole('dialog', { name: 'React', hidden: true })).toBeTruthy()
    fireEvent.click(react())
    expect(screen.queryByRole('dialog', { hidden: true })).toBe(null)
  })

  it('shows at once, and is told to the server', async () => {
    const { server, last } = await opening('hello')
    fireEvent.click(message('hello').getByRole('button', { name: 'React' }))
    fireEvent.click(screen.getByRole('button', { name: /party popper/, hidden: true }))
    expect(screen.queryByRole('dialog', { hidden: true })).toBe(null)
    expect(message('hello').getByRole('button', { name: 'You reacted with 🎉, 1' })).toBeTruthy()
    await pass(100)
    expect(last()?.reactions).toEqual([{ emoji: '🎉', userIds: ['alice'] }])
    server.changes('bob', { type: 'react', conversationId: 'general', seq: 1, emoji: '🎉', on: true })
    await pass(100)
    expect(screen.getByRole('status', { name: 'Changes' }).textContent).toBe('bob reacted with 🎉 to: hello')
    fireEvent.click(message('hello').getByRole('button', { name: 'You and bob reacted with 🎉, 2' }))
    await pass(100)
    expect(last()?.reactions).toEqual([{ emoji: '🎉', userIds: ['bob'] }])
  })

  it('closes its menu when the message is deleted', async () => {
    const { server } = await opening('hello')
    fireEvent.click(message('hello').getByRole('button', { name: 'React' }))
    server.deletes('general', 1)
    await pass(100)
    expect(screen.queryByRole('dialog', { hidden: true })).toBe(null)
  })

  it('with a finger everything is in a sheet, also for a message that was on its way when it was held', async () => {
    const { server } = await opening('hello')
    server.losesMessages = true
    write('wait for me')
    press('Enter')
    await pass(100)
    const text = message('wait for me').getByText('wait for me')
    fireEvent.pointerDown(text, { pointerType: 'touch', clientX: 5, clientY: 5 })
    await pass(500)
    const offered = () => screen.getAllByRole('button', { hidden: true }).map(it => it.textContent)
    expect(offered()).toContain('Copy text')
    expect(offered()).not.toContain('Edit message')
    server.losesMessages = false
    await pass(15_000)
    expect(offered()).toContain('Edit message')
  })
})
