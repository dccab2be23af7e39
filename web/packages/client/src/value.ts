/**
 * Something that changes over time and is read as snapshots. A snapshot is made when it is asked for, kept until the
 * next change, and announced at once, but then not again within the same frame: a burst is one announcement.
 */
import type { Environment } from './environment'
import type { Store } from './model'

const FRAME_MS = 16

export class Value<State> implements Store<State> {
  readonly #environment: Environment
  readonly #compute: (previous: State | undefined) => State
  readonly #listeners: Set<() => void> = new Set()
  #state: State | undefined
  #stale = true
  #announcing = false
  #announcedAt = 0

  /** `compute` gets the previous snapshot and returns it again if nothing is different. */
  constructor(environment: Environment, compute: (previous: State | undefined) => State) {
    this.#environment = environment
    this.#compute = compute
  }

  readonly getState = (): State => {
    if (this.#stale) this.#state = this.#compute(this.#state)
    this.#stale = false
    return this.#state as State
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    const entry = () => listener()
    this.#listeners.add(entry)
    return () => this.#listeners.delete(entry)
  }

  /** Call it after each change of what `compute` looks at. */
  changed(): void {
    this.#stale = true
    if (this.#announcing || !this.#listeners.size) return
    this.#announcing = true
    const wait = this.#announcedAt + FRAME_MS - this.#environment.now()
    if (wait > 0) this.#environment.after(wait, this.#announce)
    else queueMicrotask(this.#announce)
  }

  readonly #announce = (): void => {
    this.#announcing = false
    this.#announcedAt = this.#environment.now()
    for (const listener of this.#listeners) listener()
  }
}
