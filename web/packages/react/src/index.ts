/**
 * @webchat/react: a chat for React. Hooks that subscribe a component to the snapshots of @webchat/client: one for the
 * classic contract, the others for a whole messenger.
 *
 * It must not know: the wire, addresses, timers of its own, or how anything is shown. What is more than handing on
 * state belongs to the client.
 */

// What the hooks speak of.
export type {
  Change,
  ChangeCommand,
  ChatActions,
  ChatState,
  ClassicMessage,
  ConnectionState,
  ConversationId,
  ConversationSummary,
  Delivery,
  Member,
  MemberList,
  Members,
  Message,
  MessageId,
  Notice,
  Person,
  Reaction,
  Removal,
  Role,
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
