/** What is in the outbox as it is written down, and back. Knows no database. */
import { ChatError } from '../error'
import type { KeptChat } from '../kept'
import type { Entry, Parcel } from '../outbox'
import type { Told } from '../pending-changes'
import type { MessageId } from '../protocol.gen'
import { isLetter, type Letter, type LetterRecord } from './checks'

type Outbox = KeptChat['outbox']
type Kept = Parcel<Letter>

export function isKept(parcel: Parcel<Told>): parcel is Kept {
  return parcel.body.type !== 'profile'
}

/** What of a list of anything is a letter, in the order in which they are to go out. */
export function readLetters(values: readonly unknown[]): LetterRecord[] {
  return values.filter(isLetter).sort((one, other) => one.order - other.order)
}

/** All that are known here, written or not. */
export class Letters {
  readonly #records: Map<MessageId, LetterRecord> = new Map()
  readonly #tab: string
  readonly #now: () => number
  #last = 0

  constructor(tab: string, now: () => number) {
    this.#tab = tab
    this.#now = now
  }

  get all(): readonly LetterRecord[] {
    return [...this.#records.values()]
  }

  get(id: MessageId): LetterRecord | undefined {
    return this.#records.get(id)
  }

  /** The record of a letter of this tab. One that waits, for the first time or again, goes behind all others. */
  write({ id, lane, body, createdAt, delivery }: Kept, epoch: string | undefined): LetterRecord {
    const failed = delivery.state === 'failed'
    const order = (failed && this.#records.get(id)?.order) || Math.max(this.#now(), this.#last + 1)
    const reason = failed ? delivery.reason : null
    return this.add({ id, order, lane, body, createdAt, reason, tab: this.#tab, epoch: epoch ?? null })
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

/** Puts a letter at the end of the outbox, as it was when it was written down. */
export function post(
  outbox: Outbox,
  { id, lane, body, createdAt, reason }: LetterRecord,
  held: boolean,
): void {
  outbox.add(lane, id, body, true)
  const entry = outbox.parcels.at(-1) as Entry<Told>
  entry.createdAt = createdAt
  if (reason !== null) outbox.refused(id, new ChatError(reason))
  if (!held) outbox.release(id)
}

/** What is not on its way yet goes out in the order in which it was written, whichever tab it was written in. */
export function arrange(outbox: Outbox, letters: Letters): void {
  const orderOf = ({ id }: Parcel<Told>) => letters.get(id)?.order ?? 0
  const present = outbox.parcels as readonly Entry<Told>[]
  const waiting = present.filter(({ id, way }) => way === null && letters.get(id))
  const sorted = waiting.toSorted((one, other) => orderOf(one) - orderOf(other))
  const first = sorted.findIndex((entry, index) => entry !== waiting[index])
  const late = first < 0 ? [] : sorted.slice(first)
  for (const { id } of late) outbox.discard(id)
  for (const { id, held } of late) {
    const record = letters.get(id)
    if (record) post(outbox, record, held)
  }
}

/** Shows what became of a message in another tab. Whether that tab is to send it. */
export function share(outbox: Outbox, record: LetterRecord): boolean {
  const known = outbox.parcels.find(({ id }) => id === record.id)
  const waits = record.reason === null
  if (known && (known.delivery.state === 'pending') === waits) return false
  if (known) outbox.discard(record.id)
  post(outbox, record, waits)
  return waits
}
