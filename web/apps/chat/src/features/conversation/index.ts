/**
 * A conversation's messages.
 *
 * - Conversation — loading, failed, empty, or the list
 * - ConversationHeader, Beginning, TypingLine — what stands around it
 * - MessageList — what is drawn of it (useList, useListScroll, useOlderMessages, useNewBelow,
 *   useActiveMessage, useUnfolded)
 * - MessageRow — one message (Bubble, MessageText, Aside, DeliveryNote, Separators)
 * - rows, text, typing — the rules, without React
 * - useUnreadLine, useReadPosition — what was read
 */
export { Beginning } from './Beginning'
export { Conversation } from './Conversation'
export { ConversationHeader } from './ConversationHeader'
export { TypingLine } from './TypingLine'
