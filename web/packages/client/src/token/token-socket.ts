/** What looks like a WebSocket to the client, and shows a token when it registers and again before the token ends. */
import { type Environment, idle } from '../environment'
import { parseEvent } from '../event'
import type { Pass, Shown } from './pass'

/** The server says so when a token has ended, or its user may no longer be here; and the client takes it for the end. */
const SIGNED_OUT = { code: 4003, reason: '' } as const
/** A close that makes the client come back without waiting. */
const AGAIN = { code: 1012, reason: 'retry-after-ms=0' } as const
const LOST = { code: 1006, reason: '' } as const
/** Timers that are longer fire at once. */
const LONGEST_TIMER_MS = 2 ** 31 - 1

interface Ending {
  readonly code: number
  readonly reason: string
}

export class TokenSocket {
  onopen: (() => void) | null = null
  onmessage: ((event: { data: unknown }) => void) | null = null
  onclose: ((event: Ending) => void) | null = null
  onerror: (() => void) | null = null
  readyState = 0
  readonly url: string
  readonly #pass: Pass
  readonly #environment: Environment
  #socket: WebSocket | null = null
  #shown: Shown | null = null
  /** What was said before the real socket was there. */
  #waiting: string[] | null = null
  /** Confirmations that nobody waits for. */
  #renewals = 0
  #cancel: () => void = idle

  constructor(url: string, pass: Pass, environment: Environment) {
    this.url = url
    this.#pass = pass
    this.#environment = environment
    // The first frame says for whom it is. It counts once the server has confirmed it.
    queueMicrotask(() => {
      if (this.readyState !== 0) return
      this.readyState = 1
      this.onopen?.()
    })
  }

  send(frame: string): void {
    if (this.readyState !== 1) return
    if (this.#waiting) this.#waiting.push(frame)
    else if (this.#socket) this.#socket.send(frame)
    else void this.#open(frame)
  }

  close(): void {
    if (this.readyState === 3) return
    this.readyState = 3
    this.#leave()
  }

  async #open(hello: string): Promise<void> {
    this.#waiting = []
    const shown = await this.#pass.show().catch(() => null)
    if (this.readyState === 3) return
    if (!shown) return this.#end(LOST)
    this.#shown = shown
    const socket = this.#environment.openSocket(this.url)
    this.#socket = socket
    socket.onopen = () => {
      socket.send(signed(hello, shown.token))
      for (const frame of this.#waiting ?? []) socket.send(frame)
      this.#waiting = null
    }
    socket.onmessage = ({ data }: MessageEvent<unknown>) => this.#hear(data, hello)
    socket.onerror = idle
    socket.onclose = ({ code, reason }) => this.#closed({ code, reason })
  }

  #hear(data: unknown, hello: string): void {
    const event = parseEvent(data)
    if (event?.type === 'error' && event.code === 'unauthenticated') {
      this.#refused()
      return
    }
    if (event?.type === 'registration-confirmed') {
      this.#pass.taken()
      this.#outlive(hello)
      if (this.#renewals > 0) {
        this.#renewals--
        return
      }
    }
    this.onmessage?.({ data })
  }

  /** The connection may last longer than the token. */
  #outlive(hello: string): void {
    const { now, after } = this.#environment
    const ms = (this.#shown?.until ?? Number.POSITIVE_INFINITY) - now()
    this.#cancel()
    if (ms <= LONGEST_TIMER_MS) this.#cancel = after(ms, () => void this.#renew(hello))
  }

  /** Without another one the server ends the connection, and the client comes back. */
  async #renew(hello: string): Promise<void> {
    const shown = await this.#pass.show().catch(() => null)
    if (!shown || !this.#socket || this.readyState !== 1) return
    this.#shown = shown
    this.#renewals++
    this.#socket.send(signed(hello, shown.token, { cursors: undefined, name: undefined }))
  }

  #closed(ending: Ending): void {
    if (ending.code === SIGNED_OUT.code) this.#refused()
    else this.#end(ending)
  }

  /** The server does not take the token, any more. */
  #refused(): void {
    const isOver = !this.#shown || !this.#pass.refused(this.#shown)
    this.#end(isOver ? SIGNED_OUT : AGAIN)
  }

  #end(ending: Ending): void {
    if (this.readyState === 3) return
    this.close()
    this.onclose?.(ending)
  }

  #leave(): void {
    const socket = this.#socket
    this.#socket = null
    this.#cancel()
    if (!socket) return
    socket.onopen = socket.onmessage = socket.onclose = null
    socket.close()
  }
}

function signed(hello: string, token: string, without: object = {}): string {
  return JSON.stringify({ ...(JSON.parse(hello) as object), ...without, token })
}
