/**
 * The same user's chats in other tabs: what becomes of a message in one of them is told to all. Where a browser can't
 * do that each tab is by itself, and the server makes one of what comes twice.
 */
import type { MessageId } from '../protocol.gen'
import { isLetter, type LetterRecord } from './checks'

export interface Ears {
  /** Taken there, failed there, or to be sent again there. */
  readonly onLetter: (record: LetterRecord) => void
  /** Discarded there by the user. */
  readonly onDiscarded: (id: MessageId) => void
}

export class Neighbours {
  readonly #name: string
  readonly #Channel: (new (name: string) => BroadcastChannel) | undefined
  readonly #ears: Ears
  #channel: BroadcastChannel | null = null

  /** `Channel` is the global one unless given. */
  constructor(name: string, Channel: (new (name: string) => BroadcastChannel) | undefined, ears: Ears) {
    this.#name = name
    this.#Channel = Channel
    this.#ears = ears
  }

  open(): void {
    const Channel = this.#Channel ?? globalThis.BroadcastChannel
    if (this.#channel || !Channel) return
    this.#channel = new Channel(this.#name)
    this.#channel.onmessage = ({ data }: MessageEvent<unknown>) => {
      if (isLetter(data)) this.#ears.onLetter(data)
      else if (typeof data === 'string') this.#ears.onDiscarded(data)
    }
  }

  close(): void {
    this.#channel?.close()
    this.#channel = null
  }

  tell(what: LetterRecord | MessageId): void {
    this.#channel?.postMessage(what)
  }
}
