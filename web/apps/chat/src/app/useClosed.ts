/** Why one can't write in a conversation; null where one can. */
import type { Store, UserId } from '@webchat/client'
import { useChat } from '@webchat/react'
import { useSyncExternalStore } from 'react'
import type { Place } from './place'

export type ClosedBy = 'block' | 'archive' | 'rule'

const UNKNOWN: Store<readonly UserId[] | null> = { getState: () => null, subscribe: () => () => {} }

function useIsBlocked(userId: UserId | undefined): boolean {
  const { members } = useChat()
  const { subscribe, getState } = (userId && members?.blocked) || UNKNOWN
  const blocked = useSyncExternalStore(subscribe, getState)
  return blocked?.some(other => other === userId) ?? false
}

export function useClosed({ peer, summary }: Place): ClosedBy | null {
  const isBlocked = useIsBlocked(peer?.userId)
  if (isBlocked) return 'block'
  if (summary?.archivedAt) return 'archive'
  return summary?.posting === 'admins' && summary.role === 'member' ? 'rule' : null
}
