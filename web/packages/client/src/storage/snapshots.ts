/** What of the lists and the newest messages is worth keeping, and has not been kept yet. Knows no database. */
import type { KeptChat } from '../kept'
import type { ConversationId, ConversationSummary, Message, Person, Seq } from '../protocol.gen'
import type { ListsRecord, TimelineRecord } from './checks'

/** Some ten screens; who scrolls further is read the rest from the server. */
const MESSAGES = 100
/** In UTF-16 units. A hundred of the longest texts would be a megabyte or two. */
const CHARACTERS = 200_000
/** What a list shows of them at first, several times over: it is written again and again. */
const CONVERSATIONS = 200
const PEOPLE = 500

export interface Snapshot {
  /** Null if the same ones are kept already. */
  readonly lists: ListsRecord | null
  readonly timelines: readonly TimelineRecord[]
  /** Whether what was kept before is of another history. */
  readonly isOther: boolean
  /** All conversations that there are, if some that were there may be gone; else null. */
  readonly listed: ReadonlySet<ConversationId> | null
}

interface Saved {
  readonly messages: readonly Message[]
  readonly cursor: Seq
}

export class Snapshots {
  readonly #chat: KeptChat
  readonly #saved: Map<ConversationId, Saved> = new Map()
  #lists: readonly [readonly ConversationSummary[], readonly Person[]] | null = null
  /** Those that there were when it was looked at last; null before that. */
  #ids: ReadonlySet<ConversationId> | null = null
  #epoch: string | undefined

  constructor(chat: KeptChat) {
    this.#chat = chat
  }

  /** What has changed since this was called before; null if nothing has. `epoch` is that of what is kept. */
  take(epoch: string | undefined): Snapshot | null {
    const now = this.#chat.replica.cursors()
    if (!now) return null
    const isOther = now.epoch !== (this.#epoch ?? epoch)
    this.#epoch = now.epoch
    const lists = this.#takeLists(now.epoch)
    const listed = lists && this.#takeIds()
    const timelines = Object.keys(now.after).flatMap(id => this.#takeTimeline(id, now.epoch) ?? [])
    return lists || timelines.length || isOther ? { lists, timelines, isOther, listed } : null
  }

  #takeLists(epoch: string): ListsRecord | null {
    const { environment, replica, state } = this.#chat
    const [conversations, people] = [replica.conversations.list, replica.people.others]
    if (this.#lists?.[0] === conversations && this.#lists[1] === people) return null
    // Before the server's lists are there, what there is came out of the kept ones.
    if (state.getState().status !== 'ready') return null
    this.#lists = [conversations, people]
    const savedAt = environment.now()
    return {
      epoch,
      savedAt,
      conversations: conversations.slice(0, CONVERSATIONS),
      people: people.slice(0, PEOPLE),
    }
  }

  /** What was kept on earlier visits is looked through once, and later whenever one is gone. */
  #takeIds(): ReadonlySet<ConversationId> | null {
    const ids = new Set(this.#chat.replica.conversations.list.map(({ conversationId }) => conversationId))
    const before = this.#ids
    this.#ids = ids
    if (before && [...before].every(id => ids.has(id))) return null
    for (const id of this.#saved.keys()) if (!ids.has(id)) this.#saved.delete(id)
    return ids
  }

  #takeTimeline(id: ConversationId, epoch: string): TimelineRecord | null {
    const { replica, environment } = this.#chat
    const { cursor = null, messages = [], hasOlder } = replica.timelines.find(id)?.data ?? {}
    const saved = this.#saved.get(id)
    if (cursor === null) return null
    if (saved?.messages === messages && saved.cursor === cursor) return null
    this.#saved.set(id, { messages, cursor })
    // What was pushed ahead of something that is missing comes again with that.
    const applied = messages.filter(({ seq }) => seq <= cursor)
    const kept = newest(applied)
    const hasMore = hasOlder === true || kept.length < applied.length
    const page = { messages: kept, hasMore, head: cursor }
    return { conversationId: id, epoch, savedAt: environment.now(), page }
  }
}

function newest(messages: readonly Message[]): Message[] {
  let characters = 0
  let first = messages.length
  while (first > 0 && messages.length - first < MESSAGES) {
    characters += messages[first - 1]?.text.length ?? 0
    if (characters > CHARACTERS) break
    first--
  }
  return messages.slice(first)
}
