/**
 * A browser whose tabs can be closed, crash, and be frozen: Web Locks, BroadcastChannel and timers as a tab sees them.
 * Everything between tabs takes a moment of (fake) time.
 */
import type { Timers } from '../../src/environment'

type Grant = (lock: object | null) => unknown

interface Wish {
  readonly tab: FakeTab
  readonly grant: Grant
  readonly resolve: (value: unknown) => void
  readonly reject: (reason: Error) => void
}

class FakeLock {
  holder: Wish | null = null
  readonly queue: Wish[] = []

  get isFree(): boolean {
    return !this.holder && !this.queue.length
  }

  settle(): void {
    if (this.holder) return
    const next = this.queue.shift()
    if (!next) return
    this.holder = next
    setTimeout(() => next.tab.run(() => void this.#hold(next)))
  }

  steal(wish: Wish): void {
    const before = this.holder
    this.holder = null
    this.queue.unshift(wish)
    before?.tab.run(() => before.reject(new DOMException('stolen', 'AbortError')))
    this.settle()
  }

  drop(isTheirs: (wish: Wish) => boolean): void {
    for (const wish of this.queue.filter(isTheirs)) this.queue.splice(this.queue.indexOf(wish), 1)
    if (!this.holder || !isTheirs(this.holder)) return
    this.holder = null
    this.settle()
  }

  async #hold(wish: Wish): Promise<void> {
    if (this.holder !== wish) return
    wish.resolve(await wish.grant({}))
    if (this.holder === wish) this.drop(other => other === wish)
  }
}

export class FakeBrowser {
  readonly #locks: Map<string, FakeLock> = new Map()
  readonly channels: Map<string, Set<FakeChannel>> = new Map()

  tab(): FakeTab {
    return new FakeTab(this)
  }

  lock(name: string): FakeLock {
    const lock = this.#locks.get(name) ?? new FakeLock()
    this.#locks.set(name, lock)
    return lock
  }

  /** What a tab held is free, and what it waited for comes to the next. */
  free(tab: FakeTab): void {
    for (const lock of this.#locks.values()) lock.drop(wish => wish.tab === tab)
  }
}

class FakeChannel {
  onmessage: ((event: { data: unknown }) => void) | null = null
  readonly #tab: FakeTab
  readonly #all: Set<FakeChannel>

  constructor(name: string, tab: FakeTab, browser: FakeBrowser) {
    this.#tab = tab
    this.#all = browser.channels.get(name) ?? new Set()
    browser.channels.set(name, this.#all)
    this.#all.add(this)
  }

  postMessage(data: unknown): void {
    if (this.#tab.isGone) return
    const copy = structuredClone(data)
    for (const other of this.#all)
      if (other !== this) setTimeout(() => other.#tab.run(() => other.onmessage?.({ data: copy })), 1)
  }

  close(): void {
    this.onmessage = null
    this.#all.delete(this)
  }
}

export class FakeTab {
  isGone = false
  #frozen: (() => void)[] | null = null
  readonly #browser: FakeBrowser
  readonly BroadcastChannel: new (
    name: string,
  ) => BroadcastChannel
  readonly locks: LockManager

  constructor(browser: FakeBrowser) {
    this.#browser = browser
    const tab = this
    this.BroadcastChannel = class extends FakeChannel {
      constructor(name: string) {
        super(name, tab, browser)
      }
    } as unknown as new (
      name: string,
    ) => BroadcastChannel
    this.locks = {
      request: (name: string, options: LockOptions | Grant, grant?: Grant) =>
        typeof options === 'function'
          ? this.#request(name, {}, options)
          : this.#request(name, options, grant as Grant),
    } as unknown as LockManager
  }

  readonly timers: Timers = {
    now: () => Date.now(),
    after: (ms, act) => {
      const timer = setTimeout(() => this.run(act), ms)
      return () => clearTimeout(timer)
    },
  }

  /** What happens in this tab; later if it is frozen, never if it is gone. */
  run(act: () => void): void {
    if (this.isGone) return
    if (this.#frozen) this.#frozen.push(act)
    else act()
  }

  freeze(): void {
    this.#frozen ??= []
  }

  thaw(): void {
    const missed = this.#frozen ?? []
    this.#frozen = null
    for (const act of missed) act()
  }

  /** It is gone without having said anything. */
  crash(): void {
    this.isGone = true
    this.#browser.free(this)
  }

  #request(name: string, { signal, steal, ifAvailable }: LockOptions, grant: Grant): Promise<unknown> {
    return new Promise((resolve, reject) => {
      if (this.isGone) return
      const wish = { tab: this, grant, resolve, reject }
      const lock = this.#browser.lock(name)
      signal?.addEventListener('abort', () => {
        if (!lock.queue.includes(wish)) return
        lock.queue.splice(lock.queue.indexOf(wish), 1)
        reject(new DOMException('aborted', 'AbortError'))
      })
      if (steal) lock.steal(wish)
      else if (ifAvailable && !lock.isFree) setTimeout(() => this.run(() => resolve(grant(null))))
      else {
        lock.queue.push(wish)
        lock.settle()
      }
    })
  }
}
