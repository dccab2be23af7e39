/** A WebSocket whose other end is the test. */
export class FakeSocket {
  readyState = 0
  onopen: (() => void) | null = null
  onmessage: ((event: { data: unknown }) => void) | null = null
  onclose: ((event: { code: number; reason: string }) => void) | null = null
  onerror: (() => void) | null = null
  readonly sent: Record<string, unknown>[] = []
  readonly url: string

  constructor(url: string) {
    this.url = url
  }

  send(frame: string): void {
    if (this.readyState !== 1) throw new Error('This socket is not open.')
    this.sent.push(JSON.parse(frame) as Record<string, unknown>)
  }

  close(): void {
    this.readyState = 3
  }

  /** Says as the server does. */
  say(event: object | string): void {
    this.onmessage?.({ data: typeof event === 'string' ? event : JSON.stringify(event) })
  }

  /** The server takes the connection. */
  open(): void {
    this.readyState = 1
    this.onopen?.()
  }

  /** The server takes the connection and confirms who is there. */
  accept(at = '2026-01-01T00:00:00.000Z', extra: object = {}): void {
    this.open()
    this.say({ type: 'connection-established', message: 'Hello', timestamp: at })
    this.say({ type: 'registration-confirmed', userId: 'alice', connectedUsers: ['alice'], ...extra })
  }

  /** The connection fails or ends. */
  drop(code = 1006, reason = ''): void {
    this.readyState = 3
    this.onclose?.({ code, reason })
  }

  sentOf(type: string): Record<string, unknown>[] {
    return this.sent.filter(frame => frame.type === type)
  }
}

/** A place where sockets are made, and all that were. */
export class FakeNetwork {
  readonly sockets: FakeSocket[] = []
  readonly WebSocket: new (
    url: string,
  ) => WebSocket

  constructor() {
    const { sockets } = this
    this.WebSocket = class extends FakeSocket {
      constructor(url: string) {
        super(url)
        sockets.push(this)
      }
    } as unknown as new (
      url: string,
    ) => WebSocket
  }

  get last(): FakeSocket {
    const socket = this.sockets.at(-1)
    if (!socket) throw new Error('No socket was made.')
    return socket
  }

  /** Those that the client has not closed and the server has not dropped. */
  get live(): FakeSocket[] {
    return this.sockets.filter(socket => socket.readyState < 2)
  }
}
