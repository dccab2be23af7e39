/** When a conversation is opened anew: once it is known what there is to read in it. */
import type { ChatState } from '@webchat/client'
import { useState } from 'react'

/** What there is to open it with: nothing yet, what this browser kept, or what the server says now. */
export type Knowledge = 'loading' | 'kept' | 'known'

export function knowledgeOf(status: ChatState['status']): Knowledge {
  return status === 'loading' || status === 'kept' ? status : 'known'
}

/**
 * Another key when it has to be opened at another place: out of what was kept it is opened where it ended then, and it
 * stays there unless something has come since.
 */
export function useOpening(knowledge: Knowledge, unread: number): string {
  const [last, setLast] = useState(knowledge)
  const [key, setKey] = useState<string>(knowledge)
  if (knowledge !== last) {
    setLast(knowledge)
    if (last === 'loading' || unread > 0) setKey(knowledge)
  }
  return key
}
