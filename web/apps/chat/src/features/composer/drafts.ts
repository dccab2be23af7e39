/** What was written and not sent, for each conversation. */
import type { ConversationId } from '@webchat/client'
import { forgetKept, keep, readKept } from '../../browser'

const BEGINNING = 'draft.'

const key = (conversationId: ConversationId) => BEGINNING + conversationId

export function readDraft(conversationId: ConversationId): string {
  return readKept(key(conversationId)) ?? ''
}

export function keepDraft(conversationId: ConversationId, text: string): void {
  keep(key(conversationId), text === '' ? null : text)
}

/** For one who leaves: the next one at this browser must not find them. */
export function forgetDrafts(): void {
  forgetKept(BEGINNING)
}
