/** Deleting with a way back: what was deleted and can still be undone. */
import type { ConversationId, Seq } from '@webchat/client'
import { type Removal, useChat } from '@webchat/react'
import { useCallback, useRef, useState } from 'react'

export interface Deletion extends Removal {
  readonly key: number
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
      const key = keys.current++
      const forget = () => setPending(all => all.filter(one => one.key !== key))
      const removal = chat.remove(conversationId, seq, forget)
      setPending(all => [...all.slice(1 - SHOWN), { key, ...removal }])
    },
    [chat],
  )
  return { pending, remove }
}
