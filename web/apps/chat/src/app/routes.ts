/**
 * The addresses of the messenger: the list, one for each conversation and its details, the directory of channels, and
 * what is beside them.
 */
import type { ConversationId } from '@webchat/client'
import { usePathname } from 'wouter/use-browser-location'

export const LIST = '/'
export const SIGN_UP = '/sign-up'
export const ACCOUNT = '/account'
export const ADMINISTRATION = '/admin'
export const INVITATIONS = '/admin/invitations'
export const DIRECTORY = '/channels'

export function conversationPath(conversationId: ConversationId): string {
  return `/c/${encodeURIComponent(conversationId)}`
}

/** Where there is no room for the details beside the conversation. */
export function detailsPath(conversationId: ConversationId): string {
  return `${conversationPath(conversationId)}/details`
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
  const [, part] = /^\/c\/([^/]+)\/?(?:details)?$/.exec(usePathname()) ?? []
  return part === undefined ? null : decoded(part)
}

/** Which part of it the address is in. */
export function usePart(): 'messenger' | 'account' | 'administration' | 'sign-up' {
  const [, first] = usePathname().split('/', 2)
  if (first === 'account') return 'account'
  if (first === 'admin') return 'administration'
  return first === 'sign-up' ? 'sign-up' : 'messenger'
}

/** Whether the address names the details of a conversation. */
export function useDetailsNamed(): boolean {
  return /^\/c\/[^/]+\/details$/.test(usePathname())
}

export function useDirectoryNamed(): boolean {
  return usePathname() === DIRECTORY
}
