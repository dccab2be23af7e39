/** The lists of an earlier visit: shown before the server has said anything, and gone where it says something else. */
import type { KeptChat } from '../kept'
import type { ConversationId, ConversationSummary, Person } from '../protocol.gen'
import type { ListsRecord } from './checks'

export class KeptLists {
  readonly #chat: KeptChat
  #shown: ReadonlyMap<ConversationId, ConversationSummary> = new Map()

  constructor(chat: KeptChat) {
    this.#chat = chat
    const read = chat.api.conversations.bind(chat.api)
    chat.api.conversations = async () => {
      const list = await read()
      this.#makeRoom()
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
    this.#shown = new Map(conversations.map(summary => [summary.conversationId, summary]))
    return true
  }

  /**
   * What nothing has happened to since it was kept is the server's to say, and gone if the server lists it no more.
   * Nobody else forgets anything for a list: events may be faster.
   */
  #makeRoom(): void {
    const { conversations } = this.#chat.replica
    const left = conversations.list.filter(({ conversationId, head, readSeq }) => {
      const shown = this.#shown.get(conversationId)
      return shown?.head !== head || shown.readSeq !== readSeq
    })
    this.#shown = new Map()
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
