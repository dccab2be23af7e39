/** Tells the server that the user is typing: not at every key press, and only while there is a way for such hints. */
import type { Environment } from './environment'
import type { Command, ConversationId } from './protocol.gen'

/** The server forgets after 2 s. */
const RENEW_MS = 1_000

export class TypingSignal {
  readonly #send: (command: Command) => boolean | undefined
  readonly #environment: Environment
  /** Where and when `true` was sent last. A user has one keyboard, so one place is enough. */
  #told: { readonly conversationId: ConversationId; readonly at: number } | null = null

  constructor(send: (command: Command) => boolean | undefined, environment: Environment) {
    this.#send = send
    this.#environment = environment
  }

  set(conversationId: ConversationId, isTyping: boolean): void {
    if (this.#told && (!isTyping || this.#told.conversationId !== conversationId)) {
      this.#send({ type: 'typing', conversationId: this.#told.conversationId, isTyping: false })
      this.#told = null
    }
    const at = this.#environment.now()
    if (!isTyping || (this.#told && at - this.#told.at < RENEW_MS)) return
    if (this.#send({ type: 'typing', conversationId, isTyping: true })) this.#told = { conversationId, at }
  }
}
