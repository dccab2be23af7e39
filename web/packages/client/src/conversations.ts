/** The list of conversations with their unread counts, kept up to date by events. Makes no requests. */
import { keptIfEqual, keptIfSame } from './identity'
import { isNews, latestSeq, peerOf } from './ids'
import type { People } from './people'
import type { ConversationId, ConversationSummary, Message, Seq, UserId } from './protocol.gen'

/** Stands for "more than 99". */
const UNREAD_LIMIT = 100
/** As many as the server lists. */
const LIMIT = 1_000
export class Conversations {
  readonly #me: UserId
  readonly #people: People
  #list: readonly ConversationSummary[] = []

  constructor(me: UserId, people: People) {
    this.#me = me
    this.#people = people
  }

  /** The most recent first. A new array after each change. */
  get list(): readonly ConversationSummary[] {
    return this.#list
  }

  find(conversationId: ConversationId): ConversationSummary | undefined {
    return this.#list.find(summary => summary.conversationId === conversationId)
  }

  /** Applies the server's list. Where events have been faster than it, they stay; a read position never goes back. */
  replace(fresh: readonly ConversationSummary[]): void {
    const merged = fresh.map(summary => merge(summary, this.find(summary.conversationId)))
    const rest = this.#list.filter(
      known => !fresh.some(other => other.conversationId === known.conversationId),
    )
    this.#keep([...merged, ...rest].slice(0, LIMIT).sort(byRecency))
  }

  /** Applies a message that is new or has changed. Whether the list has to be read again to be right. */
  apply(message: Message): boolean {
    const known = this.find(message.conversationId)
    const latest = latestSeq(message)
    if (known && latest <= known.head) return false
    const before = known ?? this.#unknown(message.conversationId)
    const isNew = latest === message.seq
    this.#set(isNew ? withNew(before, message, this.#me) : withChanged(before, message))
    if (isNew) this.#list = [...this.#list].sort(byRecency)
    // What is unread and what is the last one after a deletion, only the server knows.
    return !known || latest > before.head + 1 || message.deletedAt !== undefined
  }

  /** The read position moved, here (then `unread` may be unknown) or on another device. */
  read(conversationId: ConversationId, seq: Seq, unread?: number): void {
    const known = this.find(conversationId)
    if (!known || seq < known.readSeq) return
    const left = unread ?? (seq >= known.head ? 0 : known.unread)
    if (seq > known.readSeq || left !== known.unread) this.#set({ ...known, readSeq: seq, unread: left })
  }

  /** The people of direct conversations may be others now. */
  refreshPeers(): void {
    const list = this.#list.map(summary => {
      const peer = summary.peer && this.#people.find(summary.peer.userId)
      return peer && peer !== summary.peer ? { ...summary, peer } : summary
    })
    this.#keep(list)
  }

  clear(): void {
    this.#list = []
  }

  #keep(list: readonly ConversationSummary[]): void {
    this.#list = keptIfSame(this.#list, list)
  }

  #set(summary: ConversationSummary): void {
    const { conversationId } = summary
    const list = this.#list.map(other => (other.conversationId === conversationId ? summary : other))
    this.#list = list.includes(summary) ? list : [summary, ...list].slice(0, LIMIT)
  }

  #unknown(conversationId: ConversationId): ConversationSummary {
    const other = peerOf(conversationId, this.#me)
    return {
      conversationId,
      kind: other ? 'direct' : 'channel',
      peer: other ? this.#people.person(other) : null,
      head: 0,
      readSeq: 0,
      unread: 0,
      lastMessage: null,
    }
  }
}

function withNew(before: ConversationSummary, message: Message, me: UserId): ConversationSummary {
  const counts = isNews(message, me) && message.seq > before.readSeq
  const unread = counts ? Math.min(before.unread + 1, UNREAD_LIMIT) : before.unread
  return { ...before, head: message.seq, unread, lastMessage: message }
}

function withChanged(before: ConversationSummary, message: Message): ConversationSummary {
  const wasLast = before.lastMessage?.seq === message.seq
  const lastMessage = wasLast ? (message.deletedAt ? null : message) : before.lastMessage
  return { ...before, head: latestSeq(message), lastMessage }
}

function merge(fresh: ConversationSummary, known: ConversationSummary | undefined): ConversationSummary {
  if (!known) return fresh
  const newer = known.head > fresh.head ? known : fresh
  const read = known.readSeq === fresh.readSeq ? newer : known.readSeq > fresh.readSeq ? known : fresh
  return keptIfEqual(known, { ...newer, peer: fresh.peer, readSeq: read.readSeq, unread: read.unread })
}

/** Where nothing was said yet goes last, in the order it has. */
function byRecency(a: ConversationSummary, b: ConversationSummary): number {
  return (b.lastMessage?.createdAt ?? '').localeCompare(a.lastMessage?.createdAt ?? '')
}
