/** Several tabs are one person: away if all of them are, not to be disturbed if any is, typing where they typed last. */

/** What of a frame is looked at. */
export interface Saying {
  readonly type?: unknown
  readonly id?: unknown
  readonly status?: unknown
  readonly isTyping?: unknown
}

export class Together {
  readonly #send: (frame: string) => void
  readonly #statuses: Map<string, string> = new Map()
  #told = 'online'
  #typist: string | null = null

  constructor(send: (frame: string) => void) {
    this.#send = send
  }

  add(member: string): void {
    this.#statuses.set(member, 'online')
    this.#tell()
  }

  delete(member: string): void {
    this.#statuses.delete(member)
    if (this.#typist === member) this.#typist = null
    this.#tell()
  }

  /** Whether the frame was about this, and so is done with. */
  take(member: string, { type, status, isTyping }: Saying, frame: string): boolean {
    if (type === 'presence') {
      this.#statuses.set(member, String(status))
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
    const status = together([...this.#statuses.values()])
    if (status === this.#told) return
    this.#told = status
    this.#send(JSON.stringify({ type: 'presence', status }))
  }
}

function together(statuses: readonly string[]): string {
  if (statuses.includes('do-not-disturb')) return 'do-not-disturb'
  return statuses.length > 0 && statuses.every(status => status === 'away') ? 'away' : 'online'
}
