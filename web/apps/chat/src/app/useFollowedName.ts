/** Keeps the name that the user has: the one they chose, unless it is refused, or another one is chosen elsewhere. */
import type { Chat } from '@webchat/client'
import { useEffect, useRef } from 'react'
import type { Identity } from './useIdentity'

/** Only what changes here is told, so that two tabs don't take the name from each other in turn. */
export function useFollowedName(
  chat: Pick<Chat, 'getState' | 'subscribe'>,
  identity: Identity,
  onName: (identity: Identity) => void,
): void {
  const last = useRef(chat.getState().me.name)
  useEffect(
    () =>
      chat.subscribe(() => {
        const { name } = chat.getState().me
        if (name === last.current) return
        last.current = name
        onName({ ...identity, name })
      }),
    [chat, identity, onName],
  )
}
