/** Keeps the open conversation in the section it was opened from, so that it doesn't run away from the pointer. */
import type { ConversationId, ConversationSummary } from '@webchat/client'
import { useState } from 'react'
import type { Listing } from './sections'

export function useHeld(
  openId: ConversationId | null,
  conversations: readonly ConversationSummary[],
): Listing['held'] {
  const [held, setHeld] = useState<Listing['held']>(null)
  const summary = conversations.find(({ conversationId }) => conversationId === openId)
  if (openId === null || !summary) {
    if (held !== null) setHeld(null)
    return null
  }
  if (held?.conversationId === openId) return held
  const next = { conversationId: openId, wasUnread: summary.unread > 0 }
  setHeld(next)
  return next
}
