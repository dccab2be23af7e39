/** One user's parts and who of them hears what. The order of things when a connection comes and goes is decided here. */
import { addresses } from './addresses'
import { Backoff } from './backoff'
import { Connection, type Phase } from './connection'
import { type Environment, environment } from './environment'
import { ChatError } from './error'
import { asEvent } from './event'
import { keptIfSame } from './identity'
import { composeItems } from './items'
import type { ChatState, ConnectionState } from './model'
import type { ChatOptions } from './options'
import { Outbox, type Parcel } from './outbox'
import { OwnChanges } from './own-changes'
import { OwnName } from './own-name'
import type { Told } from './pending-changes'
import type { Command, Event, UserId } from './protocol.gen'
import { ReadMarks } from './read-marks'
import { Replica } from './replica'
import { Api, Rest } from './rest'
import { Sync } from './sync'
import { TypingSignal } from './typing-signal'
import { Value } from './value'

export class Session {
  readonly state: Value<ChatState>
  readonly replica: Replica
  readonly outbox: Outbox<Told>
  readonly changes: OwnChanges
  readonly marks: ReadMarks
  readonly signal: TypingSignal
  readonly connection: Connection
  readonly #me: UserId
  readonly #url: string | undefined
  readonly #environment: Environment
  readonly #api: Api
  readonly #sync: Sync
  readonly #name: OwnName
  #away = false
  #status: ChatState['status'] = 'loading'
  #phase: Phase = 'stopped'
  #started = false
  #leaving = false

