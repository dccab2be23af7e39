/**
 * @webchat/client/polling: news as they happen where no socket gets through. Requests wait for them at the server, each
 * telling how far everything has been followed, so that what happens between two of them comes with the next. It must
 * not know when it is needed.
 */
import { idle } from './environment'
import { asChatError } from './error'
import { asEvent } from './event'
import { mintMessageId } from './ids'
import type { MakePolling, PolledChat, Polling } from './no-socket'
import type { Command, Cursors, Event, EventBatch, MessageId } from './protocol.gen'

/** As long as the server lets a request wait. */
const WAIT_S = 25
/** The first one only asks whether there is such a thing. */
const FIRST_WAIT_S = 1
/** What a request may take longer than it was to wait. */
const PATIENCE_MS = 10_000
/** One request for all news of a moment. */
const MOMENT_MS = 250
/** Places of so many fit a request however long the ids are; what happens in quieter ones is found with the list. */
const HEADS = 400

/** For `createChat`, as `polling`. */
export const longPolling: MakePolling = chat => new LongPolling(chat)

class LongPolling implements Polling {
  readonly #chat: PolledChat
  /** Under it the user stays at the server between two requests, and hints wait there for the next one. */
  readonly #session: MessageId = mintMessageId()
  /** Ends the request that waits; null while polling is off. */
  #abort: AbortController | null = null
  #cancel: () => void = idle
  #isWorking = false
  /** Whether the server knows such requests. */
  #isKnown = true

  constructor(chat: PolledChat) {
    this.#chat = chat
  }

  get isOn(): boolean {
    return this.#abort !== null
  }

  get isWorking(): boolean {
    return this.#isWorking
  }

  say(command: Command): boolean {
    const { userId, rest } = this.#chat
    if (this.#isWorking) rest.post('/api/v1/commands', { userId }, command).catch(idle)
    return this.#isWorking
  }

  start(): void {
    if (!this.isOn && this.#isKnown) void this.#poll(new AbortController())
  }

  stop(): void {
    this.#end()
    this.#isKnown = true
  }

  #end(): void {
    this.#cancel()
    this.#abort?.abort()
    this.#abort = null
    this.#isWorking = false
  }

  /** Again and again, until it fails or is stopped. */
  async #poll(abort: AbortController): Promise<void> {
    const { environment, onEnd } = this.#chat
    this.#abort = abort
    const next = environment.now() + MOMENT_MS
    try {
      const batch = await this.#ask(this.#cursors(), abort)
      if (abort !== this.#abort) return
      this.#isWorking = true
      this.#cancel = environment.after(next - environment.now(), () => void this.#poll(abort))
      this.#apply(batch)
    } catch (thrown) {
      if (abort !== this.#abort) return
      this.#end()
      this.#isKnown = asChatError(thrown).status !== 404
      onEnd()
    }
  }

  /** How far all conversations have been followed, those that nobody looks at too. */
  #cursors(): Cursors | undefined {
    const { replica } = this.#chat
    const cursors = replica.cursors()
    const list = replica.conversations.list.slice(0, HEADS)
    const heads = Object.fromEntries(list.map(({ conversationId, head }) => [conversationId, head]))
    return cursors && { ...cursors, after: { ...heads, ...cursors.after } }
  }

  async #ask(cursors: Cursors | undefined, abort: AbortController): Promise<EventBatch> {
    const { userId, rest, environment } = this.#chat
    const wait = this.#isWorking ? WAIT_S : FIRST_WAIT_S
    const register: Command = { type: 'register', userId, protocol: 2, ...(cursors && { cursors }) }
    const cancel = environment.after(wait * 1_000 + PATIENCE_MS, () => abort.abort())
    const query = { userId, wait, session: this.#session }
    return rest.post<EventBatch>('/api/v1/poll', query, register, { signal: abort.signal }).finally(cancel)
  }

  #apply({ epoch, events }: EventBatch): void {
    const { replica, state } = this.#chat
    replica.follow(epoch)
    for (const fresh of events) {
      const event = asEvent(fresh)
      if (event) replica.apply(event)
      if (event?.type === 'changes') this.#count(event)
    }
    state.changed()
  }

  /** The list has not been read since, as it is when a socket says what was missed. */
  #count({ reset, messages }: Extract<Event, { type: 'changes' }>): void {
    const { replica, onStale } = this.#chat
    const stale = messages.filter(message => replica.conversations.apply(message))
    if (reset || stale.length) onStale()
  }
}
