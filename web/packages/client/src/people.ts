/** Who there is. Knows nothing of where the news come from. */
import { areSame, keptIfEqual } from './identity'
import type { Person, UserId } from './protocol.gen'

/** Twice what the server lists. */
const LIMIT = 2_000
const RANK = { online: 0, 'do-not-disturb': 0, away: 1, offline: 2 }

export class People {
  readonly #people: Map<UserId, Person> = new Map()
  readonly #me: UserId
  readonly #name: () => string
  #others: readonly Person[] = []
  #isStale = true
  #self: Person | null = null

  /** `name` is shown for oneself until the server says something else. */
  constructor(me: UserId, name: () => string) {
    this.#me = me
    this.#name = name
  }

  get me(): Person {
    this.#self = this.find(this.#me) ?? this.#self ?? this.#stranger(this.#me, this.#name())
    return this.#self
  }

  /** Everybody else: online, away, offline, by name each. The same array until something changes. */
  get others(): readonly Person[] {
    if (this.#isStale) {
      const others = [...this.#people.values()]
        .filter(person => person.userId !== this.#me)
        .sort((a, b) => RANK[a.status] - RANK[b.status] || a.name.localeCompare(b.name))
      if (!areSame(others, this.#others)) this.#others = others
    }
    this.#isStale = false
    return this.#others
  }

  find(userId: UserId): Person | undefined {
    return this.#people.get(userId)
  }

  /** Somebody as far as they are known, for a place that needs a person. */
  person(userId: UserId): Person {
    return this.find(userId) ?? this.#stranger(userId, userId)
  }

  apply(people: readonly Person[]): void {
    for (const person of people)
      this.#people.set(person.userId, keptIfEqual(this.find(person.userId), person))
    for (const userId of this.#people.keys()) {
      if (this.#people.size <= LIMIT) break
      this.#people.delete(userId)
    }
    this.changed()
  }

  clear(): void {
    this.#people.clear()
    this.changed()
  }

  /** Also to be called when one's own `name` is another. */
  changed(): void {
    this.#isStale = true
    this.#self = null
  }

  #stranger(userId: UserId, name: string): Person {
    return { userId, name, status: 'offline', lastSeenAt: null }
  }
}
