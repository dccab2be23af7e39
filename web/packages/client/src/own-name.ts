/** The name that the user has chosen, in the outbox until the server has taken or refused it. */
import { mintMessageId } from './ids'
import type { Outbox } from './outbox'
import type { Told } from './pending-changes'
import type { MessageId } from './protocol.gen'

/** No conversation is called like this. */
const LANE = '/name'

export class OwnName {
  readonly #outbox: Outbox<Told>
  #current: string | undefined
  /** What the registration that is under way says. */
  #greeted: MessageId | undefined

  constructor(outbox: Outbox<Told>) {
    this.#outbox = outbox
  }

  get current(): string | undefined {
    return this.#current
  }

  /** A `held` one waits for `offer`. */
  set(name: string, held?: boolean): void {
    const id = mintMessageId()
    this.#current = name
    this.#outbox.replace(LANE, id, { type: 'profile', name, id }, held)
  }

  /** What there is to say when registering: once, lest it overwrites a name that was chosen on another device since. */
  greet(): string | undefined {
    const names = this.#outbox.lane(LANE)
    // One that follows another is for the outbox to say after it.
    this.#greeted = names.length === 1 ? names[0]?.id : undefined
    return this.#greeted && this.#current
  }

  /** The server has taken the registration, or refused it for good. */
  greeted(): void {
    if (this.#greeted) this.#outbox.stored(this.#greeted)
  }

  /** No registration may ever come. */
  offer(): void {
    for (const { id } of this.#outbox.lane(LANE)) this.#outbox.release(id)
  }
}
