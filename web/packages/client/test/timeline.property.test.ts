import { expect, test } from 'vitest'
import type { Changes, Message, Seq } from '../src/protocol.gen'
import { TimelineData } from '../src/timeline'
import { FakeConversation } from './support/FakeConversation'
import { seeded } from './support/seeded'

const PAGE = 5

/**
 * A client and a store, with a network between them that loses, repeats and reorders what is pushed, answers requests
 * late, and is taken up again from a cursor that was given earlier. Whatever happens, once the client has asked for what
 * it knows to be missing it must show what a fresh client would.
 */
class Run {
  readonly #random: () => number
  readonly #store = new FakeConversation('general')
  #data = new TimelineData()
  /** Reads the newest page anew, and takes the place of `#data` with it. */
  #fresh: TimelineData | null = null
  readonly #onTheWay: Message[] = []
  readonly #answers: (() => void)[] = []

  constructor(seed: number) {
    this.#random = seeded(seed)
    this.#store.changesPage = 1 + this.#below(6)
    this.#store.changesLimit = 5 + this.#below(40)
    for (let i = this.#below(20); i > 0; i--) this.#store.append('bob', 'before')
    this.#readNewest()
  }

  step(): void {
    const dice = this.#below(12)
    if (dice < 3) this.#push(this.#store.append(this.#below(2) ? 'bob' : 'alice', 'new'))
    else if (dice < 5 && this.#store.messages.length) this.#push(this.#change())
    else if (dice < 7) this.#deliver()
    else if (dice < 8) this.#ask()
    else if (dice < 9) this.#resume()
    else if (dice < 11) this.#answers.splice(this.#below(this.#answers.length), 1)[0]?.()
    else this.#data.trim(4 + this.#below(10))
  }

  /** What is on the way arrives, and what is missing is asked for. The last push may have been lost: one asks anyway. */
  settle(): void {
    while (this.#answers.length) this.#answers.shift()?.()
    while (this.#onTheWay.length) this.#deliver()
    for (let rounds = 0; this.#data.hasHole || (this.#data.cursor ?? 0) < this.#store.head; rounds++) {
      if (rounds > 500) throw new Error('The client asks in a circle.')
      const after = this.#data.cursor ?? 0
      this.#take(this.#store.changes(after))
      while (this.#answers.length) this.#answers.shift()?.()
    }
  }

  check(seed: number): void {
    const shown = this.#data.messages
    const first = shown[0]?.seq ?? 0
    const truth = this.#store.messages.filter(({ seq }) => seq >= first)
    expect(shown, `seed ${seed}`).toEqual(truth)
    expect(this.#data.hasOlder || first <= 1, `seed ${seed}: nothing older is forgotten unsaid`).toBe(true)
    expect(this.#data.cursor).toBe(this.#store.head)
  }

  #change(): Message {
    const seq = this.#anySeq()
    const emoji = this.#below(2) ? '👍' : '❤️'
    return [
      () => this.#store.delete(seq),
      () => (this.#store.find(seq).deletedAt ? this.#store.delete(seq) : this.#store.edit(seq, `${seq}!`)),
      () => (this.#store.find(seq).deletedAt ? this.#store.delete(seq) : this.#react(seq, emoji)),
    ][this.#below(3)]?.() as Message
  }

  #react(seq: Seq, emoji: string): Message {
    return this.#store.react(seq, this.#below(2) ? 'alice' : 'bob', emoji, this.#below(3) > 0)
  }

  #push(message: Message): void {
    const copies = [0, 1, 1, 1, 2][this.#below(5)] ?? 1
    for (let i = 0; i < copies; i++) this.#onTheWay.push(message)
  }

  /** Mostly in order. */
  #deliver(): void {
    const index = this.#below(3) ? 0 : this.#below(this.#onTheWay.length)
    const [message] = this.#onTheWay.splice(index, 1)
    if (!message) return
    this.#fresh?.receive(message)
    this.#data.receive(message)
  }

  /** The answer is made now and arrives later. */
  #ask(): void {
    const data = this.#data
    const { cursor, hasOlder, messages } = data
    const first = messages[0]
    if (cursor === null) return
    if (this.#below(2) && hasOlder && first) {
      const page = this.#store.page(PAGE, first.seq)
      // As the live timeline does: an answer to a question that is not the question any more is left.
      this.#answers.push(
        () => data === this.#data && data.messages[0]?.seq === first.seq && data.applyOlder(page),
      )
    } else {
      const changes = this.#store.changes(cursor)
      this.#answers.push(() => this.#take(changes))
    }
  }

  /** The cursor is given now; what has been missed by a later moment comes, if anything was, at a still later one. */
  #resume(): void {
    const { cursor } = this.#data
    if (cursor === null) return
    this.#answers.push(() => {
      const changes = this.#store.changes(cursor)
      if (changes.reset || changes.seq > cursor) this.#answers.push(() => this.#take(changes))
    })
  }

  #take(changes: Changes): void {
    this.#fresh?.expect(changes.head)
    if (!changes.reset) this.#data.applyChanges(changes)
    else if (!this.#fresh && changes.after === this.#data.cursor) this.#readNewest()
  }

  #readNewest(): void {
    const fresh = new TimelineData()
    const page = this.#store.page(PAGE)
    this.#fresh = fresh
    this.#answers.push(() => {
      fresh.applyNewest(page)
      this.#data = fresh
      this.#fresh = null
    })
  }

  #anySeq(): number {
    return this.#store.messages[this.#below(this.#store.messages.length)]?.seq ?? 1
  }

  #below(limit: number): number {
    return Math.floor(this.#random() * limit)
  }
}

test('whatever the network loses, repeats, reorders, delays or takes up again, it ends equal to a fresh snapshot', () => {
  for (let seed = 1; seed <= 2_000; seed++) {
    const run = new Run(seed)
    for (let steps = 0; steps < 60; steps++) run.step()
    run.settle()
    run.check(seed)
  }
})
