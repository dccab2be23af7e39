/** Tells the server how far the user has read: the furthest position of each conversation, a moment later. */
import { type Environment, idle } from './environment'
import type { Command, ConversationId, Seq } from './protocol.gen'

/** Scrolling through unread messages is one command and not one for each. */
const DELAY_MS = 300

export class ReadMarks {
  readonly #send: (command: Command) => void
  readonly #environment: Environment
  readonly #marks: Map<ConversationId, Seq> = new Map()
  #cancel: () => void = idle

  constructor(send: (command: Command) => void, environment: Environment) {
    this.#send = send
    this.#environment = environment
  }

  /** `seq` is further than the one before. */
  mark(conversationId: ConversationId, seq: Seq): void {
    if (!this.#marks.size) this.#cancel = this.#environment.after(DELAY_MS, () => this.flush())
    this.#marks.set(conversationId, seq)
  }

  flush(): void {
    this.#cancel()
    for (const [conversationId, seq] of this.#marks) this.#send({ type: 'read', conversationId, seq })
    this.#marks.clear()
  }
}
