/** The name that the user has chosen, until the server knows it. By which way it is said is decided elsewhere. */
import { asChatError } from './error'

export class OwnName {
  readonly #say: (name: string) => Promise<unknown>
  #name: string | undefined
  /** Said once, lest it overwrites a name that was chosen on another device since. */
  #isNews: boolean
  #asking = false
  /** What the last registration said. */
  #greeted: string | undefined

  /** `say` is for the time without a socket. */
  constructor(name: string | undefined, say: (name: string) => Promise<unknown>) {
    this.#name = name
    this.#isNews = name !== undefined
    this.#say = say
  }

  get current(): string | undefined {
    return this.#name
  }

  /** What there is to say when registering. */
  greet(): string | undefined {
    this.#greeted = this.#isNews ? this.#name : undefined
    return this.#greeted
  }

  /** The server has taken the registration, or refused it for good. A name that was chosen since is still news. */
  greeted(): void {
    if (this.#greeted === this.#name) this.settle()
  }

  set(name: string): void {
    this.#name = name
    this.#isNews = true
  }

  /** The server is told. */
  settle(): void {
    this.#isNews = false
  }

  /** Tries to say it, if it is news. What fails is tried again when this is called again. */
  async offer(): Promise<void> {
    const name = this.#name
    if (name === undefined || !this.#isNews || this.#asking) return
    this.#asking = true
    const done = await this.#say(name).then(
      () => true,
      thrown => !asChatError(thrown).passing,
    )
    this.#asking = false
    if (name === this.#name) this.#isNews &&= !done
    // It may have come after the newer one that went by the socket.
    else if (done) await this.#again()
  }

  #again(): Promise<void> {
    this.#isNews = true
    return this.offer()
  }
}
