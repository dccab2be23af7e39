/** A chat that the server does not know any more: asks who is here, and goes on if it is the same one all the same. */
import type { Chat } from '@webchat/client'
import { useEffect } from 'react'
import type { WhoIsHere } from './useWhoIsHere'

/** Should the two answers of the server not go together, it is not asked more often than this. */
const PAUSE_MS = 10_000

export function useSignedOut(
  chat: Pick<Chat, 'getState' | 'subscribe' | 'reconnect'>,
  { session, ask }: Pick<WhoIsHere, 'session' | 'ask'>,
): void {
  useEffect(() => {
    let askedAt = Number.NEGATIVE_INFINITY
    let timer: ReturnType<typeof setTimeout> | undefined
    let wasOut = false
    const look = () => {
      const isOut = chat.getState().connection.socket === 'signed-out'
      if (isOut && !wasOut) {
        const act = () => {
          askedAt = Date.now()
          ask()
        }
        clearTimeout(timer)
        timer = setTimeout(act, Math.max(0, askedAt + PAUSE_MS - Date.now()))
      }
      wasOut = isOut
    }
    const unsubscribe = chat.subscribe(look)
    return () => {
      unsubscribe()
      clearTimeout(timer)
    }
  }, [chat, ask])
  // Whoever is not here any more is not asked: then this is gone.
  useEffect(() => {
    if (session && chat.getState().connection.socket === 'signed-out') chat.reconnect()
  }, [chat, session])
}
