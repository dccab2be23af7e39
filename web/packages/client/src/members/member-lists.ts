/** Who is in each conversation that somebody looked into. Follows notices; what they can't say is read again. */
import type { BelongingChat, LiveList, MemberList } from '../belonging'
import type { ConversationDetails, ConversationId, Message, Seq } from '../protocol.gen'
import { Live } from './live-list'
import { membersAfter } from './notices'

/** As of a place in the conversation. */
interface Known extends MemberList {
  readonly head: Seq
}

const LOADING: Known = { status: 'loading', members: [], head: 0 }
/** Conversations whose members are remembered while nobody looks. */
const KEPT = 20

export class MemberLists {
  readonly #chat: BelongingChat
  readonly #lists: Map<ConversationId, Live<Known>> = new Map()

  constructor(chat: BelongingChat) {
    this.#chat = chat
  }

  of(conversationId: ConversationId): LiveList<MemberList> {
    const known = this.#lists.get(conversationId) ?? this.#make(conversationId)
    // The one that was asked for last stands last.
    this.#lists.delete(conversationId)
    this.#lists.set(conversationId, known)
    const left = [...this.#lists].filter(([, list]) => !list.isWatched)
    for (const [id] of left.slice(0, -KEPT)) this.#lists.delete(id)
    return known
  }

  /** A notice. One that was missed before it is found when the lists are read, which they are then. */
  hear(message: Message): void {
    const list = this.#lists.get(message.conversationId)
    const state = list?.getState()
    if (!list || state?.status !== 'ready' || message.seq <= state.head) return
    list.set({ ...state, members: membersAfter(state.members, message), head: message.seq })
  }

  /** Something may have been missed: those that somebody looks at are read now, the others when somebody does. */
  refresh(): void {
    for (const list of this.#lists.values()) list.refresh()
  }

  forget(conversationId: ConversationId): void {
    const list = this.#lists.get(conversationId)
    list?.set(LOADING)
    list?.refresh()
  }

  #make(conversationId: ConversationId): Live<Known> {
    const { environment, rest, userId } = this.#chat
    const path = `/api/v1/conversations/${encodeURIComponent(conversationId)}`
    const read = async (): Promise<Known> => {
      const { members, head } = await rest.request<ConversationDetails>(path, { userId })
      return { status: 'ready', members, head }
    }
    // Who was read before is still the best that there is to show.
    const onFailed = (state: Known): Known =>
      state.status === 'ready' ? state : { ...state, status: 'failed' }
    return new Live(environment, LOADING, read, onFailed)
  }
}
