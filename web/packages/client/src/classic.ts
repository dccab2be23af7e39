/**
 * The classic contract for one user: what `useWebSocket` is made of. While the socket is down, sending and receiving go
 * on by REST; each message is sent until it is stored, and delivered once.
 */
import { addresses } from './addresses'
import { Backoff } from './backoff'
import { ClassicInbox, type ClassicMessage, PAGE } from './classic-inbox'
import { Connection, type Phase } from './connection'
import { type Environment, environment, idle } from './environment'
import { ChatError } from './error'
import { isMessage } from './event'
import { mintMessageId } from './ids'
import type { ClassicCallbacks, ClassicOptions } from './options'
import { Outbox } from './outbox'
import type { Event, MessageId, UserId } from './protocol.gen'
import { Rest } from './rest'

interface Body {
  readonly type: 'message'
  readonly text: string
  readonly senderId: UserId
  /** Undefined is for everybody; JSON leaves it out. */
  readonly receiverId: UserId | undefined
  readonly id: MessageId
  readonly createdAt: string
}

const LONGEST_POLL_MS = 30_000

export class ClassicChat {
  readonly #callbacks: ClassicCallbacks
  readonly #environment: Environment
  readonly #rest: Rest
  readonly #connection: Connection
  readonly #outbox: Outbox<Body>
  readonly #inbox: ClassicInbox
  readonly #url: string | undefined
  readonly #fallback: boolean
  readonly #pollMs: number
  #isRunning = false
  #isConnected = false
  #connectedAt = 0
  #someoneTypes = false
  #failures = 0
  #reading: 'no' | 'once' | 'again' = 'no'
  #cancelPoll: () => void = idle

