/**
 * Messages that were taken in another tab: shown here, sent there. If nothing becomes of them for a while although the
 * server can be reached, that tab is gone or asleep, and this one sends them. Sent twice they are one message.
 */
import { type Environment, idle } from '../environment'
import type { MessageId } from '../protocol.gen'

/** A tab that is alive sends one after the other within much less. */
const PATIENCE_MS = 5_000

export class Sharing {
  readonly #environment: Environment
  readonly #isReachable: () => boolean
  readonly #release: (id: MessageId) => void
  readonly #ids: Set<MessageId> = new Set()
  #cancel: () => void = idle

  constructor(environment: Environment, isReachable: () => boolean, release: (id: MessageId) => void) {
    this.#environment = environment
    this.#isReachable = isReachable
    this.#release = release
  }

  add(id: MessageId): void {
    this.#ids.add(id)
    if (this.#cancel === idle) this.#watch()
  }

  /** Whether it was among them. */
  delete(id: MessageId): boolean {
    return this.#ids.delete(id)
  }

  stop(): void {
    this.#cancel()
    this.#cancel = idle
  }

  start(): void {
    if (this.#ids.size && this.#cancel === idle) this.#watch()
  }

  #watch(): void {
    const before = [...this.#ids].join()
    const couldSend = this.#isReachable()
    this.#cancel = this.#environment.after(PATIENCE_MS, () => {
      this.#cancel = idle
      if (couldSend && this.#isReachable() && [...this.#ids].join() === before) this.#giveUp()
      else this.start()
    })
  }

  #giveUp(): void {
    const ids = [...this.#ids]
    this.#ids.clear()
    for (const id of ids) this.#release(id)
  }
}
