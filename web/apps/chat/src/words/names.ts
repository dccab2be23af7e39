/** How people and conversations are called. */
import type { ConversationId, ConversationSummary, Person, UserId } from '@webchat/client'

/** What the server allows. */
export const NAME_CHARACTERS = 64

/** A name as it is kept: without the space around it, single spaces within, nothing invisible. */
export function tidyName(name: string): string {
  return name
    .normalize('NFC')
    .replace(/\p{Cc}/gu, ' ')
    .replace(/\s+/gu, ' ')
    .trim()
}

export function isName(name: string): boolean {
  const length = [...tidyName(name)].length
  return length >= 1 && length <= NAME_CHARACTERS
}

/** Whether the server takes it as somebody's id. */
export function isUserId(text: string): boolean {
  return /^[A-Za-z0-9._@:-]{1,64}$/.test(text)
}

/** For comparing: without marks, case and width. */
export function folded(text: string): string {
  return text.normalize('NFKD').replace(/\p{M}/gu, '').toLocaleLowerCase()
}

/** The public channel that everybody is in. */
export const GENERAL: ConversationId = 'general'

/** The other one of a direct conversation, oneself in one's own notes; null for what isn't one of mine. */
export function peerIn(conversationId: ConversationId, me: UserId): UserId | null {
  const [one, other, ...rest] = conversationId.split('~')
  if (!one || !other || rest.length > 0) return null
  if (one === me) return other
  return other === me ? one : null
}

export function channelName(conversationId: ConversationId): string {
  return conversationId === GENERAL ? 'General' : conversationId
}

export function directName(peer: Person, me: UserId): string {
  return peer.userId === me ? 'Notes to yourself' : peer.name
}

export function conversationName(
  { conversationId, kind, name, peer, memberCount = 1 }: ConversationSummary,
  me: UserId,
): string {
  if (peer) return directName(peer, me)
  return name ?? (kind === 'group' ? `Group of ${memberCount}` : channelName(conversationId))
}
