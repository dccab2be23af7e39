/** Notices that the other end is gone although nothing said so. Knows no sockets. */
import { type Environment, idle } from './environment'

/** Shorter than what home routers remember a silent connection for. */
const QUIET_MS = 30_000
const ANSWER_MS = 10_000

export class Liveness {
  readonly #environment: Environment
  readonly #ping: () => void
  readonly #dead: () => void
  #heardAt = 0
  #cancel: () => void = idle

  constructor(environment: Environment, ping: () => void, dead: () => void) {
    this.#environment = environment
    this.#ping = ping
    this.#dead = dead
  }

  start(): void {
    this.heard()
    this.#watch(QUIET_MS)
  }

  stop(): void {
    this.#cancel()
    this.#cancel = idle
  }

  /** Anything came in. Cheap, for it is called with every frame: the timer looks at the time by itself. */
  heard(): void {
    this.#heardAt = this.#environment.now()
  }

  /** Asks at once, for example after the device slept. Does nothing while stopped. */
  check(): void {
    if (this.#cancel === idle) return
    const askedAt = this.#environment.now()
    this.#cancel()
    this.#cancel = this.#environment.after(ANSWER_MS, () => {
      if (this.#heardAt < askedAt) this.#dead()
      else this.#watch(QUIET_MS)
    })
    this.#heardAt = Math.min(this.#heardAt, askedAt - 1)
    this.#ping()
  }

  #watch(ms: number): void {
    this.#cancel = this.#environment.after(ms, () => {
      const quiet = this.#environment.now() - this.#heardAt
      if (quiet < QUIET_MS) this.#watch(QUIET_MS - quiet)
      else this.check()
    })
  }
}
