/** Something that is read from the server when somebody looks, and again when it may have changed without a word. */
import type { LiveList } from '../belonging'
import type { Environment } from '../environment'
import { Value } from '../value'

export class Live<State extends object | null> implements LiveList<State> {
  readonly #value: Value<State>
  readonly #read: () => Promise<State>
  readonly #onFailed: (state: State) => State
  #state: State
  #watchers = 0
  /** It was never read, or may have changed since. */
  #isStale = true
  #reading: Promise<State> | null = null

  /** `onFailed` says what there is to show when it can't be read. */
  constructor(
    environment: Environment,
    first: State,
    read: () => Promise<State>,
    onFailed: (state: State) => State,
  ) {
    this.#state = first
    this.#read = read
    this.#onFailed = onFailed
    this.#value = new Value(environment, () => this.#state)
  }

  readonly getState = (): State => this.#value.getState()

  readonly subscribe = (listener: () => void): (() => void) => {
    const leave = this.#value.subscribe(listener)
    if (!this.#watchers++ && this.#isStale) this.load()
    let left = false
    return () => {
      leave()
      if (!left) this.#watchers--
      left = true
    }
  }

  readonly load = (): void => {
    void this.#load()
  }

  get isWatched(): boolean {
    return this.#watchers > 0
  }

  /** It may have changed without a word: read now if somebody looks, else when somebody does. */
  refresh(): void {
    this.#isStale = true
    if (this.isWatched) this.load()
  }

  /** Something is known of it without reading. What is being read meanwhile may be older: it is read once more. */
  set(state: State): void {
    const wasReading = this.#reading !== null
    this.#reading = null
    if (state !== this.#state) {
      this.#state = state
      this.#value.changed()
    }
    if (wasReading) this.load()
  }

  async #load(): Promise<void> {
    const reading = this.#read()
    this.#reading = reading
    this.#isStale = false
    const fresh = await reading.catch(() => {
      this.#isStale = true
      return this.#onFailed(this.#state)
    })
    if (reading !== this.#reading) return
    this.#reading = null
    this.set(fresh)
  }
}
