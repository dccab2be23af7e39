/** What the composer's button does with what is written. */
import type { Edit } from './drafts'
import { messageText } from './length'

/** `rescue`: what is being edited was deleted meanwhile; the words can be sent as a new message. */
export type Purpose = 'send' | 'save' | 'delete' | 'rescue'

export function purposeOf(edit: Edit | null, gone: boolean): Purpose {
  if (!edit) return 'send'
  if (gone) return 'rescue'
  return messageText(edit.text).trim() === '' ? 'delete' : 'save'
}

/** Whether saving would make a difference. */
export function isChanged({ original, text }: Edit): boolean {
  return messageText(text) !== messageText(original)
}
