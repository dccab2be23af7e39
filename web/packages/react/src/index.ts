/** @webchat/react: a chat for React. */

// What the hooks speak of.
export type {
  ChatActions,
  ChatState,
  ClassicMessage,
  ConnectionState,
  ConversationId,
  ConversationSummary,
  Delivery,
  Message,
  MessageId,
  Person,
  Removal,
  Seq,
  Timeline,
  TimelineItem,
  TimelineState,
  UserId,
} from '@webchat/client'
// A whole messenger.
export { ChatProvider, type ChatProviderProps, useChat } from './ChatProvider'
export { useChatState, useTimeline, useTyping } from './useChatState'
// The classic hook.
export {
  useWebSocket,
  type WebSocketActions,
  type WebSocketCallbacks,
  type WebSocketOptions,
} from './useWebSocket'
