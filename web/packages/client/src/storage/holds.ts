/** Letters that may not go out yet although they could, and what each of them waits for. */
import type { KeptChat } from '../kept'
import type { MessageId } from '../protocol.gen'
import type { LetterRecord } from './checks'

export class Holds {
  readonly #chat: KeptChat
  /** Not before it is known what is older, and whose it is. */
  readonly #early: Set<MessageId> = new Set()
  /** Meant for places of a history that the server has not confirmed yet. */
  readonly #unconfirmed: Set<MessageId> = new Set()
  #isSettled = false

  constructor(chat: KeptChat) {
    this.#chat = chat
  }

  /** Whether older letters may still turn up. */
  get isEarly(): boolean {
    return !this.#isSettled
  }

  /** A letter that was written here and now. */
  early(id: MessageId): void {
    this.#early.add(id)
  }

  /** A letter that was written elsewhere, or earlier. */
  taken({ id, body }: LetterRecord): void {
    if (body.type === 'message') this.#early.add(id)
    else this.#unconfirmed.add(id)
  }

  delete(id: MessageId): void {
    this.#early.delete(id)
    this.#unconfirmed.delete(id)
  }

  /** What is older is known now, or not to be had. */
  settle(): void {
    this.#isSettled = true
    this.written()
  }

  /** What was taken is written down as this tab's. */
  written(): void {
    if (!this.#isSettled) return
    for (const id of this.#early) {
      this.#early.delete(id)
      this.#chat.outbox.release(id)
    }
  }

  /** Changes go out once the server has said that it has the history that they are of. */
  confirm(letters: readonly LetterRecord[]): void {
    const { outbox, replica, state } = this.#chat
    if (!this.#unconfirmed.size || state.getState().status !== 'ready') return
    const epoch = replica.cursors()?.epoch
    const due = letters.filter(({ id }) => this.#unconfirmed.has(id))
    this.#unconfirmed.clear()
    for (const record of due) {
      if (record.epoch === epoch) outbox.release(record.id)
      else outbox.discard(record.id)
    }
  }
}
