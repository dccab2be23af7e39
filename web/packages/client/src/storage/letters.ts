/** Messages of one's own as they are written down, and back. Knows no database. */
import { idle } from '../environment'
import type { KeepableChat, Letter } from '../kept'
import { type Entry, PENDING } from '../outbox'
import type { MessageId } from '../protocol.gen'
import { isLetter, type LetterRecord } from './checks'

type Outbox = KeepableChat['outbox']

/** A record as a message of the outbox. */
function letterOf({ id, conversationId, text, createdAt, reason }: LetterRecord, held: boolean): Letter {
  return {
    id,
    lane: conversationId,
    body: { type: 'message', text, conversationId, id },
    createdAt,
    delivery: reason === null ? PENDING : { state: 'failed', reason },
    held,
    way: null,
    cancel: idle,
  }
}

/** What of a list of anything is a record, in the order in which the messages are to go out. */
export function readLetters(values: readonly unknown[]): LetterRecord[] {
  return values.filter(isLetter).sort((one, other) => one.order - other.order)
}

/** All that is known, written or not. */
export class Letters {
  readonly #records: Map<MessageId, LetterRecord> = new Map()
  readonly #now: () => number
  #last = 0

  constructor(now: () => number) {
    this.#now = now
  }

  get all(): Iterable<LetterRecord> {
    return this.#records.values()
  }

  /** The record of a message. One that waits, for the first time or again, goes behind all others. */
  write({ id, lane, body, createdAt, delivery }: Letter): LetterRecord {
    const failed = delivery.state === 'failed'
    const order = (failed && this.#records.get(id)?.order) || Math.max(this.#now(), this.#last + 1)
    const reason = failed ? delivery.reason : null
    return this.add({ id, order, conversationId: lane, text: body.text, createdAt, reason })
  }

  add(record: LetterRecord): LetterRecord {
    this.#last = Math.max(this.#last, record.order)
    this.#records.set(record.id, record)
    return record
  }

  delete(id: MessageId): void {
    this.#records.delete(id)
  }

  clear(): void {
    this.#records.clear()
  }
}

/** Puts what was kept before what was taken since, and lets all of it go. Messages that others send stay `held`. */
export function restore(
  outbox: Outbox,
  records: readonly LetterRecord[],
  isHeld: (id: string) => boolean,
): void {
  outbox.arrange(entries => {
    for (const entry of entries) entry.held = isHeld(entry.id)
    const known = new Set(entries.map(({ id }) => id))
    const kept = records.filter(({ id }) => !known.has(id)).map(record => letterOf(record, false))
    return [...kept, ...entries]
  })
}

/** Shows what happened to a message in another tab. Whether it is for that tab to send it. */
export function share(outbox: Outbox, record: LetterRecord): boolean {
  const letter = letterOf(record, record.reason === null)
  let isNews = false
  outbox.arrange(entries => {
    const known = entries.find(({ id }) => id === letter.id)
    isNews = known?.delivery.state !== letter.delivery.state
    if (!isNews) return [...entries]
    known?.cancel()
    if (!known || letter.held) return [...entries.filter(entry => entry !== known), letter]
    return entries.map(entry => (entry === known ? letter : entry))
  })
  return isNews && letter.delivery === PENDING
}

/** Sends here too what was left to others. */
export function release(outbox: Outbox): void {
  outbox.arrange(entries => entries.map(released))
}

function released<Body>(entry: Entry<Body>): Entry<Body> {
  entry.held = false
  return entry
}
