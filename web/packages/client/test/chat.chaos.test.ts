import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { type Chat, createChat } from '../src/chat'
import { longPolling } from '../src/polling'
import type { Seq } from '../src/protocol.gen'
import { FakeServer } from './support/FakeServer'
import { seeded } from './support/seeded'

beforeEach(() => {
  vi.useFakeTimers({ now: new Date('2026-06-01T00:00:00.000Z') })
})
afterEach(() => {
  vi.useRealTimers()
})

const CONVERSATIONS = ['general', 'alice~bob']
const EMOJI = ['👍', '❤️']

/** Longer than the slowest way back: a minute's check, with its jitter. */
const HEALING_MS = 100_000

/** Many do for every day; `CHAOS=500` looks further. */
const SEEDS = Array.from({ length: Number(process.env.CHAOS ?? 24) }, (_, index) => index + 1)

/** By which the chats of all runs went. */
const TRANSPORTS = new Set<unknown>()

/** A chat, a server, and what happens to them. */
class Run {
  readonly server = new FakeServer()
  readonly chat: Chat
  /** What alice has said, and how she changed it last. */
  readonly said: Map<string, string[]> = new Map(CONVERSATIONS.map(id => [id, []]))
  readonly edits: Map<string, string> = new Map()
  readonly #random: () => number
  #step = 0

  constructor(seed: number) {
    this.#random = seeded(seed)
    for (let i = 0; i < 70; i++) this.server.says('bob', CONVERSATIONS[i % 2] ?? '', `before ${i}`)
    this.chat = this.open()
  }

  open(): Chat {
    const chat = createChat({
      userId: 'alice',
      url: 'http://chat.test',
      WebSocket: this.server.WebSocket,
      fetch: (input, init) => this.#request(input, init),
      random: this.#random,
      undoMs: 1_000,
      polling: longPolling,
    })
    for (const id of CONVERSATIONS) chat.timeline(id).subscribe(() => {})
    chat.start()
    return chat
  }

