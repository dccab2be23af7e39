/** One user's parts and who of them hears what. The order of things when a connection comes and goes is decided here. */
import { addresses } from './addresses'
import { Backoff } from './backoff'
import type { Members } from './belonging'
import { Connection, type Phase } from './connection'
import { type Environment, environment, idle } from './environment'
import { ChatError } from './error'
import { asEvent } from './event'
import { keptIfSame } from './identity'
import { composeItems, composeList } from './items'
import type { Keeping } from './kept'
import type { ChatState, ConnectionState } from './model'
import type { Polling } from './no-socket'
import type { ChatOptions } from './options'
import { Outbox } from './outbox'
import { OwnChanges } from './own-changes'
import { OwnName } from './own-name'
import { onLeave } from './page'
import { isMessage, isPending, placeOf, type Told } from './pending-changes'
import type { Command, Event, Status, UserId } from './protocol.gen'
import { Replica } from './replica'
import { Api, Rest } from './rest'
import { Sync } from './sync'
import { TypingSignal } from './typing-signal'
import { Value } from './value'

export class Session {
  // Declared, for the constructor makes them; a definition would come on top of that.
  declare readonly state: Value<ChatState>
  declare readonly replica: Replica
  declare readonly outbox: Outbox<Told>
  declare readonly name: OwnName
  declare readonly changes: OwnChanges
  declare readonly signal: TypingSignal
  declare readonly belonging: Members | undefined
  readonly #connection: Connection
  readonly #kept: Keeping | undefined
  readonly #me: UserId
  readonly #url: string | undefined
  readonly #environment: Environment
  readonly #api: Api
  readonly #polling: Polling | undefined
  readonly #sync: Sync
  #presence: Status = 'online'
  #status: ChatState['status'] = 'loading'
  #phase: Phase = 'stopped'
  /** Whether the server can be asked for changes by the socket. */
  #asks = true
  #started = false
  #leaving = false
  #unlisten: () => void = idle

  constructor(options: ChatOptions) {
    const { userId, name, url, undoMs = 5_000, polling, storage, members } = options
    const outside = environment(options)
    this.#me = userId
    this.#url = url
    this.#environment = outside
    const rest = new Rest(
      () => addresses(url).rest,
      outside,
      () => this.#started && this.#connection.stop('signed-out'),
    )
    this.#api = new Api(rest, userId)
    this.state = new Value(outside, previous => this.#snapshot(previous))
    this.replica = this.#makeReplica()
    this.outbox = this.#makeOutbox()
    this.name = new OwnName(this.outbox, this.replica.people)
    if (name) this.name.set(name, true)
    this.changes = new OwnChanges({ me: userId, outbox: this.outbox, undoMs }, outside)
    this.signal = new TypingSignal(
      command => this.#connection.send(command) || this.#polling?.say(command),
      outside,
    )
    const parts = { ...options, ...this, environment: outside, rest, api: this.#api }
    this.#polling = polling?.({
      ...parts,
      onStale: () => this.#sync.soon(),
      onEnd: () => this.#sync.disconnected(),
    })
    this.#sync = this.#makeSync()
    this.#connection = this.#makeConnection(() => addresses(url).socket)
    this.belonging = members?.(parts)
    this.#kept = storage?.keep(parts)
  }

