/** The text being written in a conversation; it survives leaving the conversation and the page. */
import type { ConversationId } from '@webchat/client'
import { useCallback, useState } from 'react'
import { keepDraft, readDraft } from './drafts'

export function useDraft(conversationId: ConversationId): [string, (text: string) => void] {
  const [text, setText] = useState(() => readDraft(conversationId))
  const change = useCallback(
    (next: string) => {
      setText(next)
      keepDraft(conversationId, next)
    },
    [conversationId],
  )
  return [text, change]
}
