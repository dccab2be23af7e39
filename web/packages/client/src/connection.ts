/**
 * One WebSocket that comes back: opening, registering, waiting, liveness. Whoever uses it sees five calls and three
 * callbacks. It must not know what the frames are about, but for the one that registers.
 */
import type { Backoff } from './backoff'
import { type Environment, idle } from './environment'
import { parseEvent } from './event'
import { Liveness } from './liveness'
import type { ConnectionState } from './model'
import { onWake } from './page'
import type { Command, Event } from './protocol.gen'

/** An attempt that has not come through by then counts as failed. */
const CONNECT_MS = 10_000
/** No hint of the server's makes a client stay away for longer. */
const LONGEST_HINT_MS = 60_000
/** `4003`: what showed who we are is over. */
const SIGNED_OUT = 4003
/** `4008`: the server dropped us because we read too slowly; everything is in its store. */
const TOO_SLOW = 4008
/** A connection that was too slow sooner than this comes back by the schedule, lest the two spin. */
const SHORTEST_LIFE_MS = 1_000

export type Phase = ConnectionState['socket']

export interface ConnectionOptions {
  readonly url: () => string
  /** The frame that is sent first on every socket. */
  readonly hello: () => Command
  readonly backoff: Backoff
  /** When the connection counts as there: once the socket is open, or once the server has confirmed who we are. */
  readonly readyOn: 'open' | 'registration'
  readonly onEvent: (event: Event) => void
  /** Called after each change of `phase`. */
  readonly onPhase: (phase: Phase) => void
  /** No attempt is left; `phase` is `stopped` already. */
  readonly onGaveUp?: () => void
}

export class Connection {
  readonly #options: ConnectionOptions
  readonly #environment: Environment
  readonly #liveness: Liveness
  #phase: Phase = 'stopped'
  #retryAt: number | null = null
  #socket: WebSocket | null = null
  #readyAt = 0
  #cancel: () => void = idle
  #unwake: () => void = idle

  constructor(options: ConnectionOptions, environment: Environment) {
    this.#options = options
    this.#environment = environment
    this.#liveness = new Liveness(
      environment,
      () => this.send({ type: 'ping' }),
      () => this.#drop(),
    )
  }

  /** When the next attempt is made, in milliseconds since the epoch; null unless `waiting`. */
  get retryAt(): number | null {
    return this.#retryAt
  }

  /** Connects; does nothing unless stopped. */
  start(): void {
    if (this.#phase === 'stopped') this.reconnect()
  }

  /** Connects now, leaving the present socket if there is one, with all attempts ahead. */
  reconnect(): void {
    this.#unwake()
    this.#unwake = onWake(() => this.#wake())
    this.#options.backoff.reset()
    if (this.#phase === 'connected') {
      this.#leave()
      this.#enter('waiting')
    }
    this.#open()
  }

  /** Closes the socket and stops all timers. Where the server does not take who we are, only `reconnect` leads on. */
  stop(phase: 'stopped' | 'signed-out' = 'stopped'): void {
    this.#unwake()
    this.#unwake = idle
    this.#leave()
    if (this.#phase !== phase) this.#enter(phase)
  }

  /** Whether the frame went out. That it arrived only an answer can tell. */
  send(frame: object): boolean {
    const socket = this.#socket
    if (!socket || this.#phase !== 'connected' || socket.readyState > 1) return false
    socket.send(JSON.stringify(frame))
    return true
  }

  #open(): void {
    this.#leave()
    this.#enter('connecting')
    this.#cancel = this.#environment.after(CONNECT_MS, () => this.#drop())
    try {
      this.#socket = this.#environment.openSocket(this.#options.url())
    } catch {
      this.#drop()
      return
    }
    this.#listen(this.#socket)
  }

  #listen(socket: WebSocket): void {
    socket.onopen = () => {
      socket.send(JSON.stringify(this.#options.hello()))
      if (this.#options.readyOn === 'open') this.#ready()
    }
    socket.onmessage = ({ data }: MessageEvent<unknown>) => {
      this.#liveness.heard()
      const event = parseEvent(data)
      if (event) this.#receive(event, socket)
    }
    // A close follows; some sockets outside of browsers throw what nobody listens to.
    socket.onerror = idle
    socket.onclose = (event?: CloseEvent) => this.#drop(event?.code, event?.reason)
  }

  #receive(event: Event, socket: WebSocket): void {
    if (event.type === 'registration-confirmed' && this.#phase === 'connecting') this.#ready()
    const refused =
      event.type === 'error' &&
      (this.#phase === 'connecting' ||
        event.code === 'too-many-connections' ||
        event.code === 'not-registered')
    this.#options.onEvent(event)
    if (refused && socket === this.#socket) this.#drop(0, '', true)
  }

  #ready(): void {
    this.#cancel()
    this.#readyAt = this.#environment.now()
    this.#liveness.start()
    this.#enter('connected')
  }

  /** The socket is gone, or as good as gone. */
  #drop(code = 0, reason = '', refused = false): void {
    if (code === SIGNED_OUT) {
      this.stop('signed-out')
      return
    }
    const worked = this.#phase === 'connected' && !refused
    this.#leave()
    if (worked) this.#options.backoff.reset()
    const delay = this.#delay(code, reason, worked)
    if (delay === null) {
      this.stop()
      this.#options.onGaveUp?.()
      return
    }
    if (delay === 0) {
      // There is nothing to wait for, so nobody has to see that it was gone.
      this.#open()
      return
    }
    this.#retryAt = Math.round(this.#environment.now() + delay)
    this.#cancel = this.#environment.after(delay, () => this.#open())
    this.#enter('waiting')
  }

  #delay(code: number, reason: string, worked: boolean): number | null {
    const hint = /retry-after-ms=(\d+)/.exec(reason)?.[1]
    if (hint) return Math.min(Number(hint), LONGEST_HINT_MS)
    const lived = this.#environment.now() - this.#readyAt
    if (code === TOO_SLOW && worked && lived >= SHORTEST_LIFE_MS) return 0
    return this.#options.backoff.next()
  }

  #wake(): void {
    if (this.#phase === 'waiting') this.#open()
    else this.#liveness.doubt()
  }

  /** Forgets the socket first, so that nothing it says afterwards is heard. */
  #leave(): void {
    const socket = this.#socket
    this.#socket = null
    this.#retryAt = null
    this.#cancel()
    this.#liveness.stop()
    if (!socket) return
    socket.onopen = socket.onmessage = socket.onclose = null
    socket.close()
  }

  #enter(phase: Phase): void {
    this.#phase = phase
    this.#options.onPhase(phase)
  }
}
