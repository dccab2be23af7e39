/** What of the lists and the newest messages is worth keeping, and has not been kept yet. Knows no database. */
import type { KeepableChat } from '../kept'
import type { LiveTimeline } from '../live-timeline'
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
}

interface Saved {
  readonly messages: readonly Message[]
  readonly cursor: Seq
}

export class Snapshots {
  readonly #chat: KeepableChat
  readonly #saved: Map<ConversationId, Saved> = new Map()
  #lists: readonly [readonly ConversationSummary[], readonly Person[]] | null = null
  #epoch: string | undefined

  constructor(chat: KeepableChat) {
    this.#chat = chat
  }

  /** What has changed since this was called before; null if nothing has. `epoch` is that of what is kept. */
  take(epoch: string | undefined): Snapshot | null {
    const { replica } = this.#chat
    if (replica.epoch === undefined) return null
    const isOther = replica.epoch !== (this.#epoch ?? epoch)
    this.#epoch = replica.epoch
    const lists = this.#takeLists(replica.epoch)
    const timelines = [...replica.timelines.all()].flatMap(timeline => this.#takeTimeline(timeline) ?? [])
    return lists || timelines.length || isOther ? { lists, timelines, isOther } : null
  }

  /** What was taken before is not kept after all. */
  forget(): void {
    this.#saved.clear()
    this.#lists = null
    this.#epoch = undefined
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

  #takeTimeline({ id, data }: LiveTimeline): TimelineRecord | null {
    const { cursor, messages, hasOlder } = data
    const epoch = this.#epoch
    const saved = this.#saved.get(id)
    if (cursor === null || epoch === undefined) return null
    if (saved?.messages === messages && saved.cursor === cursor) return null
    this.#saved.set(id, { messages, cursor })
    // What was pushed ahead of something that is missing comes again with that.
    const applied = messages.filter(({ seq }) => seq <= cursor)
    const kept = newest(applied)
    const hasMore = hasOlder || kept.length < applied.length
    const page = { messages: kept, hasMore, head: cursor }
    return { conversationId: id, epoch, savedAt: this.#chat.environment.now(), page }
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
