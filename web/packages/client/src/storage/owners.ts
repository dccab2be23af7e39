/**
 * Which tab's it is to send what: each holds a Web Lock as long as it lives, and who waits for that lock learns when it
 * is gone. Where there are no Web Locks all that is found belongs to who finds it.
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
    if (this.#turns.has(this.me)) return
    this.#hold(this.me, () => {})
  }

  /** Those that live, this one aside. */
  async living(): Promise<Set<string>> {
    const { held = [] } = (await this.#locks?.query().catch(() => null)) ?? {}
    const beginning = this.#lifeOf('')
    const names = held.flatMap(({ name }) =>
      name?.startsWith(beginning) ? [name.slice(beginning.length)] : [],
    )
    return new Set(names.filter(name => name !== this.me))
  }

  /** Calls back when that tab is gone. */
  watch(tab: string): void {
    if (this.#turns.has(tab)) return
    this.#hold(tab, () => {
      void this.#onGone(tab).finally(() => {
        this.#turns.get(tab)?.end()
        this.#turns.delete(tab)
      })
    })
  }

  /** One tab at a time, so that what one takes the next one doesn't find. */
  async alone<Value>(act: () => Promise<Value>): Promise<Value> {
    let isRunning = false
    const run = () => {
      isRunning = true
      return act()
    }
    try {
      return this.#locks ? await this.#locks.request(`${this.#name()} load`, run) : await run()
    } catch (thrown) {
      // A page may be refused locks.
      if (isRunning) throw thrown
      return act()
    }
  }

  end(): void {
    for (const turn of this.#turns.values()) turn.end()
    this.#turns.clear()
  }

  #hold(tab: string, onTurn: () => void): void {
    if (this.#locks) this.#turns.set(tab, new Turn(this.#locks, this.#lifeOf(tab), { onTurn }))
  }

  #lifeOf(tab: string): string {
    return `${this.#name()} tab ${tab}`
  }
}
