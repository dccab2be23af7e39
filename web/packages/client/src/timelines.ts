/** The conversations that are being followed. */
import { LiveTimeline, type TimelineParts } from './live-timeline'
import type { ConversationId, ConversationSummary, Seq } from './protocol.gen'

/** Conversations that nobody looks at any more but that come back at once when somebody does. */
const KEPT = 20

export class Timelines {
  readonly #parts: TimelineParts
  /** The one that was asked for last stands last. */
  readonly #timelines: Map<ConversationId, LiveTimeline> = new Map()

  constructor(parts: TimelineParts) {
    this.#parts = parts
  }

  /** The same object each time. */
  of(conversationId: ConversationId): LiveTimeline {
    const timeline = this.#timelines.get(conversationId) ?? new LiveTimeline(conversationId, this.#parts)
    this.#timelines.delete(conversationId)
    this.#timelines.set(conversationId, timeline)
    const left = [...this.#timelines.values()].filter(other => other.isLoaded && !other.isWatched)
    for (const other of left.slice(0, -KEPT)) if (other !== timeline) other.reset()
    return timeline
  }

  /** Only if it was asked for before. */
  find(conversationId: ConversationId): LiveTimeline | undefined {
    return this.#timelines.get(conversationId)
  }

  /** How far each one has been followed. */
  get cursors(): Record<ConversationId, Seq> {
    const cursors: Record<ConversationId, Seq> = {}
    for (const [id, { data }] of this.#timelines) if (data.cursor !== null) cursors[id] = data.cursor
    return cursors
  }

  /** Asks for what is missing, given how far each conversation has come. */
  catchUp(conversations: readonly ConversationSummary[]): void {
    const heads = new Map(conversations.map(({ conversationId, head }) => [conversationId, head]))
    for (const [conversationId, timeline] of this.#timelines) timeline.catchUp(heads.get(conversationId))
  }

  reset(): void {
    for (const timeline of this.#timelines.values()) timeline.reset()
  }

  stop(): void {
    for (const timeline of this.#timelines.values()) timeline.stop()
  }
}
