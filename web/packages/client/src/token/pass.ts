/** The token to show: asked for when it is needed, again shortly before it ends, and when the server does not take it. */
import type { Timers } from '../environment'

/** What ends so soon is not shown any more; and clocks that differ don't make it be asked for more often than this. */
const MARGIN_MS = 30_000

/** A host application's token, or whom to ask for one. */
export type TokenSource = string | (() => Promise<string>)

/** A token that is shown. */
export interface Shown {
  readonly token: string
  /** When to show another one, in milliseconds since the epoch; infinite if it does not end. */
  readonly until: number
}

export class Pass {
  readonly #source: TokenSource
  readonly #timers: Pick<Timers, 'now'>
  #asked: Promise<Shown> | null = null
  #current: Shown | null = null
  /** The one before was refused. */
  #isLast = false

  constructor(source: TokenSource, timers: Pick<Timers, 'now'>) {
    this.#source = source
    this.#timers = timers
  }

  /** Rejects with whatever the application rejected with. */
  show(): Promise<Shown> {
    if (this.#current && this.#current.until <= this.#timers.now()) this.#forget()
    this.#asked ??= this.#ask()
    return this.#asked
  }

  /** The server has taken one. */
  taken(): void {
    this.#isLast = false
  }

  /** The server has not taken it. Whether there is another one: what was just asked for is the last. */
  refused(shown: Shown): boolean {
    if (shown !== this.#current) return true
    const isLast = this.#isLast || typeof this.#source === 'string'
    this.#isLast = !isLast
    this.#forget()
    return !isLast
  }

  async #ask(): Promise<Shown> {
    const source = this.#source
    try {
      const token = typeof source === 'string' ? source : await source()
      const until = typeof source === 'string' ? Number.POSITIVE_INFINITY : this.#lasts(token)
      this.#current = { token, until }
      return this.#current
    } catch (thrown) {
      this.#forget()
      throw thrown
    }
  }

  #lasts(token: string): number {
    return Math.max(endOf(token) - MARGIN_MS, this.#timers.now() + MARGIN_MS)
  }

  #forget(): void {
    this.#asked = this.#current = null
  }
}

/** The `exp` of a token, in milliseconds since the epoch. */
function endOf(token: string): number {
  try {
    const claims = (token.split('.')[1] ?? '').replace(/-/g, '+').replace(/_/g, '/')
    const { exp } = JSON.parse(atob(claims)) as { exp?: unknown }
    return typeof exp === 'number' ? exp * 1_000 : Number.POSITIVE_INFINITY
  } catch {
    return Number.POSITIVE_INFINITY
  }
}
