/**
 * A conversation's messages.
 *
 * - Conversation — loading, failed, empty, or the list
 * - ConversationHeader, Beginning, TypingLine — what stands around it
 * - MessageList — what is drawn of it (useList, useListScroll, useOlderMessages, useNewBelow,
 *   useActiveMessage, useUnfolded)
 * - MessageRow — one message (Bubble, MessageText, Aside, Actions, Reactions, FailureNote, Separators; useHold)
 * - News — what changes in messages, for the ear
 * - rows, text, typing, reactions, changes, news — the rules, without React
 * - useUnreadLine, useReadPosition — what was read
 */
export { Beginning } from './Beginning'
export { Conversation } from './Conversation'
export { ConversationHeader } from './ConversationHeader'
export type { RowActions } from './MessageRow'
export { TypingLine } from './TypingLine'