  /** One thing that happens, to the people or to the network. */
  async step(others: readonly (() => void)[] = []): Promise<void> {
    this.#step++
    const things = [...this.#talk(), ...this.#changes(), ...this.#network(), ...others]
    things[this.#below(things.length)]?.()
    await vi.advanceTimersByTimeAsync(this.#below(1_500))
    TRANSPORTS.add(this.chat.getState().connection.transport)
  }

  async heal(): Promise<void> {
    const { server } = this
    server.losesEvents = server.losesMessages = server.socketsDown = server.restDown = server.isOld = false
    await vi.advanceTimersByTimeAsync(HEALING_MS)
  }

  /** Requests take their time, there and back, and overtake each other. With a history its server's answers go too. */
  async #request(input: string | URL | Request, init?: RequestInit): Promise<Response> {
    const pause = () => new Promise(resolve => setTimeout(resolve, this.#below(4) ? 5 : this.#below(2_000)))
    await pause()
    const { epoch } = this.server
    const response = await this.server.fetch(input, init)
    await pause()
    if (epoch !== this.server.epoch) throw new TypeError('fetch failed')
    return response
  }

  get #id(): string {
    return CONVERSATIONS[this.#below(2)] ?? 'general'
  }

  #talk(): (() => void)[] {
    const id = this.#id
    const bob = () => this.server.says('bob', id, `bob ${this.#step}`)
    const alice = () => {
      this.said.get(id)?.push(`alice ${this.#step}`)
      this.chat.send(id, `alice ${this.#step}`)
    }
    return [bob, bob, alice, alice, () => this.chat.timeline(id).loadOlder()]
  }

  #changes(): (() => void)[] {
    const id = this.#id
    const { messages } = this.server.conversation(id)
    const any = messages[this.#below(messages.length)]?.seq ?? 1
    const shown = this.chat.timeline(id).getState().items
    const mine = shown.filter(({ senderId, seq, deleted }) => senderId === 'alice' && seq && !deleted)
    const own = mine[this.#below(mine.length)]?.seq
    const react = { type: 'react' as const, conversationId: id, seq: any, emoji: EMOJI[this.#below(2)] ?? '' }
    const on = this.#below(2) === 0
    return [
      () => messages.length && this.server.deletes(id, any),
      () =>
        this.server.obey('bob', { type: 'edit', conversationId: id, seq: any, text: `by bob ${this.#step}` }),
      () => this.server.obey('bob', { ...react, on }),
      () => messages.length && this.chat.react(id, any, react.emoji, on),
      () => messages.length && this.chat.react(id, any, react.emoji, !on),
      () => own && this.#edit(id, own),
      () => own && this.#edit(id, own),
      () => own && this.#remove(id, own),
    ]
  }

  #edit(id: string, seq: Seq): void {
    const text = `by alice ${this.#step}`
    this.edits.set(`${id}/${seq}`, text)
    this.chat.edit(id, seq, text)
  }

  #remove(id: string, seq: Seq): void {
    const removal = this.chat.remove(id, seq)
    if (this.#below(2)) removal.undo()
  }

  #network(): (() => void)[] {
    const { server } = this
    const conversation = server.conversation(this.#id)
    return [
      () => {
        server.losesEvents = this.#below(3) === 0
      },
      () => {
        server.losesMessages = this.#below(3) === 0
      },
      () => {
        server.socketsDown = this.#below(2) === 0
      },
      () => {
        server.socketsDown = true
        server.dropAll()
      },
      () => {
        server.restDown = this.#below(3) === 0
      },
      () => server.dropAll([1006, 1001, 4008][this.#below(3)]),
      () => this.chat.reconnect(),
      () => server.refusals.push({ message: 'Too fast.', code: 'rate-limited', retryAfterMs: 400 }),
      () => {
        conversation.changesPage = [1, 3, 1_000][this.#below(3)] ?? 1
        conversation.changesLimit = [5, 40, 1_000][this.#below(3)] ?? 5
      },
    ]
  }

  #below(limit: number): number {
    return Math.floor(this.#random() * limit)
  }
}

/** What can be seen of a conversation. */
const shown = (chat: Chat, id: string) =>
  chat
    .timeline(id)
    .getState()
    .items.map(({ text, deleted, reactions }) => (deleted ? null : { text, reactions }))

/** What there is to be seen. */
const truth = (server: FakeServer, id: string) =>
  server
    .conversation(id)
    .messages.map(({ text, reactions, deletedAt }) => (deletedAt ? null : { text, reactions }))

/** What has become of one's own changes that is not done with. */
const open = (chat: Chat) =>
  CONVERSATIONS.flatMap(id =>
    chat
      .timeline(id)
      .getState()
      .items.flatMap(({ change }) => change ?? []),
  )

/** Everything is shown as it is, as far back as it is shown, and as a chat that comes later shows it. */
async function expectTheTruth(run: Run): Promise<void> {
  const { server, chat } = run
  const fresh = run.open()
  await vi.advanceTimersByTimeAsync(10_000)
  expect(chat.getState().conversations).toEqual(fresh.getState().conversations)
  expect(chat.getState()).toMatchObject({ waiting: 0, connection: { transport: 'socket', rest: 'idle' } })
  for (const id of CONVERSATIONS) {
    const [all, mine] = [truth(server, id), shown(chat, id)]
    expect(mine.length).toBeGreaterThanOrEqual(Math.min(50, all.length))
    expect(mine).toEqual(all.slice(-mine.length))
    expect(chat.timeline(id).getState().hasOlder).toBe(mine.length < all.length)
    expect(mine.slice(-50)).toEqual(shown(fresh, id).slice(-50))
  }
  chat.stop()
  fresh.stop()
  await vi.advanceTimersByTimeAsync(10_000)
  expect(vi.getTimerCount()).toBe(0)
}

test.each(SEEDS)(
  'whatever happens (%i), it ends equal to a fresh chat, with all that was said and changed',
  async seed => {
    const run = new Run(seed)
    for (let steps = 0; steps < 150; steps++) await run.step()
    await run.heal()
    for (const [id, said] of run.said) {
      const stored = run.server.conversation(id).messages.filter(({ senderId }) => senderId === 'alice')
      expect(stored).toHaveLength(said.length)
      for (const [index, { seq, text, deletedAt }] of stored.entries())
        if (!deletedAt) expect(text).toBe(run.edits.get(`${id}/${seq}`) ?? said[index])
    }
    await expectTheTruth(run)
  },
)

test('they went by every transport, and by none', () => {
  expect(TRANSPORTS).toEqual(new Set(['socket', 'poll', null]))
})

test.each(SEEDS)('so it does (%i) when histories and older servers come and go', async seed => {
  const run = new Run(seed)
  const { server } = run
  for (let steps = 0; steps < 150; steps++) {
    await run.step([
      () => {
        server.forget(`of step ${steps}`)
        server.dropAll()
      },
      () => {
        server.isOld = !server.isOld
        server.dropAll()
      },
    ])
  }
  await run.heal()
  // An older server refuses changes.
  for (const { delivery } of open(run.chat)) expect(delivery.state).toBe('failed')
  await expectTheTruth(run)
})
