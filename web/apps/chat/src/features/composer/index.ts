/**
 * Writing a message.
 *
 * - Composer — the field and the button (GrowingField)
 * - length — what is sent, and how much fits
 * - useDraft, drafts — what was not sent yet
 */
export { Composer } from './Composer'
export { forgetDrafts } from './drafts'
