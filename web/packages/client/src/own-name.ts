/** The name that the user has chosen, in the outbox until the server has taken or refused it. */
import type { ChatError } from './error'
import { mintMessageId } from './ids'
import type { Outbox } from './outbox'
import type { Told } from './pending-changes'
import type { People } from './people'
import type { MessageId, Person } from './protocol.gen'

/** No conversation is called like this. */
const LANE = '/name'

export class OwnName {
  readonly #outbox: Outbox<Told>
  readonly #people: People
  #wished: string | undefined
  /** What the registration that is under way says. */
  #greeted: MessageId | undefined

  constructor(outbox: Outbox<Told>, people: People) {
    this.#outbox = outbox
    this.#people = people
  }

  /** The user, under the name that waits if one does. */
  get me(): Person {
    const { me } = this.#people
    const { length } = this.#outbox.lane(LANE)
    return { ...me, name: (length && this.#wished) || me.name }
  }

  /** A `held` one waits for `offer`. */
  set(name: string, held?: boolean): void {
    const id = mintMessageId()
    this.#wished = name
    this.#outbox.replace(LANE, id, { type: 'profile', name, id }, held)
  }

  /** What there is to say when registering: once, lest it overwrites a name that was chosen on another device since. */
  greet(): string | undefined {
    const names = this.#outbox.lane(LANE)
    // One that follows another is for the outbox to say after it.
    this.#greeted = names.length === 1 ? names[0]?.id : undefined
    return this.#greeted && this.#wished
  }

  /** The server has taken the registration, or refused it for good. */
  greeted(error?: ChatError): void {
    if (!this.#greeted) return
    if (error) {
      this.#outbox.refused(this.#greeted, error)
      return
    }
    // Its news are on their way.
    this.#people.apply([this.me])
    this.#outbox.stored(this.#greeted)
  }

  /** No registration may ever come. */
  offer(): void {
    for (const { id } of this.#outbox.lane(LANE)) this.#outbox.release(id)
  }
}
