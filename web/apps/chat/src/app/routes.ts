/** The addresses of the messenger: the list, and one for each conversation. */
import type { ConversationId } from '@webchat/client'
import { usePathname } from 'wouter/use-browser-location'

export const LIST = '/'

export function conversationPath(conversationId: ConversationId): string {
  return `/c/${encodeURIComponent(conversationId)}`
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part)
  } catch {
    return part
  }
}

/** The conversation that the address names, whether or not it exists. */
export function useOpenConversation(): ConversationId | null {
  const [, part] = /^\/c\/([^/]+)\/?$/.exec(usePathname()) ?? []
  return part === undefined ? null : decoded(part)
}
