/** Unread messages in the page's title and icon, for those who are looking at another tab. */
import type { ConversationSummary } from '@webchat/client'
import { useEffect } from 'react'
import { shortCount } from '../words'

export function pageTitle(unread: number): string {
  return unread > 0 ? `(${shortCount(unread)}) Webchat` : 'Webchat'
}

export function usePageMarks(conversations: readonly ConversationSummary[]): void {
  const unread = conversations.reduce((sum, conversation) => sum + conversation.unread, 0)
  useEffect(() => {
    document.title = pageTitle(unread)
  }, [unread])
  const some = unread > 0
  useEffect(() => {
    const icon = document.querySelector<HTMLLinkElement>('link[rel=icon]')
    if (icon) icon.href = some ? '/favicon-unread.svg' : '/favicon.svg'
  }, [some])
}
