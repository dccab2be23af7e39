import { expect, test } from 'vitest'
import type { Message } from '../src/protocol.gen'
import { TimelineData } from '../src/timeline'
import { FakeConversation } from './support/FakeConversation'
import { seeded } from './support/seeded'

const PAGE = 5

/**
 * A client and a store, with a network between them that loses, repeats and reorders what is pushed, and answers
 * requests late. Whatever happens, once the client has asked for what it knows to be missing it must show what a
 * fresh client would.
 */
class Run {
  readonly #random: () => number
  readonly #store = new FakeConversation('general')
  readonly #data = new TimelineData()
  readonly #onTheWay: Message[] = []
  readonly #answers: (() => void)[] = []

  constructor(seed: number) {
    this.#random = seeded(seed)
    this.#store.changesPage = 1 + this.#below(6)
    for (let i = this.#below(20); i > 0; i--) this.#store.append('bob', 'before')
    this.#answers.push(this.#askNewest())
  }

  step(): void {
    const dice = this.#below(10)
    if (dice < 4) this.#push(this.#store.append(this.#below(2) ? 'bob' : 'alice', 'new'))
    else if (dice < 5 && this.#store.messages.length) this.#push(this.#store.delete(this.#anySeq()))
    else if (dice < 7) this.#deliver()
    else if (dice < 8) this.#ask()
    else if (dice < 9) this.#answers.splice(this.#below(this.#answers.length), 1)[0]?.()
    else this.#data.trim(4 + this.#below(10))
  }

  /** What is on the way arrives, and what is missing is asked for. The last push may have been lost: one asks anyway. */
  settle(): void {
    while (this.#answers.length) this.#answers.shift()?.()
    while (this.#onTheWay.length) this.#deliver()
    for (let rounds = 0; this.#data.hasHole || (this.#data.cursor ?? 0) < this.#store.head; rounds++) {
      if (rounds > 500) throw new Error('The client asks in a circle.')
      const after = this.#data.cursor ?? 0
      this.#data.applyChanges(this.#store.changes(after), after)
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

  #push(message: Message): void {
    const copies = [0, 1, 1, 1, 2][this.#below(5)] ?? 1
    for (let i = 0; i < copies; i++) this.#onTheWay.push(message)
  }

  /** Mostly in order. */
  #deliver(): void {
    const index = this.#below(3) ? 0 : this.#below(this.#onTheWay.length)
    const [message] = this.#onTheWay.splice(index, 1)
    if (message) this.#data.receive(message)
  }

  /** The answer is made now and arrives later. */
  #ask(): void {
    const { cursor, hasOlder, messages } = this.#data
    const first = messages[0]
    if (cursor === null) return
    if (this.#below(2) && hasOlder && first) {
      const page = this.#store.page(PAGE, first.seq)
      // As the live timeline does: an answer to a question that is not the question any more is left.
      this.#answers.push(() => this.#data.messages[0]?.seq === first.seq && this.#data.applyOlder(page))
    } else {
      const changes = this.#store.changes(cursor)
      this.#answers.push(() => this.#data.applyChanges(changes, cursor))
    }
  }

  #askNewest(): () => void {
    const page = this.#store.page(PAGE)
    return () => this.#data.applyNewest(page)
  }

  #anySeq(): number {
    return this.#store.messages[this.#below(this.#store.messages.length)]?.seq ?? 1
  }

  #below(limit: number): number {
    return Math.floor(this.#random() * limit)
  }
}

test('whatever the network loses, repeats, reorders or delays, it ends equal to a fresh snapshot', () => {
  for (let seed = 1; seed <= 2_000; seed++) {
    const run = new Run(seed)
    for (let steps = 0; steps < 60; steps++) run.step()
    run.settle()
    run.check(seed)
  }
})
