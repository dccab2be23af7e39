/**
 * Messages of the classic contract, each once and in order, whether they are pushed or read. Knows no sockets.
 *
 * The classic contract has no cursor, so time stands in for it: the server's own, and with a margin, for its clock may
 * be set back a little and several messages may share a moment.
 */
import { messageKey } from './ids'
import type { Message, MessageId } from './protocol.gen'
import { Recent } from './recent'

/** A message as a classic server sends it; this project's server always gives all of it. */
export type ClassicMessage = Pick<Message, 'id' | 'text' | 'senderId' | 'receiverId' | 'createdAt'> &
  Partial<Message>

export const PAGE = 50
/** Twenty pages are as far as the server's own classic history goes. */
const PAGES = 20
const MARGIN_MS = 5_000
/** Twice what one catching up can bring. */
const REMEMBERED = 2_000

export class ClassicInbox {
  readonly #read: (before?: MessageId) => Promise<readonly ClassicMessage[]>
  readonly #deliver: (message: ClassicMessage) => void
  readonly #seen: Recent = new Recent(REMEMBERED)
  /** What is older was there before us: history, not for the inbox. */
  #since: number | null = null
  /** Everything up to about here has been delivered. */
  #reached = 0
  #held: ClassicMessage[] | null = null

  /** `read` gives the newest page, or the one before a message, oldest first. */
  constructor(
    read: (before?: MessageId) => Promise<readonly ClassicMessage[]>,
    deliver: (message: ClassicMessage) => void,
  ) {
    this.#read = read
    this.#deliver = deliver
  }

  /** Whether it is known yet what is history. */
  get hasBegun(): boolean {
    return this.#since !== null
  }

  /** What the server stores from this moment of its clock on is new. Only the first call counts. */
  begin(at: number): void {
    if (this.#since === null) this.#since = this.#reached = at
  }

  /** A message was pushed, or stored for us. Kept back while `catchUp` reads what came before it. */
  receive(message: ClassicMessage): void {
    if (this.#held) this.#held.push(message)
    else this.#accept(message)
  }

  /**
   * Reads what was missed and delivers it, then what was kept back.
   *
   * @throws what `read` throws; nothing of what was missed is delivered then, and it can be tried again.
   */
  async catchUp(): Promise<void> {
    this.#held ??= []
    try {
      const missed = await this.#collect()
      const newest = missed.at(-1)
      if (this.#since === null) {
        for (const message of missed) this.#seen.add(messageKey(message))
        this.begin(newest ? Date.parse(newest.createdAt) : 0)
      }
      const since = this.#since ?? 0
      for (const message of missed) if (!(Date.parse(message.createdAt) < since)) this.#accept(message)
    } finally {
      const held = this.#held ?? []
      this.#held = null
      for (const message of held) this.#accept(message)
    }
  }

  async #collect(): Promise<ClassicMessage[]> {
    const floor = this.#since === null ? Number.POSITIVE_INFINITY : this.#reached - MARGIN_MS
    let collected: ClassicMessage[] = []
    for (let pages = 0; pages < PAGES; pages++) {
      const page = await this.#read(collected[0]?.id)
      collected = [...page, ...collected]
      const oldest = page[0]
      // A server that gives another number of messages than it was asked for has no more, or does not page.
      if (!oldest || page.length !== PAGE || Date.parse(oldest.createdAt) < floor) break
    }
    return collected
  }

  #accept(message: ClassicMessage): void {
    if (!this.#seen.add(messageKey(message))) return
    const at = Date.parse(message.createdAt)
    if (at > this.#reached) this.#reached = at
    this.#deliver(message)
  }
}
