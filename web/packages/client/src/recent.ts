/** The last keys that were seen; the oldest is forgotten when there are too many. */
export class Recent {
  readonly #keys: Set<string> = new Set()
  readonly #limit: number

  constructor(limit: number) {
    this.#limit = limit
  }

  /** Remembers the key; whether it is new. */
  add(key: string): boolean {
    if (this.#keys.has(key)) return false
    this.#keys.add(key)
    if (this.#keys.size > this.#limit) for (const oldest of this.#keys) return this.#keys.delete(oldest)
    return true
  }

  clear(): void {
    this.#keys.clear()
  }
}