  constructor(options: ChatOptions) {
    const { userId, name, url, undoMs = 5_000 } = options
    const outside = environment(options)
    this.#me = userId
    this.#url = url
    this.#name = new OwnName(name, news => this.#command({ type: 'profile', name: news }))
    this.#environment = outside
    this.#api = new Api(new Rest(() => addresses(url).rest, outside), userId)
    this.state = new Value(outside, previous => this.#snapshot(previous))
    this.replica = this.#makeReplica()
    this.outbox = this.#makeOutbox()
    this.changes = new OwnChanges({ me: userId, outbox: this.outbox, undoMs }, outside)
    this.marks = new ReadMarks(command => this.#tell(command), outside)
    this.signal = new TypingSignal(command => this.connection.send(command), outside)
    this.#sync = this.#makeSync()
    this.connection = this.#makeConnection(() => addresses(url).socket)
  }

  get isStarted(): boolean {
    return this.#started
  }

  /** @throws if there is no address to connect to. */
  start(): void {
    addresses(this.#url)
    this.#started = true
    this.connection.start()
    this.#sync.disconnected()
    this.outbox.resume()
  }

  /** The page may be gone the next moment: what waits goes now, with requests that outlive it. */
  flush(): void {
    this.outbox.stop()
    this.#leaving = true
    this.changes.flush()
    this.marks.flush()
    this.outbox.resume()
    this.#leaving = false
  }

  stop(): void {
    this.#started = false
    this.connection.stop()
    this.outbox.stop()
    this.#sync.stop()
    this.replica.timelines.stop()
    this.replica.typing.clear()
  }

  setName(name: string): void {
    this.#name.set(name)
    if (this.connection.send({ type: 'profile', name })) this.#name.settle()
    else if (this.#started) void this.#name.offer()
    this.replica.people.apply([{ ...this.replica.people.me, name }])
    this.state.changed()
  }

  setAway(isAway: boolean): void {
    this.#away = isAway
    this.connection.send({ type: 'presence', status: isAway ? 'away' : 'online' })
  }

  #makeReplica(): Replica {
    return new Replica({
      me: this.#me,
      name: () => this.#name.current ?? this.#me,
      api: this.#api,
      environment: this.#environment,
      compose: (conversationId, messages) => {
        const own = this.outbox.parcels.filter(({ body }) => body.conversationId === conversationId)
        return composeItems(messages, own, this.#me)
      },
      onChange: () => this.state.changed(),
      onStale: () => this.#sync.soon(),
      // The echo, or whatever else shows that it is there, is the acknowledgement.
      onStored: message => {
        if (message.senderId === this.#me) this.outbox.stored(message.id)
        this.changes.seen(message)
      },
      onReadAhead: (conversationId, seq) => this.marks.mark(conversationId, seq),
    })
  }

  #makeOutbox(): Outbox<Told> {
    const changed = ({ body }: Parcel<Told>) => {
      if (body.conversationId) this.replica.timelines.find(body.conversationId)?.changed()
      this.state.changed()
    }
    return new Outbox<Told>(
      {
        window: 1,
        bySocket: command => !this.#leaving && this.connection.send(command),
        byRest: command => this.#command(command, this.#leaving),
        onChange: changed,
      },
      this.#environment,
    )
  }

  #makeSync(): Sync {
    return new Sync(
      {
        api: this.#api,
        onLists: (conversations, people) => {
          this.#status = 'ready'
          this.replica.applyLists(conversations, people)
          // REST works, and no socket may ever come.
          void this.#name.offer()
        },
        onChange: () => {
          if (this.#sync.rest === 'failing') {
            if (this.#status === 'loading') this.#status = 'failed'
            this.replica.settle()
          }
          this.state.changed()
        },
      },
      this.#environment,
    )
  }

  #makeConnection(url: () => string): Connection {
    return new Connection(
      {
        url,
        hello: () => {
          const name = this.#name.greet()
          return { type: 'register', userId: this.#me, protocol: 2, ...(name !== undefined && { name }) }
        },
        backoff: new Backoff({ jitter: true, unlimited: true }, this.#environment.random),
        readyOn: 'registration',
        onEvent: event => this.#hear(event),
        onPhase: phase => this.#enter(phase),
        onGaveUp: () => {},
      },
      this.#environment,
    )
  }

  #enter(phase: Phase): void {
    const lost = this.#phase === 'connected' && phase !== 'connected'
    this.#phase = phase
    this.state.changed()
    if (!lost || !this.#started) return
    this.replica.typing.clear()
    this.#sync.disconnected()
    this.outbox.resume()
  }

  #hear(event: Event): void {
    if (event.type === 'registration-confirmed') this.#registered(event.epoch)
    else if (event.type === 'error') this.#refused(new ChatError(event.message, event))
    else if (event.type === 'done') this.outbox.done(event.id)
    else this.replica.apply(event)
  }

  #refused(error: ChatError): void {
    if (error.id) this.outbox.refused(error.id, error)
    // Registering failed for good, and the name is the one thing in it that may be left out.
    if (this.#phase === 'connecting' && !error.passing) this.#name.greeted()
  }

  /** From here on events are pushed; what came before is read now, so that nothing falls between the two. */
  #registered(epoch: string | undefined): void {
    this.#name.greeted()
    this.replica.follow(epoch)
    this.#sync.connected()
    this.outbox.resume()
    if (this.#away) this.setAway(true)
  }

  /** By REST, whether or not there is a socket: for what has to be answered. */
  async #command(command: Command, keepalive?: boolean): Promise<void> {
    const event = asEvent(await this.#api.command(command, keepalive))
    if (event) this.#hear(event)
  }

  /** By whatever way there is; if there is none, it is of no use later. */
  #tell(command: Command): void {
    if (!this.connection.send(command)) this.#command(command).catch(() => {})
  }

  #snapshot(previous: ChatState | undefined): ChatState {
    const { people, conversations } = this.replica
    return keptIfSame(previous, {
      status: this.#status,
      me: people.me,
      connection: this.#connectionState(previous?.connection),
      conversations: conversations.list,
      people: people.others,
      waiting: this.outbox.parcels.filter(isWaiting).length,
    })
  }

  #connectionState(previous: ConnectionState | undefined): ConnectionState {
    const { retryAt } = this.connection
    return keptIfSame(previous, { socket: this.#phase, retryAt, rest: this.#sync.rest })
  }
}

function isWaiting({ body, delivery }: Parcel<Told>): boolean {
  return body.type === 'message' && delivery.state === 'pending'
}
