/** Messages that the user has removed: hidden at once, deleted at the server when it can't be undone any more. */
import { Backoff } from './backoff'
import { type Environment, idle } from './environment'
import { asChatError } from './error'
import type { Command, ConversationId, Seq } from './protocol.gen'

interface Removal {
  readonly conversationId: ConversationId
  readonly seq: Seq
  readonly backoff: Backoff
  undoable: boolean
  cancel: () => void
}

export interface RemovalOptions {
  /** How long a removal can be undone, in milliseconds. */
  readonly undoMs: number
  /** Resolves once the message is deleted and shown so. With `keepalive` the page may be gone by then. */
  readonly command: (command: Command, keepalive?: boolean) => Promise<unknown>
  /** What is hidden in a conversation is different now. */
  readonly onChange: (conversationId: ConversationId) => void
}

export class Removals {
  readonly #options: RemovalOptions
  readonly #environment: Environment
  readonly #removals: Set<Removal> = new Set()

  constructor(options: RemovalOptions, environment: Environment) {
    this.#options = options
    this.#environment = environment
  }

  /** Hides the message. The function it returns brings it back and says whether it could. */
  remove(conversationId: ConversationId, seq: Seq): () => boolean {
    const { random, after } = this.#environment
    const backoff = new Backoff({ jitter: true, unlimited: true }, random)
    const removal: Removal = { conversationId, seq, backoff, undoable: true, cancel: idle }
    removal.cancel = after(this.#options.undoMs, () => this.#delete(removal))
    this.#removals.add(removal)
    this.#options.onChange(conversationId)
    return () => {
      if (removal.undoable) this.#forget(removal)
      return removal.undoable
    }
  }

  hides(conversationId: ConversationId, seq: Seq): boolean {
    for (const removal of this.#removals)
      if (removal.seq === seq && removal.conversationId === conversationId) return true
    return false
  }

  /** Deletes what is hidden now, for the page may be gone the next moment. */
  flush(): void {
    for (const removal of this.#removals) this.#delete(removal, true)
  }

  #delete(removal: Removal, keepalive?: boolean): void {
    const { conversationId, seq } = removal
    removal.undoable = false
    removal.cancel()
    this.#options.command({ type: 'delete', conversationId, seq }, keepalive).then(
      () => this.#forget(removal),
      thrown => {
        const wait = asChatError(thrown).passing ? removal.backoff.next() : null
        if (wait === null) this.#forget(removal)
        else removal.cancel = this.#environment.after(wait, () => this.#delete(removal))
      },
    )
  }

  #forget(removal: Removal): void {
    removal.cancel()
    this.#removals.delete(removal)
    this.#options.onChange(removal.conversationId)
  }
}
