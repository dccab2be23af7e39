/** What was written and not sent, for each conversation. */
import type { ConversationId } from '@webchat/client'
import { keep, readKept } from '../../browser'

const key = (conversationId: ConversationId) => `draft.${conversationId}`

export function readDraft(conversationId: ConversationId): string {
  return readKept(key(conversationId)) ?? ''
}

export function keepDraft(conversationId: ConversationId, text: string): void {
  keep(key(conversationId), text === '' ? null : text)
}
