import { act, cleanup, render, screen } from '@testing-library/react'
import { createChat } from '@webchat/client'
import { membership } from '@webchat/client/members'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { FakeServer } from '../../client/test/support/FakeServer'
import { ChatProvider } from '../src'
import { useBlocked, useMembers, useMembership } from '../src/members'

const DESIGN = `c-${'design'.padEnd(22, 'x')}`

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  cleanup()
  vi.useRealTimers()
  vi.restoreAllMocks()
})

const pass = (ms = 100) => act(() => vi.advanceTimersByTimeAsync(ms))

function Roster() {
  const { status, members } = useMembers(DESIGN)
  const blocked = useBlocked()
  const { block } = useMembership()
  return (
    <button type="button" onClick={() => void block('mallory', true)}>
      {status === 'ready' ? members.map(({ userId, role }) => `${userId} ${role}`).join() : status}
      {blocked && ` without ${blocked.join() || 'nobody'}`}
    </button>
  )
}

function show(server: FakeServer, options: object) {
  const { WebSocket, fetch } = server
  const chat = createChat({ userId: 'alice', url: 'http://chat.test', WebSocket, fetch, ...options })
  render(
    <ChatProvider chat={chat}>
      <Roster />
    </ChatProvider>,
  )
}

test('a component sees who is in a conversation, and who is blocked, as it is now', async () => {
  const server = new FakeServer()
  server.groups.make(DESIGN, { name: 'Design' }, { alice: 'owner', bob: 'member' })
  show(server, { members: membership })
  const button = screen.getByRole('button')
  expect(button.textContent).toBe('loading')
  await pass()
  expect(button.textContent).toBe('alice owner,bob member without nobody')
  server.groups.does('alice', DESIGN, { what: 'removed', userIds: ['bob'] })
  button.click()
  await pass()
  expect(button.textContent).toBe('alice owner without mallory')
})

test('a chat without members says so', () => {
  vi.spyOn(console, 'error').mockImplementation(() => {})
  expect(() => show(new FakeServer(), {})).toThrow('without members')
})
