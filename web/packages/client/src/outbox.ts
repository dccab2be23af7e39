/**
 * What the user said or changed until the server has stored or refused it: kept in order, and sent again under the same
 * id as often as it takes. It must not know sockets or requests, only the two ways it is given, nor what it sends.
 */
import { Backoff } from './backoff'
import { type Environment, idle } from './environment'
import { asChatError, ChatError } from './error'
import type { Delivery } from './model'
import type { MessageId } from './protocol.gen'

/** More than anybody types while offline. */
const LIMIT = 500
/** A frame that was not answered by then is sent again. */
const ANSWER_MS = 10_000
/** News of what was done come with the answer, or right behind it. */
const NEWS_MS = 1_000

const PENDING: Delivery = { state: 'pending' }

/** A message on its way. */
export interface Parcel<Body> {
  readonly id: MessageId
  /** Messages of one lane arrive in the order in which they were added. */
  readonly lane: string
  readonly body: Body
  /** ISO 8601, the client's clock. */
  readonly createdAt: string
  readonly delivery: Delivery
  /** The way it is on; null while it waits. */
  readonly way: 'socket' | 'rest' | null
}

export type Entry<Body> = { -readonly [Key in keyof Parcel<Body>]: Parcel<Body>[Key] } & {
  held: boolean
  /** The socket did not bring an answer in time. */
  late: boolean
  cancel: () => void
}

export interface OutboxOptions<Body> {
  /**
   * How many messages of a lane may be unanswered on the socket. With 1 the order is kept even if the server refuses
   * one for a while and takes the next.
   */
  readonly window: number
  /** Whether the frame went out. */
  readonly bySocket: (body: Body) => boolean
  /** Resolves once the server has stored it; null where there is no such way. */
  readonly byRest: ((body: Body) => Promise<unknown>) | null
  /**
   * Whether a request for it that may still arrive is waited for before its lane goes on by another way: what is done
   * again later would undo what came after it. Never, unless given.
   */
  readonly undoes?: (body: Body) => boolean
  readonly onChange: (parcel: Entry<Body>) => void
  /** Refused for good. It stays, failed, until it is retried or discarded. */
  readonly onFailed?: (parcel: Parcel<Body>, error: ChatError) => void
}

export class Outbox<Body> {
  readonly #options: OutboxOptions<Body>
  readonly #environment: Environment
  readonly #backoff: Backoff
  #entries: Entry<Body>[] = []
  #resume: () => void = idle
  #paused = true

  constructor(options: OutboxOptions<Body>, environment: Environment) {
    this.#options = options
    this.#environment = environment
    this.#backoff = new Backoff({ jitter: true, unlimited: true }, environment.random)
  }

  /** Everything that is here, in the order in which it was added. */
  get parcels(): readonly Parcel<Body>[] {
    return this.#entries
  }

  lane(lane: string): readonly Parcel<Body>[] {
    return this.#entries.filter(entry => entry.lane === lane)
  }

