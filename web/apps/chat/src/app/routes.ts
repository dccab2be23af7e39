/** The addresses of the messenger: the list, one for each conversation and its details, and the directory of channels. */
import type { ConversationId } from '@webchat/client'
import { usePathname } from 'wouter/use-browser-location'

export const LIST = '/'
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

/** Whether the address names the details of a conversation. */
export function useDetailsNamed(): boolean {
  return /^\/c\/[^/]+\/details$/.test(usePathname())
}

export function useDirectoryNamed(): boolean {
  return usePathname() === DIRECTORY
}
