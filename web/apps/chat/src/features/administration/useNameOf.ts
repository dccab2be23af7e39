/** The name of a user, as far as this chat knows it; else the id. */
import type { UserId } from '@webchat/client'
import { useChatState } from '@webchat/react'
import { useMemo } from 'react'

export function useNameOf(): (userId: UserId) => string {
  const people = useChatState(state => state.people)
  const me = useChatState(state => state.me)
  return useMemo(() => {
    const names = new Map([me, ...people].map(({ userId, name }) => [userId, name]))
    return userId => names.get(userId) ?? userId
  }, [people, me])
}
