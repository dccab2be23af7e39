/**
 * The list of conversations, as far as others decide what is in it: what the user comes into, what they lose, and what
 * becomes of the rest. It stands before the chat's own parts and hears what they hear.
 */
import type { BelongingChat } from '../belonging'
import { isJoined, latestSeq } from '../ids'
import { placeOf } from '../pending-changes'
import type { ConversationId, ConversationSummary, Message } from '../protocol.gen'
import { afterNotice } from './notices'

/** As many as the server lists; a list that is as long may have been cut. */
const LIMIT = 1_000

export interface FollowParts {
  readonly chat: BelongingChat
  readonly onNotice: (message: Message) => void
  readonly onLost: (conversationId: ConversationId) => void
  /** The lists were read anew: something may have been missed before. */
  readonly onRead: () => void
}

export function follow({ chat, onNotice, onLost, onRead }: FollowParts): void {
  const { replica, api, state, userId } = chat
  const { conversations } = replica
  const lose = (id: ConversationId) => {
    forget(chat, id)
    onLost(id)
  }

  const hear = replica.apply.bind(replica)
  replica.apply = event => {
    if (event.type === 'conversation') {
      gain(chat, event.data)
    } else if (event.type === 'conversation-gone') lose(event.conversationId)
    else return hear(event)
    state.changed()
  }

  const apply = conversations.apply.bind(conversations)
  conversations.apply = message => {
    const before = conversations.find(message.conversationId)
    const isStale = apply(message)
    const now = conversations.find(message.conversationId)
    const isNext = before && !isStale && latestSeq(message) > before.head
    if (isNext && now) conversations.replace([afterNotice(now, message, userId)])
    if (message.notice) onNotice(message)
    return isStale
  }

  const read = api.conversations.bind(api)
  api.conversations = async () => {
    const before = conversations.list.filter(({ conversationId }) => isJoined(conversationId))
    const fresh = await read()
    const ids = new Set(fresh.conversations.map(({ conversationId }) => conversationId))
    if (ids.size < LIMIT)
      for (const { conversationId } of before) if (!ids.has(conversationId)) lose(conversationId)
    onRead()
    return fresh
  }
}

function gain({ replica }: BelongingChat, summary: ConversationSummary): void {
  replica.conversations.replace([summary])
  replica.timelines.find(summary.conversationId)?.catchUp(summary.head)
}

/** Nothing of it is to be seen any more, and nothing goes there. */
function forget({ replica, outbox }: BelongingChat, id: ConversationId): void {
  const { conversations, timelines, typing } = replica
  const left = conversations.list.filter(({ conversationId }) => conversationId !== id)
  conversations.clear()
  conversations.replace(left)
  typing.update(id, [])
  for (const parcel of outbox.parcels) if (placeOf(parcel) === id) outbox.discard(parcel.id)
  timelines.find(id)?.reset()
}
