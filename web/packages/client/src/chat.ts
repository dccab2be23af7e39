/** A chat as one user: what a user interface asks for, in one place. How it is done stands in the parts. */
import { idle } from './environment'
import { directConversation, mintMessageId } from './ids'
import type { ChatActions, ChatState, Removal, Store, Timeline } from './model'
import type { ChatOptions } from './options'
import { onLeave } from './page'
import type { ConversationId, Message, MessageId, Seq, UserId } from './protocol.gen'
import { Session } from './session'

/** Makes a chat. Nothing is connected before `start`, so it may be made while rendering, on a server too. */
export function createChat(options: ChatOptions): Chat {
  return new Chat(options)
}

export class Chat implements ChatActions {
  readonly #me: UserId
  readonly #session: Session
  readonly getState: () => ChatState
  readonly subscribe: (listener: () => void) => () => void
  #unlisten: () => void = idle

  constructor(options: ChatOptions) {
    this.#me = options.userId
    this.#session = new Session(options)
    this.getState = this.#session.state.getState
    this.subscribe = this.#session.state.subscribe
  }

  timeline(conversationId: ConversationId): Timeline {
    return this.#session.replica.timelines.of(conversationId)
  }

  typing(conversationId: ConversationId): Store<readonly UserId[]> {
    return this.#session.replica.typing.of(conversationId)
  }

  directWith(userId: UserId): ConversationId {
    return directConversation(this.#me, userId)
  }

  send(conversationId: ConversationId, text: string): void {
    const id = mintMessageId()
    this.setTyping(conversationId, false)
    this.#session.outbox.add(conversationId, id, { type: 'message', text, conversationId, id })
  }

  retry(_conversationId: ConversationId, id: MessageId): void {
    this.#session.outbox.retry(id)
  }

  discard(_conversationId: ConversationId, id: MessageId): void {
    this.#session.outbox.discard(id)
  }

  edit(conversationId: ConversationId, seq: Seq, text: string): void {
    this.setTyping(conversationId, false)
    this.#session.changes.add({ type: 'edit', conversationId, seq, text })
  }

  react(conversationId: ConversationId, seq: Seq, emoji: string, on: boolean): void {
    this.#session.changes.add({ type: 'react', conversationId, seq, emoji, on })
  }

  remove(conversationId: ConversationId, seq: Seq, onEnd?: () => void): Removal {
    return this.#session.changes.remove(conversationId, seq, onEnd)
  }

  setTyping(conversationId: ConversationId, isTyping: boolean): void {
    this.#session.signal.set(conversationId, isTyping)
  }

  markRead(conversationId: ConversationId, seq: Seq): void {
    const { replica, marks } = this.#session
    if (replica.markRead(conversationId, seq)) marks.mark(conversationId, seq)
  }

  setName(name: string): void {
    this.#session.setName(name)
  }

  setAway(isAway: boolean): void {
    this.#session.setAway(isAway)
  }

  reconnect(): void {
    const { isStarted, connection } = this.#session
    if (isStarted && connection.phase !== 'connected') connection.reconnect()
  }

  onMessage(listener: (message: Message) => void): () => void {
    return this.#session.replica.announcements.listen(listener)
  }

  /** @throws if there is neither a `url` nor a page to take the address from. */
  start(): void {
    if (this.#session.isStarted) return
    this.#session.start()
    this.#unlisten = onLeave(() => this.#session.flush())
  }

  /** Also does at once what would be done in a moment: removals that could be undone, read positions. */
  stop(): void {
    if (!this.#session.isStarted) return
    this.#session.flush()
    this.#unlisten()
    this.#session.stop()
  }
}
