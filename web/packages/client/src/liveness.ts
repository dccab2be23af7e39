/** Notices that the other end is gone although nothing said so. Knows no sockets. */
import { type Environment, idle } from './environment'

/** Shorter than what home routers remember a silent connection for. */
const QUIET_MS = 30_000
const ANSWER_MS = 10_000
/** When the system itself says that something changed, doubt is justified and people are looking. */
const DOUBTED_ANSWER_MS = 3_000

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

  /** Asks at once: the network changed, or the device slept. Does nothing while stopped. */
  doubt(): void {
    if (this.#cancel !== idle) this.#ask(DOUBTED_ANSWER_MS)
  }

  #ask(answerMs: number): void {
    const askedAt = this.#environment.now()
    this.#cancel()
    this.#cancel = this.#environment.after(answerMs, () => {
      if (this.#heardAt < askedAt) this.#dead()
      else this.#watch(QUIET_MS)
    })
    this.#heardAt = askedAt - 1
    this.#ping()
  }

  #watch(ms: number): void {
    this.#cancel = this.#environment.after(ms, () => {
      const quiet = this.#environment.now() - this.#heardAt
      if (quiet < QUIET_MS) this.#watch(QUIET_MS - quiet)
      else this.#ask(ANSWER_MS)
    })
  }
}
