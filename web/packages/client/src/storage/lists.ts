/** The lists of an earlier visit: shown before the server has said anything, and gone where it says something else. */
import type { KeptChat } from '../kept'
import type { ConversationId, ConversationList, Person, Seq } from '../protocol.gen'
import type { ListsRecord } from './checks'

export class KeptLists {
  readonly #chat: KeptChat
  /** How far the conversations had come that were shown. */
  #heads: ReadonlyMap<ConversationId, Seq> = new Map()

  constructor(chat: KeptChat) {
    this.#chat = chat
    const read = chat.api.conversations.bind(chat.api)
    chat.api.conversations = async () => {
      const list = await read()
      this.#compare(list)
      return list
    }
  }

  /** Shows them, unless the server was faster or tells another history. Whether they are shown. */
  show(lists: ListsRecord): boolean {
    const { replica, state } = this.#chat
    const epoch = replica.cursors()?.epoch ?? lists.epoch
    if (state.getState().status === 'ready' || epoch !== lists.epoch) return false
    const away = awaySince(lists.savedAt)
    const conversations = lists.conversations.map(one => ({ ...one, peer: one.peer && away(one.peer) }))
    replica.follow(lists.epoch)
    replica.people.apply(lists.people.map(away))
    replica.conversations.replace(conversations)
    replica.conversations.refreshPeers()
    this.#heads = new Map(conversations.map(({ conversationId, head }) => [conversationId, head]))
    return true
  }

  /** Nobody else forgets what the server lists no more: events may be faster than its list. */
  #compare(list: ConversationList): void {
    const { conversations } = this.#chat.replica
    const listed = new Set(list.conversations.map(({ conversationId }) => conversationId))
    const left = conversations.list.filter(
      ({ conversationId, head }) => listed.has(conversationId) || this.#heads.get(conversationId) !== head,
    )
    this.#heads = new Map()
    if (left.length === conversations.list.length) return
    conversations.clear()
    conversations.replace(left)
  }
}

/** Who was there then need not be there now. */
function awaySince(savedAt: number): (person: Person) => Person {
  const seenAt = new Date(savedAt).toISOString()
  return person => {
    const wasThere = person.status !== 'offline'
    return { ...person, status: 'offline', lastSeenAt: wasThere ? seenAt : person.lastSeenAt }
  }
}
