/**
 * The messenger, put together from its features; only here do they meet.
 *
 * - App — welcome or messenger; useIdentity, useFollowedName — who is here; lasting — what outlives the page;
 *   ErrorBoundary — when all fails
 * - Messenger — ListPane and the open conversation; routes — their addresses; useBack — from one to the other
 * - ConversationPage — header, messages, composer; place, PlaceWords — what the conversation is and what is said of it;
 *   useOpening — where it is opened
 * - useMessageActions, LaterMenu — what is done with a message; useWritten, useRescue — with the words in the composer
 * - useUndo, UndoToasts — deleting with a way back
 * - Announcer, usePageMarks — new messages for the ear and for another tab
 */
export { App } from './App'
