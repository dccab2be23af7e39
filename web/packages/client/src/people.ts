/** Who there is. Knows nothing of where the news come from. */
import { keptIfEqual, keptIfSame } from './identity'
import type { Person, UserId } from './protocol.gen'

/** Twice what the server lists. */
const LIMIT = 2_000
const RANK = { online: 0, 'do-not-disturb': 0, away: 1, offline: 2 }

export class People {
  readonly #people: Map<UserId, Person> = new Map()
  #me: Person
  #others: readonly Person[] = []
  #isStale = false

  constructor(me: UserId) {
    this.#me = stranger(me)
  }

  get me(): Person {
    return this.#me
  }

  /** Everybody else: online, away, offline, by name each. The same array until something changes. */
  get others(): readonly Person[] {
    if (this.#isStale) {
      const others = [...this.#people.values()].sort(
        (a, b) => RANK[a.status] - RANK[b.status] || a.name.localeCompare(b.name),
      )
      this.#others = keptIfSame(this.#others, others)
    }
    this.#isStale = false
    return this.#others
  }

  find(userId: UserId): Person | undefined {
    return userId === this.#me.userId ? this.#me : this.#people.get(userId)
  }

  /** Somebody as far as they are known, for a place that needs a person. */
  person(userId: UserId): Person {
    return this.find(userId) ?? stranger(userId)
  }

  apply(people: readonly Person[]): void {
    for (const fresh of people) {
      const person = keptIfEqual(this.find(fresh.userId), fresh)
      if (person.userId === this.#me.userId) this.#me = person
      else this.#people.set(person.userId, person)
    }
    for (const userId of this.#people.keys()) {
      if (this.#people.size <= LIMIT) break
      this.#people.delete(userId)
    }
    this.#isStale = true
  }

  /** Forgets everybody else. */
  clear(): void {
    this.#people.clear()
    this.#isStale = true
  }
}

function stranger(userId: UserId): Person {
  return { userId, name: userId, status: 'offline', lastSeenAt: null }
}
