/** Asks for what a conversation is missing until nothing is: one question at a time, and never in a circle. */
import { Backoff } from './backoff'
import { type Environment, idle } from './environment'
import type { Seq } from './protocol.gen'

/** A question that was not answered by then is asked again. */
const ANSWER_MS = 10_000

export interface Pursued {
  /** Whether something is known to be missing. */
  readonly hasHole: () => boolean
  /** Behind what place; null if there is nothing to be asked for now. */
  readonly from: () => Seq | null
  /** Asks for what comes after a place, if there is a way by which the answer comes. Whether it is asked. */
  readonly ask: (after: Seq) => boolean
  /** Reads it. Whether that led further. */
  readonly read: (after: Seq) => Promise<boolean>
}

export class Pursuit {
  readonly #pursued: Pursued
  readonly #environment: Environment
  readonly #backoff: Backoff
  #isAsking = false
  #cancel: () => void = idle

  constructor(pursued: Pursued, environment: Environment) {
    this.#pursued = pursued
    this.#environment = environment
    this.#backoff = new Backoff({ jitter: true, unlimited: true }, environment.random)
  }

  /** Asks if something is missing. */
  catchUp(): void {
    if (this.#pursued.hasHole()) void this.ask()
  }

  /** Asks, unless it does already. */
  async ask(): Promise<void> {
    const after = this.#pursued.from()
    if (this.#isAsking || after === null) return
    this.stop()
    this.#isAsking = true
    if (this.#pursued.ask(after)) this.#askIn(ANSWER_MS)
    else this.done(await this.#pursued.read(after))
  }

  /** There was an answer. One that brings nothing although something is known to be missing is asked for later. */
  done(isFurther: boolean): void {
    this.stop()
    if (isFurther) {
      this.#backoff.reset()
      this.catchUp()
    } else if (this.#pursued.hasHole()) this.#askIn(this.#backoff.next() ?? 0)
  }

  /** Runs no timer, and waits for no answer, until it is asked for something again. */
  stop(): void {
    this.#cancel()
    this.#isAsking = false
  }

  #askIn(ms: number): void {
    this.#cancel = this.#environment.after(ms, () => {
      this.#isAsking = false
      void this.ask()
    })
  }
}
