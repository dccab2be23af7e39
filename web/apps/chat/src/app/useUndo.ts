/** Deleting with a way back: what was just deleted, and whether it can still be undone. */
import type { ConversationId, Seq } from '@webchat/client'
import { useChat } from '@webchat/react'
import { useCallback, useRef, useState } from 'react'

export interface Deletion {
  readonly key: number
  readonly tooLate: boolean
  readonly undo: () => void
  readonly forget: () => void
}

export interface Undo {
  readonly pending: readonly Deletion[]
  readonly remove: (conversationId: ConversationId, seq: Seq) => void
}

/** More than this at once would cover what one is looking at. */
const SHOWN = 3

export function useUndo(): Undo {
  const chat = useChat()
  const [pending, setPending] = useState<readonly Deletion[]>([])
  const keys = useRef(0)
  const remove = useCallback(
    (conversationId: ConversationId, seq: Seq) => {
      const bringBack = chat.remove(conversationId, seq)
      const key = keys.current++
      const forget = () => setPending(all => all.filter(one => one.key !== key))
      const undo = () => {
        if (bringBack()) forget()
        else setPending(all => all.map(one => (one.key === key ? { ...one, tooLate: true } : one)))
      }
      setPending(all => [...all.slice(1 - SHOWN), { key, tooLate: false, undo, forget }])
    },
    [chat],
  )
  return { pending, remove }
}
