/** Several tabs are one person: away if all of them are, typing where they typed last. */

/** What of a frame is looked at. */
export interface Saying {
  readonly type?: unknown
  readonly id?: unknown
  readonly status?: unknown
  readonly isTyping?: unknown
}

export class Together {
  readonly #send: (frame: string) => void
  readonly #away: Map<string, boolean> = new Map()
  #isAway = false
  #typist: string | null = null

  constructor(send: (frame: string) => void) {
    this.#send = send
  }

  add(member: string): void {
    this.#away.set(member, false)
    this.#tell()
  }

  delete(member: string): void {
    this.#away.delete(member)
    if (this.#typist === member) this.#typist = null
    this.#tell()
  }

  /** Whether the frame was about this, and so is done with. */
  take(member: string, { type, status, isTyping }: Saying, frame: string): boolean {
    if (type === 'presence') {
      this.#away.set(member, status === 'away')
      this.#tell()
    } else if (type === 'typing') {
      // One who stops must not stop another one's typing.
      if (isTyping || this.#typist === null || this.#typist === member) this.#send(frame)
      if (isTyping) this.#typist = member
      else if (this.#typist === member) this.#typist = null
    } else return false
    return true
  }

  #tell(): void {
    const isAway = this.#away.size > 0 && [...this.#away.values()].every(Boolean)
    if (isAway === this.#isAway) return
    this.#isAway = isAway
    this.#send(JSON.stringify({ type: 'presence', status: isAway ? 'away' : 'online' }))
  }
}
