/** What people are called, wherever only their id is known. */
import type { UserId } from '@webchat/client'
import { useChatState } from '@webchat/react'
import { useCallback, useMemo } from 'react'

export function useNames(): (userId: UserId) => string {
  const me = useChatState(state => state.me)
  const people = useChatState(state => state.people)
  const names = useMemo(
    () => new Map([me, ...people].map(({ userId, name }) => [userId, name])),
    [me, people],
  )
  return useCallback(userId => names.get(userId) ?? userId, [names])
}

/** Where people's pictures are. */
export function usePictures(): (userId: UserId) => string | undefined {
  const me = useChatState(state => state.me)
  const people = useChatState(state => state.people)
  const pictures = useMemo(
    () => new Map([me, ...people].flatMap(({ userId, avatar }) => (avatar ? [[userId, avatar]] : []))),
    [me, people],
  )
  return useCallback(userId => pictures.get(userId), [pictures])
}
