/** Who there is. Knows nothing of where the news come from. */
import { keptIfEqual, keptIfSame } from './identity'
import type { Person, Status, UserId } from './protocol.gen'

/** Twice what the server lists. */
const LIMIT = 2_000
/** Whoever is none of these is there, and wants not to be disturbed. */
const RANK: Partial<Record<Status, number>> = { away: 1, offline: 2 }

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
        (a, b) => rank(a) - rank(b) || a.name.localeCompare(b.name),
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

const rank = ({ status }: Person): number => RANK[status] ?? 0

function stranger(userId: UserId): Person {
  return { userId, name: userId, status: 'offline', lastSeenAt: null }
}
