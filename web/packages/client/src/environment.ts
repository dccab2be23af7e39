/**
 * What the client takes from outside: time, chance, sockets and requests. It must not know what they are used for.
 *
 * Globals are looked up when they are used and never on import, so that importing works on a server.
 */

export interface EnvironmentOptions {
  /** The WebSocket class; the global one unless given. */
  readonly WebSocket?: new (
    url: string,
  ) => WebSocket
  /** The global `fetch` unless given. */
  readonly fetch?: typeof fetch
  /** The global timers unless given. */
  readonly timers?: Timers
  /** From 0 to below 1; `Math.random` unless given. */
  readonly random?: () => number
}

export interface Timers {
  /** Milliseconds since the epoch. */
  now(): number
  /** Calls `act` once after `ms` milliseconds; the function it returns prevents that. */
  after(ms: number, act: () => void): () => void
}

export interface Environment extends Timers {
  random(): number
  openSocket(url: string): WebSocket
  fetch(url: string, init: RequestInit): Promise<Response>
}

const globalTimers: Timers = {
  now: () => Date.now(),
  after: (ms, act) => {
    const timer = setTimeout(act, ms)
    return () => clearTimeout(timer)
  },
}

export function environment(options: EnvironmentOptions): Environment {
  const { now, after } = options.timers ?? globalTimers
  return {
    now,
    after,
    random: () => (options.random ?? Math.random)(),
    openSocket: url => new (options.WebSocket ?? WebSocket)(url),
    fetch: (url, init) => (options.fetch ?? fetch)(url, init),
  }
}

/** A timer that is not running. */
export const idle = (): void => {}