  /** @throws if there is no address to connect to. */
  start(): void {
    addresses(this.#url)
    if (this.#started) return
    this.#started = true
    this.#unlisten = onLeave(() => this.#flush())
    this.#connection.start()
    this.#sync.disconnected()
    this.outbox.resume()
  }

  /** Also does at once what would be done in a moment: removals that could be undone. */
  stop(): void {
    if (!this.#started) return
    this.#flush()
    this.#unlisten()
    this.#started = false
    this.#connection.stop()
    this.outbox.stop()
    this.#sync.stop()
    this.replica.timelines.stop()
    this.replica.typing.clear()
  }

  reconnect(): void {
    if (this.#started && this.#phase !== 'connected') this.#connection.reconnect()
  }

  setPresence(status: Status): void {
    this.#presence = status
    this.#connection.send({ type: 'presence', status })
  }

  /** The page may be gone the next moment: what waits goes now, with requests that outlive it. */
  #flush(): void {
    this.outbox.stop()
    this.#leaving = true
    this.changes.flush()
    this.outbox.resume()
    this.#leaving = false
  }

  #makeReplica(): Replica {
    return new Replica({
      me: this.#me,
      api: this.#api,
      ask: (conversationId, after) =>
        this.#asks && this.#connection.send({ type: 'changes', conversationId, after }),
      environment: this.#environment,
      compose: (conversationId, messages) => {
        const own = this.outbox.parcels.filter(parcel => placeOf(parcel) === conversationId)
        return composeItems(messages, own, this.#me)
      },
      onChange: () => this.state.changed(),
      onStale: () => this.#sync.soon(),
      onForgotten: () => this.changes.forget(),
      // The echo, or whatever else shows that it is there, is the acknowledgement.
      onStored: message => {
        if (message.senderId === this.#me) this.outbox.stored(message.id)
        this.changes.seen(message)
      },
    })
  }

  #makeOutbox(): Outbox<Told> {
    return new Outbox<Told>(
      {
        window: 1,
        bySocket: command => !this.#leaving && this.#connection.send(command),
        byRest: command => this.#command(command, this.#leaving),
        undoes: command => command.type !== 'message',
        onChange: parcel => {
          this.#kept?.put(parcel)
          this.replica.timelines.find(placeOf(parcel))?.changed()
          this.state.changed()
        },
        // A name is not retried.
        onFailed: ({ id, body }) => body.type === 'profile' && this.outbox.discard(id),
      },
      this.#environment,
    )
  }

  #makeSync(): Sync {
    return new Sync(
      {
        api: this.#api,
        polling: this.#polling,
        onLists: (conversations, people) => {
          this.#status = 'ready'
          this.replica.applyLists(conversations, people)
          // REST works, and no socket may ever come.
          this.name.offer()
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
          const [name, cursors] = [this.name.greet(), this.replica.cursors()]
          // What is undefined is not sent.
          return { type: 'register', userId: this.#me, protocol: 2, name, cursors } as Command
        },
        backoff: new Backoff({ jitter: true, unlimited: true }, this.#environment.random),
        readyOn: 'registration',
        onEvent: event => this.#hear(event),
        onPhase: phase => this.#enter(phase),
      },
      this.#environment,
    )
  }

  #enter(phase: Phase): void {
    const lost = ['connected', 'signed-out'].includes(this.#phase) && phase !== 'connected'
    this.#phase = phase
    this.state.changed()
    if (lost) {
      this.replica.timelines.stop()
      this.replica.typing.clear()
    }
    if (phase === 'signed-out') {
      this.#sync.stop()
      this.outbox.stop()
    } else if (lost && this.#started) {
      this.#sync.disconnected()
      this.outbox.resume()
    }
  }

  #hear(event: Event): void {
    if (event.type === 'registration-confirmed') this.#registered(event.epoch)
    else if (event.type === 'error') this.#refused(new ChatError(event.message, event))
    else if (event.type === 'done') this.outbox.done(event.id)
    else this.replica.apply(event)
  }

  #refused(error: ChatError): void {
    if (error.id) this.outbox.refused(error.id, error)
    if (error.code === 'unknown-type') this.#asks = false
    const isFirst = this.#phase === 'connecting'
    // Somebody else is here, as the server sees it, or nobody.
    if (error.code === 'unauthenticated' || (isFirst && error.code === 'forbidden'))
      this.#connection.stop('signed-out')
    // Registering failed for good, and the name is the one thing in it that may be left out.
    else if (isFirst && !error.passing) this.name.greeted(error)
  }

  /** From here on events are pushed; what came before is read now, so that nothing falls between the two. */
  #registered(epoch: string | undefined): void {
    this.name.greeted()
    this.replica.follow(epoch)
    this.replica.typing.clear()
    this.#sync.connected()
    this.outbox.resume()
    if (this.#presence !== 'online') this.setPresence(this.#presence)
  }

  /** By REST, whether or not there is a socket. */
  async #command(command: Command, keepalive?: boolean): Promise<void> {
    const event = asEvent(await this.#api.command(command, keepalive))
    if (event) this.#hear(event)
  }

  #snapshot(previous: ChatState | undefined): ChatState {
    const { people, conversations } = this.replica
    const { parcels } = this.outbox
    return keptIfSame(previous, {
      status: this.#status,
      me: keptIfSame(previous?.me, this.name.me),
      connection: this.#connectionState(previous?.connection),
      conversations: keptIfSame(previous?.conversations, composeList(conversations.list, parcels, this.#me)),
      people: people.others,
      waiting: parcels.filter(isPending).filter(isMessage).length,
      ...this.#kept?.overlay(this.#status),
    })
  }

  #connectionState(previous: ConnectionState | undefined): ConnectionState {
    const { retryAt } = this.#connection
    const socket = this.#phase
    const transport = socket === 'connected' ? 'socket' : this.#polling?.isWorking ? 'poll' : null
    return keptIfSame(previous, { socket, retryAt, rest: this.#sync.rest, transport })
  }
}
