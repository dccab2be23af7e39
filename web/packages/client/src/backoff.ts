/** How long to wait after a failure: 1, 2, 4, 8, 16 s. Knows nothing of what failed. */

const FIRST_MS = 1_000
const ATTEMPTS = 5

export interface BackoffOptions {
  /** Waits between half and the whole of each delay, so that many clients don't come back in one instant. */
  readonly jitter?: boolean
  /** Goes on every 16 s instead of giving up after five delays. */
  readonly unlimited?: boolean
}

export class Backoff {
  readonly #options: BackoffOptions
  readonly #random: () => number
  #failures = 0

  constructor(options: BackoffOptions, random: () => number) {
    this.#options = options
    this.#random = random
  }

  /** Milliseconds until the next attempt; null when there is none left. */
  next(): number | null {
    if (this.#failures >= ATTEMPTS && !this.#options.unlimited) return null
    const delay = FIRST_MS * 2 ** Math.min(this.#failures++, ATTEMPTS - 1)
    return this.#options.jitter ? delay * (0.5 + this.#random() / 2) : delay
  }

  reset(): void {
    this.#failures = 0
  }
}
