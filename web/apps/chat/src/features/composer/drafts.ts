/** What was written and not sent, for each conversation: a new message, and an edit that is not saved. */
import type { ConversationId, Seq } from '@webchat/client'
import { forgetKept, keep, readKept } from '../../browser'

const BEGINNING = 'draft.'

const key = (conversationId: ConversationId) => BEGINNING + conversationId
/** No id has a slash, so this is no conversation's. */
const editKey = (conversationId: ConversationId) => `${BEGINNING}edit/${conversationId}`

export function readDraft(conversationId: ConversationId): string {
  return readKept(key(conversationId)) ?? ''
}

export function keepDraft(conversationId: ConversationId, text: string): void {
  keep(key(conversationId), text === '' ? null : text)
}

/** A message that is being edited. */
export interface Edit {
  readonly seq: Seq
  /** As it was. */
  readonly original: string
  /** As it is going to be. */
  readonly text: string
}

function isEdit(value: unknown): value is Edit {
  if (typeof value !== 'object' || value === null) return false
  const { seq, original, text } = value as Partial<Edit>
  return typeof seq === 'number' && typeof original === 'string' && typeof text === 'string'
}

export function readEdit(conversationId: ConversationId): Edit | null {
  try {
    const value: unknown = JSON.parse(readKept(editKey(conversationId)) ?? 'null')
    return isEdit(value) ? value : null
  } catch {
    return null
  }
}

export function keepEdit(conversationId: ConversationId, edit: Edit | null): void {
  keep(editKey(conversationId), edit && JSON.stringify(edit))
}

/** For one who leaves: the next one at this browser must not find them. */
export function forgetDrafts(): void {
  forgetKept(BEGINNING)
}
