/** @webchat/client: a chat for any JavaScript program. */

// A whole messenger: conversations, timelines, presence (protocol 2).
export { type Chat, createChat } from './chat'
// The classic contract: one socket and its REST fallback, what useWebSocket is made of.
export { ClassicChat } from './classic'
export type { ClassicMessage } from './classic-inbox'
// What both take from outside, and what they say when something can't be done.
export type { EnvironmentOptions, Timers } from './environment'
export { ChatError, type ErrorDetails } from './error'
export { directConversation, mintMessageId, peerOf } from './ids'
// What a user interface sees, and the words of the wire.
export type * from './model'
export type { ChatOptions, ClassicCallbacks, ClassicOptions } from './options'
export type * from './protocol.gen'
