/** What looks like a WebSocket to the client and is one member of a group of tabs. */
import { idle } from '../environment'
import { Member, type Page } from './member'
import { asHello, groupName } from './post'

type SocketClass = new (url: string) => WebSocket

export interface SharedSocketOptions {
  /** The global one unless given, as the others. */
  readonly WebSocket?: SocketClass
  readonly BroadcastChannel?: new (name: string) => BroadcastChannel
  readonly locks?: LockManager
}

/** What a member and a real socket have in common. */
interface Line {
  send(frame: string): void
  close(): void
}

/**
 * For `createChat({ WebSocket: sharedSocket() })`: the tabs of a browser that chat as the same user with the same
 * server share one socket. Where a browser has no Web Locks (as on pages that came over plain HTTP from another
 * machine) or no BroadcastChannel, each tab has its own.
 */
export function sharedSocket(options: SharedSocketOptions = {}): SocketClass {
  let page: Page | null = null
  let isRefused = false
  const openSocket = (url: string) => new (options.WebSocket ?? WebSocket)(url)
  const makePage = (): Page | null => {
    const locks = options.locks ?? globalThis.navigator?.locks
    const Channel = options.BroadcastChannel ?? globalThis.BroadcastChannel
    if (!locks || !Channel || isRefused) return null
    const onRefused = () => {
      isRefused = true
      page = null
    }
    return { locks, openChannel: name => new Channel(name), openSocket, spares: new Map(), onRefused }
  }
  return class {
    constructor(url: string) {
      page ??= makePage()
      // biome-ignore lint/correctness/noConstructorReturn: where nothing can be shared it is a real one
      return page ? new SharedSocket(url, page) : openSocket(url)
    }
  } as unknown as SocketClass
}

class SharedSocket {
  onopen: (() => void) | null = null
  onmessage: ((event: { data: string }) => void) | null = null
  onclose: ((event: { code: number; reason: string }) => void) | null = null
  onerror: (() => void) | null = null
  readyState = 0
  readonly url: string
  readonly #page: Page
  #line: Line | null = null

  constructor(url: string, page: Page) {
    this.url = url
    this.#page = page
    // The first frame says for whom it is, and so with whom it is shared. It counts once the server has confirmed it.
    queueMicrotask(() => {
      if (this.readyState !== 0) return
      this.readyState = 1
      this.onopen?.()
    })
  }

  send(frame: string): void {
    if (this.readyState !== 1) return
    if (this.#line) this.#line.send(frame)
    else this.#line = this.#open(frame)
  }

  close(): void {
    if (this.readyState === 3) return
    this.readyState = 3
    this.#line?.close()
  }

  #open(frame: string): Line {
    const hello = asHello(frame)
    const ears = {
      onFrame: (data: string) => this.onmessage?.({ data }),
      onEnd: (code: number, reason: string) => this.#ended(code, reason),
    }
    if (!hello) return this.#alone(frame)
    return new Member(this.#page, this.url, frame, groupName(this.url, hello), ears)
  }

  /** Nothing that can be shared. */
  #alone(first: string): Line {
    const socket = this.#page.openSocket(this.url)
    let waiting: string[] | null = [first]
    socket.onopen = () => {
      for (const frame of waiting ?? []) socket.send(frame)
      waiting = null
    }
    socket.onmessage = event => this.onmessage?.(event)
    socket.onclose = event => this.#ended(event.code, event.reason)
    socket.onerror = idle
    return {
      send: frame => (waiting ? void waiting.push(frame) : socket.send(frame)),
      close: () => socket.close(),
    }
  }

  #ended(code: number, reason: string): void {
    if (this.readyState === 3) return
    this.readyState = 3
    this.onclose?.({ code, reason })
  }
}
