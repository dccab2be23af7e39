/** Tells of each new message of somebody else once, however often and by whatever way it comes. Not of history. */
import { isNews } from './ids'
import type { ConversationId, ConversationSummary, Message, Seq, UserId } from './protocol.gen'
import { Recent } from './recent'

const REMEMBERED = 2_000

export class Announcements {
  readonly #me: UserId
  readonly #listeners: Set<(message: Message) => void> = new Set()
  readonly #seen: Recent = new Recent(REMEMBERED)
  /** What was there when the chat began is history. A conversation that is not here began later. */
  #history: Map<ConversationId, Seq> | null = null

  constructor(me: UserId) {
    this.#me = me
  }

  listen(listener: (message: Message) => void): () => void {
    const entry = (message: Message) => listener(message)
    this.#listeners.add(entry)
    return () => this.#listeners.delete(entry)
  }

  /** The first list that is read says what is history; in later ones the newest message may be news. */
  list(conversations: readonly ConversationSummary[]): void {
    if (!this.#history) {
      this.#history = new Map(conversations.map(({ conversationId, head }) => [conversationId, head]))
    }
    for (const { lastMessage } of conversations) if (lastMessage) this.message(lastMessage)
  }

  /** A message that was pushed or read. Before the first list nothing is announced. */
  message(message: Message): void {
    if (!this.#history || !isNews(message, this.#me)) return
    if (message.seq <= (this.#history.get(message.conversationId) ?? 0)) return
    if (!this.#seen.add(`${message.conversationId}/${message.seq}`)) return
    // Each by itself: what a listener throws is its own matter.
    for (const listener of this.#listeners) queueMicrotask(() => listener(message))
  }

  clear(): void {
    this.#history = null
    this.#seen.clear()
  }
}
