/**
 * @webchat/client: a chat for any JavaScript program. It keeps the connection, sends what is typed until it is stored,
 * puts what arrives in order, fills holes, and goes on by REST while the socket is down. Its state is plain snapshots
 * to subscribe to.
 *
 * It must not know: React or any other view, the page's document, or how anything is shown. It has no dependency.
 */

// What is done with groups and channels; how, is in @webchat/client/members.
export type { LiveList, MakeMembers, MemberList, Members, NewConversation } from './belonging'
// A whole messenger: conversations, timelines, presence (protocol 2).
export { type Chat, createChat } from './chat'
// The classic contract: one socket and its REST fallback, what useWebSocket is made of.
export { ClassicChat } from './classic'
export type { ClassicMessage } from './classic-inbox'
// What both take from outside, and what they say when something can't be done.
export type { EnvironmentOptions, Timers } from './environment'
export { ChatError, type ErrorDetails } from './error'
export { directConversation, mintMessageId, peerOf } from './ids'
// What a storage is for a chat; a browser's is in @webchat/client/storage.
export type { ChatStorage } from './kept'
// What a user interface sees, and the words of the wire.
export type * from './model'
export type { ChatOptions, ClassicCallbacks, ClassicOptions } from './options'
export type { ChangeCommand } from './pending-changes'
export type * from './protocol.gen'
