/**
 * @webchat/react/members: who is in a conversation, for a chat that was made with `members`.
 *
 * It must not know: how members are read or changed; that is @webchat/client/members.
 */
import type { ConversationId, MemberList, Members, UserId } from '@webchat/client'
import { useSyncExternalStore } from 'react'
import { useChat } from './ChatProvider'

/**
 * Groups, channels and people: for what can be asked for.
 *
 * @throws if the chat was made without `members`.
 */
export function useMembership(): Members {
  const { members } = useChat()
  if (!members) throw new Error('The chat was made without members.')
  return members
}

/** Who is in a conversation. The first component that uses it makes them be read. */
export function useMembers(conversationId: ConversationId): MemberList {
  const { subscribe, getState } = useMembership().of(conversationId)
  return useSyncExternalStore(subscribe, getState, getState)
}

/** Whom the user has blocked; null until that is known. */
export function useBlocked(): readonly UserId[] | null {
  const { subscribe, getState } = useMembership().blocked
  return useSyncExternalStore(subscribe, getState, getState)
}
