/** What the user does to stored messages, on its way through the outbox. A removal waits there until it can't be undone. */
import { type Environment, idle } from './environment'
import { mintMessageId } from './ids'
import type { Removal } from './model'
import type { Outbox } from './outbox'
import {
  type ChangeCommand,
  isChange,
  isPending,
  laneOf,
  type PendingChange,
  type Told,
  withChange,
} from './pending-changes'
import type { ConversationId, Message, MessageId, Seq, UserId } from './protocol.gen'

/** A removal that can be undone. */
interface Entry {
  readonly command: ChangeCommand
  readonly id: MessageId
  readonly onEnd: () => void
  held: boolean
  cancel: () => void
}

export interface OwnChangesOptions {
  readonly me: UserId
  readonly outbox: Outbox<Told>
  /** How long a removal can be undone, in milliseconds. */
  readonly undoMs: number
}

export class OwnChanges {
  readonly #options: OwnChangesOptions
  readonly #environment: Environment
  readonly #removals: Set<Entry> = new Set()

  constructor(options: OwnChangesOptions, environment: Environment) {
    this.#options = options
    this.#environment = environment
  }

  /** Shows the change at once, and sends it unless it is `held`. Ones that failed before are forgotten. */
  add(command: ChangeCommand, held?: boolean): MessageId {
    const { outbox } = this.#options
    const id = mintMessageId()
    for (const other of this.#waiting(command))
      if (other.delivery.state === 'failed') outbox.discard(other.id)
    outbox.add(laneOf(command), id, { ...command, id }, held)
    return id
  }

  /** Hides the message, and counts down to its deletion. */
  remove(conversationId: ConversationId, seq: Seq, onEnd: () => void = idle): Removal {
    const command: ChangeCommand = { type: 'delete', conversationId, seq }
    const entry: Entry = { command, id: this.add(command, true), onEnd, held: false, cancel: idle }
    this.#removals.add(entry)
    this.#count(entry)
    return {
      undo: () => {
        const ended = this.#end(entry)
        if (ended) this.#options.outbox.discard(entry.id)
        return ended
      },
      hold: () => {
        entry.held = true
        entry.cancel()
      },
      release: () => {
        if (entry.held && this.#removals.has(entry)) this.#count(entry)
        entry.held = false
      },
    }
  }

  /** The user has read up to here. Of what is not said yet only the furthest place is worth saying. */
  read(conversationId: ConversationId, seq: Seq): void {
    const id = mintMessageId()
    this.#options.outbox.replace(`${conversationId}/read`, id, { type: 'read', conversationId, seq, id })
  }

  /**
   * The message is stored like this: if that is what the first change of it would do, the server has done it. A request
   * that is under way nevertheless has to end first, lest it does it again after the next change.
   */
  seen(message: Message): void {
    const first = this.#waiting(message).find(isPending)
    if (first && first.way !== 'rest' && withChange(message, first, this.#options.me) === message)
      this.#options.outbox.stored(first.id)
  }

  /** The places of all messages are others now: nothing is to meet a message that it was not meant for. */
  forget(): void {
    for (const entry of this.#removals) this.#end(entry)
    const { outbox } = this.#options
    for (const { id, body } of outbox.parcels) if ('seq' in body) outbox.discard(id)
  }

  /** Nothing can be undone any more. */
  flush(): void {
    for (const entry of this.#removals) this.#delete(entry)
  }

  #waiting(place: ChangeCommand | Message): readonly PendingChange[] {
    return this.#options.outbox.lane(laneOf(place)).filter(isChange)
  }

  #count(entry: Entry): void {
    entry.cancel = this.#environment.after(this.#options.undoMs, () => this.#delete(entry))
  }

  /** There is nothing to undo any more. Whether there was. */
  #end(entry: Entry): boolean {
    entry.cancel()
    // By itself: what it throws must not keep the deletion from being sent.
    if (this.#removals.has(entry)) queueMicrotask(entry.onEnd)
    return this.#removals.delete(entry)
  }

  /** What else was changed in the message does not matter any more, and nothing is to go before its deletion. */
  #delete(entry: Entry): void {
    this.#end(entry)
    for (const { id } of this.#waiting(entry.command)) if (id !== entry.id) this.#options.outbox.discard(id)
    this.#options.outbox.release(entry.id)
  }
}
