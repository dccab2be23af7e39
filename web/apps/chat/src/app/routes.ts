/** The addresses of the messenger: the list, one for each conversation, and what is beside them. */
import type { ConversationId } from '@webchat/client'
import { usePathname } from 'wouter/use-browser-location'

export const LIST = '/'
export const SIGN_UP = '/sign-up'
export const ACCOUNT = '/account'
export const ADMINISTRATION = '/admin'
export const INVITATIONS = '/admin/invitations'

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

/** Which part of it the address is in. */
export function usePart(): 'messenger' | 'account' | 'administration' | 'sign-up' {
  const [, first] = usePathname().split('/', 2)
  if (first === 'account') return 'account'
  if (first === 'admin') return 'administration'
  return first === 'sign-up' ? 'sign-up' : 'messenger'
}