  /** Connects to nothing before `start`. The callbacks are read each time, so they may be getters. */
  constructor(userId: UserId, callbacks: ClassicCallbacks, options: ClassicOptions = {}) {
    const outside = environment(options)
    this.#callbacks = callbacks
    this.#environment = outside
    this.#url = options.url
    this.#fallback = options.restFallback ?? true
    this.#pollMs = options.pollMs ?? 3_000
    this.#rest = new Rest(() => addresses(options.url).rest, outside)
    this.#inbox = new ClassicInbox(
      before => this.#readPage(before),
      message => this.#callbacks.onMessage?.(message),
    )
    this.#outbox = this.#makeOutbox()
    this.#connection = new Connection(
      {
        url: () => addresses(options.url).socket,
        hello: () => ({ type: 'register', userId }),
        backoff: new Backoff(options, outside.random),
        // Frames are handled in their order, so what follows `register` need not wait for its answer.
        readyOn: 'open',
        onEvent: event => this.#hear(event),
        onPhase: phase => this.#enter(phase),
        onGaveUp: () => this.#error(new ChatError("Couldn't reach the server.")),
      },
      outside,
    )
  }

  get isConnected(): boolean {
    return this.#isConnected
  }

  /**
   * Connects; does nothing while it is connecting, connected or waiting.
   *
   * @throws if there is no address to connect to.
   */
  start(): void {
    addresses(this.#url)
    this.#isRunning = true
    this.#connection.start()
    this.#outbox.resume()
  }

  /** Closes the socket and stops all timers. What waits to be sent stays for the next `start`. */
  close(): void {
    this.#isRunning = false
    this.#connection.stop()
    this.#outbox.stop()
    this.#cancelPoll()
  }

  /** Leaves the socket if there is one and connects at once, with all attempts ahead. */
  reconnect(): void {
    this.#isRunning = true
    this.#connection.reconnect()
    this.#outbox.resume()
  }

  /** Sends a message until it is stored. Returns its id, which the message that comes back has too. */
  sendMessage(text: string, senderId: UserId, receiverId?: UserId | null): MessageId {
    const id = mintMessageId()
    const createdAt = new Date(this.#environment.now()).toISOString()
    const body: Body = { type: 'message', text, senderId, receiverId: receiverId || undefined, id, createdAt }
    this.#outbox.add(body.receiverId ?? '', id, body)
    return id
  }

  /** Says that the user is typing, or has stopped. Whether it went out; by REST it does not. */
  sendTyping(isTyping: boolean): boolean {
    return this.send('typing', { isTyping })
  }

  /** Sends a frame as it is. Whether it went out. */
  send(type: string, data: object = {}): boolean {
    return this.#connection.send({ type, ...data })
  }

  #makeOutbox(): Outbox<Body> {
    return new Outbox<Body>(
      {
        window: Number.POSITIVE_INFINITY,
        bySocket: body => this.#connection.send(body),
        byRest: this.#fallback ? body => this.#post(body) : null,
        onChange: () => {},
        onFailed: ({ id }, error) => {
          this.#outbox.discard(id)
          this.#error(error)
        },
      },
      this.#environment,
    )
  }

  #enter(phase: Phase): void {
    const was = this.#isConnected
    this.#isConnected = phase === 'connected'
    if (phase === 'signed-out') this.close()
    if (this.#isConnected) this.#connected()
    else if (was) this.#disconnected()
    else if (phase === 'waiting' && this.#reading === 'no' && this.#cancelPoll === idle) void this.#catchUp()
  }

  #connected(): void {
    this.#connectedAt = this.#environment.now()
    this.#outbox.resume()
    this.#cancelPoll()
    if (this.#inbox.hasBegun) void this.#catchUp()
    this.#callbacks.onConnect?.()
  }

  #disconnected(): void {
    this.#inbox.begin(this.#connectedAt)
    if (this.#isRunning) {
      this.#outbox.resume()
      this.#catchUpIn(this.#pollMs)
    }
    if (this.#someoneTypes) this.#type([])
    this.#callbacks.onDisconnect?.()
  }

  #hear(event: Event): void {
    if (event.type === 'connection-established') this.#inbox.begin(Date.parse(event.timestamp))
    else if (event.type === 'message') this.#receive(event.data)
    else if (event.type === 'typing-update') this.#type(event.typingUsers)
    else if (event.type === 'error') {
      const error = new ChatError(event.message, event)
      if (!event.id || !this.#outbox.refused(event.id, error)) this.#error(error)
    }
  }

  #receive(message: ClassicMessage): void {
    this.#outbox.stored(message.id)
    this.#inbox.receive(message)
  }

  #type(users: UserId[]): void {
    this.#someoneTypes = users.length > 0
    this.#callbacks.onTyping?.(users)
  }

  #error(error: ChatError): void {
    this.#callbacks.onError?.(error)
  }

  #catchUpIn(ms: number): void {
    this.#cancelPoll()
    if (this.#fallback) this.#cancelPoll = this.#environment.after(ms, () => void this.#catchUp())
  }

  /** Reads what was missed: once after each connecting, and again and again while there is no socket. */
  async #catchUp(): Promise<void> {
    if (!this.#fallback) return
    const began = this.#reading === 'no'
    this.#reading = began ? 'once' : 'again'
    if (!began) return
    const read = await this.#inbox.catchUp().then(
      () => true,
      () => false,
    )
    const again = (this.#reading as string) === 'again'
    this.#reading = 'no'
    this.#failures = read ? 0 : this.#failures + 1
    if (!this.#isRunning) return
    if (again) void this.#catchUp()
    else if (!read || !this.#isConnected)
      this.#catchUpIn(Math.min(this.#pollMs * 2 ** this.#failures, LONGEST_POLL_MS))
  }

  async #readPage(before?: MessageId): Promise<readonly ClassicMessage[]> {
    const page = await this.#rest.request<unknown>('/api/messages', { limit: PAGE, before })
    return Array.isArray(page) ? page.filter(isMessage) : []
  }

  async #post({ text, senderId, receiverId, id }: Body): Promise<void> {
    const message = await this.#rest.post<unknown>('/api/messages', {}, { text, senderId, receiverId, id })
    if (isMessage(message)) this.#receive(message as ClassicMessage)
  }
}
