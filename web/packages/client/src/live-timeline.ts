/** One conversation as a user interface follows it: reads pages and deltas, and makes snapshots of them. */
import { type Environment, idle } from './environment'
import { keptIfSame } from './identity'
import { isNews } from './ids'
import type { Timeline, TimelineItem, TimelineState } from './model'
import type { Changes, ConversationId, Message, MessagePage, Seq, UserId } from './protocol.gen'
import { Pursuit } from './pursuit'
import type { Api } from './rest'
import { TimelineData } from './timeline'
import { readUnread } from './unread-pages'
import { Value } from './value'

/** Messages kept of a conversation; those that the user scrolls back to come on top of it. */
const WINDOW = 2_000
/** Nobody scrolls further than this; 100,000 messages are some 50 MB. */
const FURTHEST = 100_000

export interface TimelineParts {
  readonly api: Api
  /** Asks what followed a place, if there is a socket to bring the answer. Whether it is asked. */
  readonly ask: (conversationId: ConversationId, after: Seq) => boolean
  readonly environment: Environment
  /** How far the user has read, once that is known; null if nothing is unread. */
  readonly unreadAfter: (conversationId: ConversationId) => Promise<Seq | null>
  /** The snapshot's items: the stored messages and what else belongs there. */
  readonly compose: (conversationId: ConversationId, messages: readonly Message[]) => readonly TimelineItem[]
  /** Messages that a delta brought, which was read here. */
  readonly onCaughtUp: (messages: readonly Message[]) => void
}

export class LiveTimeline implements Timeline {
  readonly #id: ConversationId
  readonly #parts: TimelineParts
  readonly #value: Value<TimelineState>
  readonly #pursuit: Pursuit
  #data: TimelineData = new TimelineData()
  /** Collects what is pushed while the newest page is being read; takes the place of `#data` with it. */
  #fresh: TimelineData | null = null
  #status: TimelineState['status'] = 'loading'
  #loadingOlder = false
  #watchers = 0
  #window = WINDOW

  constructor(id: ConversationId, parts: TimelineParts) {
    this.#id = id
    this.#parts = parts
    this.#pursuit = new Pursuit(
      {
        hasHole: () => this.#data.hasHole,
        // The page that is being read may have it all.
        from: () => (this.#fresh ? null : this.#data.cursor),
        ask: after => parts.ask(id, after),
        read: after => this.#read(this.#data, after),
      },
      parts.environment,
    )
    this.#value = new Value(parts.environment, previous => this.#snapshot(previous))
  }

  readonly getState = (): TimelineState => this.#value.getState()

