/**
 * What is known of one conversation's messages, as plain data: no requests, no subscribers.
 *
 * Invariant: of the messages from the oldest known one on (all, if there are no older ones), every change up to
 * `cursor` has been applied. Whatever is applied twice or out of order ends the same: the latest state of a message wins.
 */
import { latestSeq } from './ids'
import type { Changes, Message, MessagePage, Seq } from './protocol.gen'

/** Beyond this many changes ahead of a hole it is cheaper to ask again than to remember them. */
const AHEAD = 1_000

export class TimelineData {
  #messages: readonly Message[] = []
  #cursor: Seq | null = null
  #hasOlder = false
  /** The highest change that was heard of. */
  #highest: Seq = 0
  /** Places of changes that were applied although one before them is missing. */
  readonly #ahead: Set<Seq> = new Set()

  /** By `seq`, tombstones included. A new array after each change. */
  get messages(): readonly Message[] {
    return this.#messages
  }

  /** Everything up to here has been applied; null until the newest page was. */
  get cursor(): Seq | null {
    return this.#cursor
  }

  /** Whether the server has messages before the first one. */
  get hasOlder(): boolean {
    return this.#hasOlder
  }

  /** Whether something after `cursor` is known to exist: ask for the changes after it. */
  get hasHole(): boolean {
    return this.#cursor !== null && this.#cursor < this.#highest
  }

  /** Applies one message that was pushed, new or changed. Before the newest page is there it is kept for then. */
  receive(message: Message): void {
    const latest = latestSeq(message)
    this.#put(message)
    this.expect(latest)
    if (this.#ahead.size < AHEAD) this.#ahead.add(latest)
    if (this.#cursor !== null) this.#advance(this.#cursor)
  }

  /** The conversation has come as far as this. */
  expect(head: Seq): void {
    this.#highest = Math.max(this.#highest, head)
  }

  /** Applies the newest page, as the first thing but for messages that were pushed while it was being read. */
  applyNewest(page: MessagePage): void {
    const pushed = this.#messages
    this.#messages = page.messages
    this.#hasOlder = page.hasMore
    for (const message of pushed) if (latestSeq(message) > page.head) this.#put(message)
    this.#advance(page.head)
  }

  /**
   * Puts a page before the first message that is known. Changes of its messages that came after it was read were
   * passed over until now, so the cursor goes back to where the page was, and there is a hole.
   */
  applyOlder(page: MessagePage): void {
    const first = this.#messages[0]
    const older = first ? page.messages.filter(message => message.seq < first.seq) : page.messages
    this.#messages = [...older, ...this.#messages]
    this.#hasOlder = page.hasMore
    this.#ahead.clear()
    if (this.#cursor !== null) this.#cursor = Math.min(this.#cursor, page.head)
  }

  /**
   * Applies a delta. A `reset` is not for here. If the cursor went back in the meantime, what is between it and `after` is
   * still missing.
   */
  applyChanges({ after, messages, seq, head }: Changes): void {
    for (const message of messages) this.#put(message)
    this.expect(head)
    const cursor = this.#cursor
    if (cursor !== null && after <= cursor) this.#advance(Math.max(cursor, seq))
  }

  /** Forgets the oldest messages if there are more than `limit`; not before the newest page says where they belong. */
  trim(limit: number): void {
    if (this.#messages.length <= limit || this.#cursor === null) return
    this.#messages = this.#messages.slice(-limit)
    this.#hasOlder = true
  }

  #put(message: Message): void {
    const messages = this.#messages
    // From the end, for most messages are new.
    const index = messages.findLastIndex(({ seq }) => seq <= message.seq)
    const known = messages[index]
    if (known?.seq === message.seq) {
      if (latestSeq(message) > latestSeq(known)) this.#messages = messages.with(index, message)
    } else if (known || !this.#hasOlder) {
      // Below the first one it would leave a gap behind it: it comes with its page.
      this.#messages = messages.toSpliced(index + 1, 0, message)
    }
  }

  #advance(to: Seq): void {
    let cursor = to
    for (const seq of this.#ahead) if (seq <= cursor) this.#ahead.delete(seq)
    while (this.#ahead.delete(cursor + 1)) cursor++
    this.#cursor = cursor
    this.expect(cursor)
  }
}
