/** A Web Lock: waited for, had, given back, or taken away. The browser gives it on when a page is gone, however it went. */
import { idle } from '../environment'

export interface TurnOptions {
  readonly onTurn: () => void
  /** Somebody else has taken it by force, even if this page has slept and knows nothing yet of having had it. */
  readonly onTaken?: () => void
  /** This page gets no locks. */
  readonly onRefused?: () => void
  /** Takes it by force. */
  readonly steals?: boolean
}

export class Turn {
  readonly #abort: AbortController = new AbortController()
  #giveBack: () => void = idle
  #isOver = false
  /** May be another one's matter once it is had. */
  onTaken: () => void

  constructor(locks: LockManager, name: string, options: TurnOptions) {
    const { onTurn, onTaken = idle, onRefused = idle, steals = false } = options
    this.onTaken = onTaken
    const until = new Promise<void>(resolve => {
      this.#giveBack = resolve
    })
    const had = () => {
      if (this.#isOver) return
      onTurn()
      return until
    }
    // A lock that is taken by force can't be waited for, so there is nothing to abort.
    const how = steals ? { steal: true } : { signal: this.#abort.signal }
    locks.request(name, how, had).catch((thrown: unknown) => {
      if (this.#isOver) return
      this.#isOver = true
      if ((thrown as Error | null)?.name === 'AbortError') this.onTaken()
      else onRefused()
    })
  }

  /** Gives it back, or waits no more. */
  end(): void {
    this.#isOver = true
    this.#abort.abort()
    this.#giveBack()
  }
}
