/**
 * The same user's chats in other tabs: what becomes of a message in one of them is told to all. Where a browser can't
 * do that each tab is by itself, and the server makes one of what comes twice.
 */
import type { MessageId } from '../protocol.gen'
import { isLetter, type LetterRecord } from './checks'

type Channel = new (name: string) => BroadcastChannel

export interface Ears {
  /** There is another tab. */
  readonly onTab: (tab: string) => void
  /** Taken there, failed there, or to be sent again there. */
  readonly onLetter: (record: LetterRecord) => void
  /** Discarded there by the user. */
  readonly onDiscarded: (id: MessageId) => void
}

export class Neighbours {
  readonly #name: () => string
  readonly #make: Channel | undefined
  readonly #ears: Ears
  #channel: BroadcastChannel | null = null

  /** `make` is the global one unless given. */
  constructor(name: () => string, make: Channel | undefined, ears: Ears) {
    this.#name = name
    this.#make = make
    this.#ears = ears
  }

  open(): void {
    const Channel = this.#make ?? globalThis.BroadcastChannel
    if (this.#channel || !Channel) return
    this.#channel = new Channel(this.#name())
    this.#channel.onmessage = ({ data }: MessageEvent<unknown>) => this.#hear(data)
  }

  close(): void {
    this.#channel?.close()
    this.#channel = null
  }

  greet(tab: string): void {
    this.#channel?.postMessage({ tab })
  }

  tell(record: LetterRecord): void {
    this.#channel?.postMessage({ letter: record })
  }

  discarded(id: MessageId): void {
    this.#channel?.postMessage({ discarded: id })
  }

  #hear(data: unknown): void {
    const { tab, letter, discarded } = (data ?? {}) as Readonly<Record<string, unknown>>
    if (typeof tab === 'string') this.#ears.onTab(tab)
    else if (isLetter(letter)) this.#ears.onLetter(letter)
    else if (typeof discarded === 'string') this.#ears.onDiscarded(discarded)
  }
}
