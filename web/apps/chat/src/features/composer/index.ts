/**
 * Writing a message, and editing one.
 *
 * - Composer — the field and the button (GrowingField, EditStrip, SubmitButton, useFieldFocus)
 * - length, purpose — what is sent, how much fits, what the button does
 * - useWriting, useDraft, useEditing, drafts — what is in the field, and what was not sent yet
 */
export { Composer } from './Composer'
export { type Edit, forgetDrafts } from './drafts'
export { type Editing, useEditing } from './useEditing'
