/** What an address points at: a conversation that there is, one that may begin, or nothing. */
import type { ChatState, ConversationId, ConversationSummary, Person } from '@webchat/client'
import { channelName, conversationName, directName, GENERAL, peerIn } from '../words'

export interface Place {
  readonly conversationId: ConversationId
  readonly title: string
  /** The other one of a direct conversation; null for a group or channel. */
  readonly peer: Person | null
  /** Null while nothing was said there. */
  readonly summary: ConversationSummary | null
}

/** Somebody of whom nothing is known but the id. */
export function stranger(userId: string): Person {
  return { userId, name: userId, status: 'offline', lastSeenAt: null }
}

export function findPlace(
  { me, conversations, people }: Pick<ChatState, 'me' | 'conversations' | 'people'>,
  conversationId: ConversationId,
): Place | null {
  const summary = conversations.find(known => known.conversationId === conversationId) ?? null
  const peerId = peerIn(conversationId, me.userId)
  if (!summary && peerId === null && conversationId !== GENERAL) return null
  if (peerId === null) {
    const title = summary ? conversationName(summary, me.userId) : channelName(conversationId)
    return { conversationId, title, peer: null, summary }
  }
  const known = peerId === me.userId ? me : people.find(({ userId }) => userId === peerId)
  const peer = known ?? summary?.peer ?? stranger(peerId)
  return { conversationId, title: directName(peer, me.userId), peer, summary }
}
