/**
 * What this client knows of what the server knows: people, conversations, timelines, who is typing. Events and lists
 * go in, and whatever comes twice or late ends the same. It sends nothing.
 */
import { Announcements } from './announcements'
import { Conversations } from './conversations'
import type { Environment } from './environment'
import type { TimelineParts } from './live-timeline'
import type { TimelineItem } from './model'
import { People } from './people'
import type {
  ConversationId,
  ConversationList,
  Cursors,
  Event,
  Message,
  PersonList,
  Seq,
  UserId,
} from './protocol.gen'
import type { Api } from './rest'
import { Timelines } from './timelines'
import { Typing } from './typing'

export interface ReplicaOptions {
  readonly me: UserId
  readonly api: Api
  readonly ask: TimelineParts['ask']
  readonly environment: Environment
  readonly compose: (conversationId: ConversationId, messages: readonly Message[]) => readonly TimelineItem[]
  /** People or conversations are different now. */
  readonly onChange: () => void
  /** The list of conversations has to be read to be right again. */
  readonly onStale: () => void
  /** Everything is of another history. */
  readonly onForgotten: () => void
  /** The store has this message, new or changed. */
  readonly onStored: (message: Message) => void
}

export class Replica {
  // Declared, for the constructor makes them; a definition would come on top of that.
  declare readonly people: People
  declare readonly conversations: Conversations
  declare readonly timelines: Timelines
  declare readonly typing: Typing
  declare readonly announcements: Announcements
  readonly #options: ReplicaOptions
  readonly #listed: Promise<void>
  /** The lists were read, or can't be for now: whoever waits for them goes on. */
  declare settle: () => void
  #epoch: string | undefined

  constructor(options: ReplicaOptions) {
    const { me, environment } = options
    this.#options = options
    this.people = new People(me)
    this.conversations = new Conversations(me, this.people)
    this.typing = new Typing(me, environment)
    this.announcements = new Announcements(me)
    this.#listed = new Promise(resolve => {
      this.settle = resolve
    })
    this.timelines = new Timelines({
      ...options,
      unreadAfter: conversationId => this.#unreadAfter(conversationId),
      onCaughtUp: messages => this.#arrived(messages),
    })
  }

  /** How far the timelines that are loaded have been followed; undefined before the history has a name. */
  cursors(): Cursors | undefined {
    return this.#epoch ? { epoch: this.#epoch, after: this.timelines.cursors } : undefined
  }

  /** The history that the server has. If it is another one than before, nothing that was known is true any more. */
  follow(epoch: string | undefined): void {
    if (!epoch || epoch === this.#epoch) return
    const isOther = this.#epoch
    this.#epoch = epoch
    if (!isOther) return
    this.people.clear()
    this.conversations.clear()
    this.announcements.clear()
    this.timelines.reset()
    this.#options.onForgotten()
  }

  applyLists(list: ConversationList, people: PersonList | null): void {
    this.follow(list.epoch)
    if (people) this.people.apply(people.people)
    this.conversations.replace(list.conversations)
    this.announcements.list(list.conversations)
    this.timelines.catchUp(list.conversations)
    this.settle()
    this.#options.onChange()
  }

  /** What was missed is not counted: the lists are read then. */
  apply(event: Event): void {
    switch (event.type) {
      case 'message':
      case 'message-changed':
        this.#applyMessage(event.data)
        break
      case 'changes':
        this.timelines.find(event.conversationId)?.resume(event)
        this.#arrived(event.messages)
        break
      case 'presence':
        this.people.apply(event.people)
        this.conversations.refreshPeers()
        this.#options.onChange()
        break
      case 'read':
        this.conversations.read(event.conversationId, event.seq, event.unread)
        this.#options.onChange()
        break
      case 'typing-update':
        if (event.conversationId) this.typing.update(event.conversationId, event.typingUsers)
    }
  }

  /** The user has seen a conversation up to here. Whether that is further than before. */
  markRead(conversationId: ConversationId, seq: Seq): boolean {
    const known = this.conversations.find(conversationId)
    if (!known || seq <= known.readSeq) return false
    const unread = this.timelines.find(conversationId)?.countAfter(seq, this.#options.me)
    this.conversations.read(conversationId, seq, unread)
    return true
  }

  async #unreadAfter(conversationId: ConversationId): Promise<Seq | null> {
    await this.#listed
    const known = this.conversations.find(conversationId)
    return known?.unread ? known.readSeq : null
  }

  #applyMessage(message: Message): void {
    // A classic server doesn't say where; then there is nothing to put it into.
    if (!message.conversationId || !message.seq) return
    this.typing.spoke(message.conversationId, message.senderId)
    this.timelines.find(message.conversationId)?.receive(message)
    if (this.conversations.apply(message)) this.#options.onStale()
    this.#arrived([message])
  }

  /** Called after they were applied, so that one's own message is never in neither place. */
  #arrived(messages: readonly Message[]): void {
    for (const message of messages) {
      this.announcements.message(message)
      this.#options.onStored(message)
    }
    this.#options.onChange()
  }
}
