/** A chat with a server in memory, under fake time. Importing this sets the clock for every test of the file. */
import { afterEach, beforeEach, type Mock, vi } from 'vitest'
import { type Chat, createChat } from '../../src/chat'
import type { Timeline } from '../../src/model'
import type { ChatOptions } from '../../src/options'
import type { ConversationSummary } from '../../src/protocol.gen'
import { FakeServer } from './FakeServer'

beforeEach(() => {
  vi.useFakeTimers({ now: new Date('2026-06-01T00:00:00.000Z') })
})
afterEach(() => {
  vi.unstubAllGlobals()
  vi.useRealTimers()
})

export const settle = (ms = 100): Promise<unknown> => vi.advanceTimersByTimeAsync(ms)

export async function chatting(
  server: FakeServer = new FakeServer(),
  options: Partial<ChatOptions> = {},
): Promise<{ chat: Chat; server: FakeServer }> {
  const chat = createChat({
    userId: 'alice',
    url: 'http://chat.test',
    WebSocket: server.WebSocket,
    fetch: server.fetch,
    ...options,
  })
  chat.start()
  await settle()
  return { chat, server }
}

interface View {
  timeline: Timeline
  texts: () => string[]
  leave: () => void
  onChange: Mock
}

/** The messages of a conversation, as somebody sees them who looks at it. */
export function looking(chat: Chat, conversationId = 'general'): View {
  const timeline = chat.timeline(conversationId)
  const onChange = vi.fn()
  const leave = timeline.subscribe(onChange)
  const texts = () =>
    timeline
      .getState()
      .items.map(({ text, deleted, delivery }) =>
        deleted ? '(deleted)' : delivery.state === 'sent' ? text : `${text} (${delivery.state})`,
      )
  return { timeline, texts, leave, onChange }
}

export const summary = (chat: Chat, id = 'general'): ConversationSummary | undefined =>
  chat.getState().conversations.find(({ conversationId }) => conversationId === id)
