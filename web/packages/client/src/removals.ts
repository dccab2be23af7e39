/** Messages that the user has removed: hidden at once, deleted at the server when it can't be undone any more. */
import { Backoff } from './backoff'
import { type Environment, idle } from './environment'
import { asChatError } from './error'
import type { Removal } from './model'
import type { Command, ConversationId, Seq } from './protocol.gen'

interface Entry {
  readonly conversationId: ConversationId
  readonly seq: Seq
  readonly backoff: Backoff
  readonly onEnd: () => void
  undoable: boolean
  held: boolean
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
  readonly #removals: Set<Entry> = new Set()

  constructor(options: RemovalOptions, environment: Environment) {
    this.#options = options
    this.#environment = environment
  }

  /** Hides the message, and counts down to its deletion. */
  remove(conversationId: ConversationId, seq: Seq, onEnd: () => void = idle): Removal {
    const backoff = new Backoff({ jitter: true, unlimited: true }, this.#environment.random)
    const entry: Entry = { conversationId, seq, backoff, onEnd, undoable: true, held: false, cancel: idle }
    this.#removals.add(entry)
    this.#count(entry)
    this.#options.onChange(conversationId)
    return {
      undo: () => {
        if (!this.#end(entry)) return false
        this.#forget(entry)
        return true
      },
      hold: () => {
        entry.held = true
        if (entry.undoable) entry.cancel()
      },
      release: () => {
        if (entry.held && entry.undoable) this.#count(entry)
        entry.held = false
      },
    }
  }

  hides(conversationId: ConversationId, seq: Seq): boolean {
    for (const entry of this.#removals)
      if (entry.seq === seq && entry.conversationId === conversationId) return true
    return false
  }

  /** Deletes what is hidden now, for the page may be gone the next moment. */
  flush(): void {
    for (const entry of this.#removals) this.#delete(entry, true)
  }

  #count(entry: Entry): void {
    entry.cancel = this.#environment.after(this.#options.undoMs, () => this.#delete(entry))
  }

  /** There is nothing to undo any more. Whether there was. */
  #end(entry: Entry): boolean {
    if (!entry.undoable) return false
    entry.undoable = false
    entry.cancel()
    // By itself: what it throws must not keep the deletion from being sent.
    queueMicrotask(entry.onEnd)
    return true
  }

  #delete(entry: Entry, keepalive?: boolean): void {
    const { conversationId, seq } = entry
    this.#end(entry)
    entry.cancel()
    this.#options.command({ type: 'delete', conversationId, seq }, keepalive).then(
      () => this.#forget(entry),
      thrown => {
        const wait = asChatError(thrown).passing ? entry.backoff.next() : null
        if (wait === null) this.#forget(entry)
        else entry.cancel = this.#environment.after(wait, () => this.#delete(entry))
      },
    )
  }

  #forget(entry: Entry): void {
    entry.cancel()
    this.#removals.delete(entry)
    this.#options.onChange(entry.conversationId)
  }
}
