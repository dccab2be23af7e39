/**
 * When the lists are read from the store: once connected (the socket pushes by then, so nothing falls between), every
 * minute after that, and every few seconds while there is neither a socket nor polling. It must not know what is done
 * with them.
 */
import { Backoff } from './backoff'
import { type Environment, idle } from './environment'
import type { ConnectionState } from './model'
import type { Polling } from './no-socket'
import type { ConversationList, PersonList } from './protocol.gen'
import type { Api } from './rest'

/** A socket usually comes back within this; and clients that lose theirs together don't poll together. */
const FIRST_POLL_MS = 1_000
const POLL_MS = 3_000
const PEOPLE_MS = 15_000
/** An event that was lost as the last one leaves no hole behind; this finds it. */
const CHECK_MS = 60_000
/** One reading for all events of a moment. */
const SOON_MS = 250

export interface SyncOptions {
  readonly api: Api
  readonly onLists: (conversations: ConversationList, people: PersonList | null) => void
  /** Brings news while there is no socket; absent where the lists do. */
  readonly polling: Polling | undefined
  /** `rest` has changed, or nothing could be read. */
  readonly onChange: () => void
}

export class Sync {
  readonly #options: SyncOptions
  readonly #environment: Environment
  readonly #backoff: Backoff
  #rest: ConnectionState['rest'] = 'idle'
  #running = false
  #connected = false
  #peopleAt = Number.NEGATIVE_INFINITY
  /** Only the reading that was begun last decides when the next one is. */
  #turn = 0
  #cancel: () => void = idle
  #soon = false

  constructor(options: SyncOptions, environment: Environment) {
    this.#options = options
    this.#environment = environment
    this.#backoff = new Backoff({ jitter: true, unlimited: true }, environment.random)
  }

  get rest(): ConnectionState['rest'] {
    return this.#rest
  }

  /** The socket is there: reads everything now. */
  connected(): void {
    this.#running = this.#connected = true
    this.#options.polling?.stop()
    this.#peopleAt = Number.NEGATIVE_INFINITY
    this.#backoff.reset()
    this.#set('idle')
    void this.#read()
  }

  /** There is no socket, yet or any more, nor polling: begins to read in a moment. */
  disconnected(): void {
    this.#running = true
    this.#connected = false
    this.#schedule(FIRST_POLL_MS * (0.5 + this.#environment.random()))
  }

  /** Something in the list is known to be wrong. */
  soon(): void {
    if (this.#soon || !this.#running) return
    this.#soon = true
    this.#schedule(SOON_MS)
  }

  stop(): void {
    this.#turn++
    this.#running = this.#soon = false
    this.#cancel()
    this.#options.polling?.stop()
    this.#set('idle')
  }

  #schedule(ms: number): void {
    this.#turn++
    this.#cancel()
    this.#cancel = this.#environment.after(ms, () => void this.#read())
  }

  async #read(): Promise<void> {
    const turn = ++this.#turn
    this.#soon = false
    this.#cancel()
    const { api, onLists, polling } = this.#options
    const now = this.#environment.now()
    const due = this.#connected ? this.#peopleAt < 0 : now - this.#peopleAt >= PEOPLE_MS
    try {
      const [conversations, people] = await Promise.all([api.conversations(), due ? api.users() : null])
      if (!this.#running) return
      if (due) this.#peopleAt = now
      onLists(conversations, people)
      this.#backoff.reset()
      if (!this.#connected) polling?.start()
      this.#ended(turn, 'working', this.#connected || polling?.isOn ? CHECK_MS : POLL_MS)
    } catch {
      this.#ended(turn, 'failing', this.#connected ? 0 : POLL_MS)
    }
  }

  #ended(turn: number, rest: ConnectionState['rest'], ms: number): void {
    if (turn !== this.#turn) return
    const wait = rest === 'failing' ? Math.max(ms, this.#backoff.next() ?? 0) : ms
    this.#schedule(wait * (0.75 + this.#environment.random() / 2))
    this.#set(this.#connected ? 'idle' : rest)
  }

  #set(rest: ConnectionState['rest']): void {
    this.#rest = rest
    this.#options.onChange()
  }
}
