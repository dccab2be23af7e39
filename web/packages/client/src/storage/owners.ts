/**
 * Which tab's it is to send what: each holds a Web Lock as long as it lives, and what it has left belongs to who holds
 * that lock after it. Where there are no Web Locks all that is found belongs to who finds it.
 */
import { mintMessageId } from '../ids'
import { Turn } from '../tabs'

export class Owners {
  readonly me: string = mintMessageId()
  readonly #name: () => string
  readonly #locks: LockManager | undefined
  readonly #onGone: (tab: string) => Promise<unknown>
  readonly #turns: Map<string, Turn> = new Map()

  /** `onGone` is called in one tab after the other; what it has done the next one finds. */
  constructor(name: () => string, locks: LockManager | undefined, onGone: (tab: string) => Promise<unknown>) {
    this.#name = name
    this.#locks = locks ?? globalThis.navigator?.locks ?? undefined
    this.#onGone = onGone
  }

  /** This tab lives. It does so until the page is gone, for what it has taken may still be in its memory. */
  live(): void {
    if (!this.#turns.has(this.me)) this.#hold(this.me, () => {})
  }

  /** Calls back when that tab is gone. Whether it was not known yet. */
  watch(tab: string): boolean {
    if (!this.#locks || this.#turns.has(tab)) return false
    this.#hold(tab, () => {
      void this.#onGone(tab).finally(() => {
        this.#turns.get(tab)?.end()
        this.#turns.delete(tab)
      })
    })
    return true
  }

  /** Calls `act` with those of the tabs that are gone, and nobody else with them before it has ended. */
  async claim(tabs: readonly string[], act: (gone: ReadonlySet<string>) => Promise<void>): Promise<void> {
    let isRunning = false
    const run = (gone: readonly string[]) => {
      isRunning = true
      return act(new Set(gone))
    }
    const others = [...new Set(tabs)].filter(tab => tab !== this.me)
    try {
      await this.#claimEach(others, [], run)
    } catch (thrown) {
      // A page may be refused locks.
      if (isRunning) throw thrown
      await run(others)
    }
  }

  end(): void {
    for (const turn of this.#turns.values()) turn.end()
    this.#turns.clear()
  }

  async #claimEach(
    [tab, ...rest]: readonly string[],
    gone: readonly string[],
    act: (gone: readonly string[]) => Promise<void>,
  ): Promise<void> {
    if (tab === undefined) return act(gone)
    if (!this.#locks) return this.#claimEach(rest, [...gone, tab], act)
    await this.#locks.request(this.#lifeOf(tab), { ifAvailable: true }, lock => {
      if (!lock) this.watch(tab)
      return this.#claimEach(rest, lock ? [...gone, tab] : gone, act)
    })
  }

  #hold(tab: string, onTurn: () => void): void {
    if (this.#locks) this.#turns.set(tab, new Turn(this.#locks, this.#lifeOf(tab), { onTurn }))
  }

  #lifeOf(tab: string): string {
    return `${this.#name()} tab ${tab}`
  }
}