  readonly subscribe = (listener: () => void): (() => void) => {
    let leave = this.#value.subscribe(listener)
    this.#watchers++
    if (!this.isLoaded && !this.#fresh) this.loadLatest()
    return () => {
      leave()
      if (leave !== idle) this.#watchers--
      leave = idle
      if (!this.#watchers) this.#trim()
    }
  }

  get data(): TimelineData {
    return this.#data
  }

  get isWatched(): boolean {
    return this.#watchers > 0
  }

  /** Whether the newest page is there, so that events and deltas keep it up to date. */
  get isLoaded(): boolean {
    return this.#data.cursor !== null
  }

  /** How many messages of others come after this place; undefined if that is not known here. */
  countAfter(seq: Seq, me: UserId): number | undefined {
    const { messages } = this.#data
    if (!this.isLoaded || (messages[0]?.seq ?? 0) > seq) return undefined
    return messages.filter(message => message.seq > seq && isNews(message, me)).length
  }

  readonly loadLatest = (): void => {
    void this.#loadLatest()
  }

  readonly loadOlder = (): void => {
    void this.#loadOlder()
  }

  /** Something that `compose` looks at has changed. */
  changed(): void {
    this.#value.changed()
  }

  /** Applies a message that was pushed. */
  receive(message: Message): void {
    if (!this.isLoaded && !this.#fresh) return
    this.#fresh?.receive(message)
    if (this.isLoaded) this.#data.receive(message)
    this.#data.trim(this.#window)
    this.changed()
    this.#pursuit.catchUp()
  }

  /** Applies a delta that came by itself, or because it was asked for. */
  resume(changes: Changes): void {
    if (this.isLoaded) this.#pursuit.done(this.#take(changes))
  }

  /** The conversation has come as far as `head`, or further than known if there is none. Also tries again what failed. */
  catchUp(head?: Seq): void {
    for (const data of [this.#data, this.#fresh]) data?.expect(head ?? 0)
    if (!this.isLoaded) {
      if (this.#status === 'failed' && this.#watchers) this.loadLatest()
    } else if (this.#data.hasHole || head === undefined) void this.#pursuit.ask()
  }

  /** Runs no timer, and waits for no answer, until it is asked for something again. */
  stop(): void {
    this.#pursuit.stop()
  }

  /** Forgets everything; reads it again if somebody looks. */
  reset(): void {
    this.stop()
    this.#data = new TimelineData()
    this.#fresh = null
    this.#status = 'loading'
    if (this.#watchers) this.loadLatest()
    this.changed()
  }

  async #loadLatest(): Promise<void> {
    const fresh = new TimelineData()
    this.#fresh = fresh
    if (!this.isLoaded) this.#status = 'loading'
    this.changed()
    const page = await this.#readNewest().catch(() => null)
    if (this.#fresh !== fresh) return
    this.#fresh = null
    if (page) {
      fresh.applyNewest(page)
      this.#data = fresh
      this.#window = WINDOW
      this.#status = 'ready'
    } else if (!this.isLoaded) this.#status = 'failed'
    this.changed()
    this.#pursuit.done(page !== null)
  }

  #readNewest(): Promise<MessagePage> {
    const { api, unreadAfter } = this.#parts
    // Who has been here before is shown the end and not what they left.
    return this.isLoaded ? api.messages(this.#id) : readUnread(api, this.#id, unreadAfter(this.#id))
  }

  async #loadOlder(): Promise<void> {
    const data = this.#data
    const first = data.messages[0]
    if (this.#loadingOlder || !data.hasOlder || !first || data.messages.length >= FURTHEST) return
    this.#loadingOlder = true
    this.changed()
    // What can't be read is asked for again the next time that the list is scrolled.
    const page = await this.#parts.api.messages(this.#id, first.seq).catch(() => null)
    if (page && data === this.#data && data.messages[0]?.seq === first.seq) {
      data.applyOlder(page)
      this.#window = Math.max(this.#window, data.messages.length + WINDOW)
    }
    this.#loadingOlder = false
    this.changed()
    this.#pursuit.catchUp()
  }

  /** Whether that leads further. */
  async #read(data: TimelineData, after: Seq): Promise<boolean> {
    const changes = await this.#parts.api.changes(this.#id, after).catch(() => null)
    if (!changes || data !== this.#data) return data !== this.#data
    const isFurther = this.#take(changes)
    this.#parts.onCaughtUp(changes.messages)
    return isFurther
  }

  #take(changes: Changes): boolean {
    const { after, head, reset, seq } = changes
    this.#fresh?.expect(head)
    if (reset) {
      // Otherwise it is being read already, or it was since then; what is missing still is asked for afterwards.
      const isNews = !this.#fresh && after === this.#data.cursor
      if (isNews && this.isWatched) this.loadLatest()
      else if (isNews) this.reset()
      return true
    }
    this.#data.applyChanges(changes)
    this.changed()
    return seq > after
  }

  /** Nobody looks: what was scrolled back to is not worth its memory. */
  #trim(): void {
    this.#window = WINDOW
    this.#data.trim(WINDOW)
    this.changed()
  }

  #snapshot(previous: TimelineState | undefined): TimelineState {
    const { messages } = this.isLoaded ? this.#data : (this.#fresh ?? this.#data)
    return keptIfSame(previous, {
      conversationId: this.#id,
      status: this.#status,
      items: keptIfSame(previous?.items, this.#parts.compose(this.#id, messages)),
      hasOlder: this.#data.hasOlder,
      loadingOlder: this.#loadingOlder,
    })
  }
}
