/** A request that waits at the server for news. */
import type { UserId } from '../../src/protocol.gen'

export class Poll {
  readonly userId: UserId
  readonly events: object[]
  #end: (error?: Error) => void = () => {}

  constructor(userId: UserId, events: object[]) {
    this.userId = userId
    this.events = events
  }

  /** What happens in one moment comes together. */
  take(event: object): void {
    this.events.push(event)
    queueMicrotask(() => this.#end())
  }

  drop(): void {
    this.#end(new TypeError('fetch failed'))
  }

  async wait(seconds: number, signal?: AbortSignal | null): Promise<void> {
    if (this.events.length) return
    const drop = () => this.drop()
    signal?.addEventListener('abort', drop)
    await new Promise<void>((resolve, reject) => {
      const timer = setTimeout(resolve, seconds * 1_000)
      this.#end = error => {
        clearTimeout(timer)
        if (error) reject(error)
        else resolve()
      }
    }).finally(() => signal?.removeEventListener('abort', drop))
  }
}