  /** Takes a message and sends it as soon as possible, but not while it is `held`. One too many fails at once. */
  add(lane: string, id: MessageId, body: Body, held = false): void {
    const createdAt = new Date(this.#environment.now()).toISOString()
    const state = { createdAt, delivery: PENDING, way: null, held, late: false, cancel: idle }
    const entry: Entry<Body> = { id, lane, body, ...state }
    const waiting = this.#entries.filter(({ delivery }) => delivery === PENDING)
    this.#entries.push(entry)
    if (waiting.length >= LIMIT)
      this.#fail(entry, new ChatError(`Couldn't send this: ${LIMIT} messages are waiting.`))
    else this.#changed(entry)
  }

  /** Takes what makes needless whatever else of its lane is not on its way yet. */
  replace(lane: string, id: MessageId, body: Body, held?: boolean): void {
    for (const other of this.lane(lane)) if (!other.way) this.discard(other.id)
    this.add(lane, id, body, held)
  }

  /** Lets go of one that was held. */
  release(id: MessageId): void {
    const entry = this.#find(id)
    if (entry) entry.held = false
    this.#pump()
  }

  /** The server has done it. It stays for the moment that the news of it may take, lest the old state shows through. */
  done(id: MessageId): void {
    const entry = this.#find(id)
    if (!entry?.way) return
    entry.cancel()
    entry.cancel = this.#environment.after(NEWS_MS, () => this.stored(id))
  }

  /** The server has it, and everybody can see it. Does nothing for an id that is not here. */
  stored(id: MessageId): void {
    this.#backoff.reset()
    this.discard(id)
  }

  /** The server did not take it, or did not answer. Whether it was waiting here. */
  refused(id: MessageId, error: ChatError): boolean {
    const entry = this.#find(id)
    if (entry?.delivery !== PENDING) return false
    this.#recall(entry)
    if (error.passing) this.#pause(error.retryAfterMs ?? this.#backoff.next() ?? 0)
    else this.#fail(entry, error)
    return true
  }

  /** Sends a failed message again, at the end of its lane. */
  retry(id: MessageId): void {
    const entry = this.#find(id)
    if (entry?.delivery.state !== 'failed') return
    entry.delivery = PENDING
    this.#entries = [...this.#entries.filter(other => other !== entry), entry]
    this.#changed(entry)
  }

  /** Forgets a message. */
  discard(id: MessageId): void {
    const entry = this.#find(id)
    if (!entry) return
    this.#recall(entry)
    this.#entries = this.#entries.filter(other => other !== entry)
    this.#changed(entry)
  }

  /** The way has changed: sends everything that has no answer yet, by what way there is now. */
  resume(): void {
    const { undoes } = this.#options
    this.#resume()
    this.#paused = false
    for (const entry of this.#entries) if (entry.way !== 'rest' || !undoes?.(entry.body)) this.#recall(entry)
    this.#pump()
  }

  /** Sends nothing and runs no timer until `resume`. */
  stop(): void {
    this.#resume()
    this.#paused = true
    for (const entry of this.#entries) this.#recall(entry)
  }

  #find(id: MessageId): Entry<Body> | undefined {
    return this.#entries.find(entry => entry.id === id)
  }

  #changed(entry: Entry<Body>): void {
    this.#options.onChange(entry)
    this.#pump()
  }

  #fail(entry: Entry<Body>, error: ChatError): void {
    entry.delivery = { state: 'failed', reason: error.message }
    this.#forgetFailed()
    this.#options.onFailed?.(entry, error)
    this.#changed(entry)
  }

  /** What failed is limited too, for nobody needs to discard it. */
  #forgetFailed(): void {
    const failed = this.#entries.filter(entry => entry.delivery !== PENDING)
    if (failed.length > LIMIT) this.#entries = this.#entries.filter(entry => entry !== failed[0])
  }

  #pause(ms: number): void {
    this.#resume()
    this.#paused = true
    this.#resume = this.#environment.after(ms, () => {
      this.#paused = false
      this.#pump()
    })
  }

  #recall(entry: Entry<Body>): void {
    entry.cancel()
    entry.cancel = idle
    entry.way = null
    entry.late = false
  }

  #pump(): void {
    const unanswered = new Map<string, number>()
    for (const entry of this.#entries) {
      if (this.#paused) return
      if (entry.delivery !== PENDING) continue
      const ahead = unanswered.get(entry.lane) ?? 0
      if (!entry.way && !entry.held && ahead < this.#options.window) this.#dispatch(entry, ahead)
      // Behind one that goes by REST, or by no way yet, nothing may overtake.
      unanswered.set(entry.lane, entry.way === 'socket' ? ahead + 1 : Number.POSITIVE_INFINITY)
    }
  }

  #dispatch(entry: Entry<Body>, ahead: number): void {
    const { bySocket, byRest } = this.#options
    // By requests there is always an answer; not every server has one on the socket.
    if (!(entry.late && byRest) && bySocket(entry.body)) {
      entry.way = 'socket'
      entry.cancel = this.#environment.after(ANSWER_MS, () => {
        this.#recall(entry)
        entry.late = true
        this.#pump()
      })
    } else if (byRest && ahead === 0) {
      entry.way = 'rest'
      byRest(entry.body).then(
        () => this.stored(entry.id),
        // A request that was given up for another way says nothing about that one.
        thrown => entry.way === 'rest' && this.refused(entry.id, asChatError(thrown)),
      )
    }
  }
}
