import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { type Chat, createChat } from '../src/chat'
import { FakeServer } from './support/FakeServer'
import { seeded } from './support/seeded'

beforeEach(() => {
  vi.useFakeTimers({ now: new Date('2026-06-01T00:00:00.000Z') })
})
afterEach(() => {
  vi.useRealTimers()
})

const CONVERSATIONS = ['general', 'alice~bob']

/** Longer than the slowest way back: a minute's check, with its jitter. */
const HEALING_MS = 100_000

function chatOn(server: FakeServer, random: () => number): Chat {
  const { WebSocket, fetch } = server
  const chat = createChat({ userId: 'alice', url: 'http://chat.test', WebSocket, fetch, random })
  for (const id of CONVERSATIONS) chat.timeline(id).subscribe(() => {})
  chat.start()
  return chat
}

/** One thing that happens, to the people or to the network. */
function happen(server: FakeServer, chat: Chat, random: () => number, step: number): void {
  const below = (limit: number) => Math.floor(random() * limit)
  const id = CONVERSATIONS[below(2)] ?? 'general'
  const things: (() => void)[] = [
    () => server.says('bob', id, `bob ${step}`),
    () => server.says('bob', id, `bob ${step}`),
    () => chat.send(id, `alice ${step}`),
    () => chat.send(id, `alice ${step}`),
    () => {
      const { messages } = server.conversation(id)
      if (messages.length) server.deletes(id, messages[below(messages.length)]?.seq ?? 1)
    },
    () => {
      server.losesEvents = below(3) === 0
    },
    () => {
      server.losesMessages = below(3) === 0
    },
    () => {
      server.socketsDown = below(2) === 0
    },
    () => {
      server.restDown = below(3) === 0
    },
    () => server.dropAll([1006, 1001, 4008][below(3)]),
    () => server.refusals.push({ message: 'Too fast.', code: 'rate-limited', retryAfterMs: 400 }),
    () => chat.timeline(id).loadOlder(),
  ]
  things[below(things.length)]?.()
}

function heal(server: FakeServer): void {
  server.losesEvents = server.losesMessages = server.socketsDown = server.restDown = false
}

const shown = (chat: Chat, id: string) =>
  chat
    .timeline(id)
    .getState()
    .items.map(({ text, deleted }) => (deleted ? null : text))

test.each([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12])(
  'whatever happens (%i), it ends equal to a fresh chat',
  async seed => {
    const random = seeded(seed)
    const server = new FakeServer()
    for (let i = 0; i < 70; i++) server.says('bob', CONVERSATIONS[i % 2] ?? '', `before ${i}`)
    const chat = chatOn(server, random)
    const send = vi.spyOn(chat, 'send')
    for (let step = 0; step < 150; step++) {
      happen(server, chat, random, step)
      await vi.advanceTimersByTimeAsync(Math.floor(random() * 1_500))
    }
    heal(server)
    await vi.advanceTimersByTimeAsync(HEALING_MS)

    const fresh = chatOn(server, random)
    await vi.advanceTimersByTimeAsync(1_000)
    expect(chat.getState().conversations).toEqual(fresh.getState().conversations)
    expect(chat.getState().waiting).toBe(0)
    for (const id of CONVERSATIONS) {
      const { messages } = server.conversation(id)
      const all = messages.map(({ text, deletedAt }) => (deletedAt ? null : text))
      const mine = shown(chat, id)
      expect(mine.length).toBeGreaterThanOrEqual(Math.min(50, all.length))
      expect(mine).toEqual(all.slice(-mine.length))
      expect(chat.timeline(id).getState().hasOlder).toBe(mine.length < all.length)
      expect(mine.slice(-50)).toEqual(shown(fresh, id).slice(-50))
      const sent = send.mock.calls.filter(([where]) => where === id).map(([, text]) => text)
      const stored = messages.filter(({ senderId }) => senderId === 'alice')
      expect(stored).toHaveLength(sent.length)
      expect(stored.every(({ text, deletedAt }, index) => deletedAt || text === sent[index])).toBe(true)
    }
    chat.stop()
    fresh.stop()
    expect(vi.getTimerCount()).toBe(0)
  },
)
