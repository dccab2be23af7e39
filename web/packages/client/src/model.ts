/**
 * What a user interface sees of a chat: plain, immutable snapshots. A new object is made only for what changed,
 * so `===` tells whether there is something to draw.
 */
import type { Members } from './belonging'
import type { ChangeCommand } from './pending-changes'
import type {
  ConversationId,
  ConversationSummary,
  Message,
  MessageId,
  Notice,
  Person,
  Reaction,
  Seq,
  Status,
  Timestamp,
  UserId,
} from './protocol.gen'

/** How the chat is connected. While the socket is down, sending and receiving go on by requests if that works. */
export interface ConnectionState {
  /**
   * `connecting`: the first attempt, or an attempt after waiting; `connected`: events arrive as they happen;
   * `waiting`: down, the next attempt is at `retryAt`; `stopped`: not started, closed, or given up; `signed-out`: the
   * server does not take, any more, what shows who this is. Nothing is asked or sent until `reconnect`; what waits stays.
   */
  readonly socket: 'connecting' | 'connected' | 'waiting' | 'stopped' | 'signed-out'
  /** When the next attempt is made, in milliseconds since the epoch; null unless `waiting`. */
  readonly retryAt: number | null
  /** The fallback: `idle` while connected; else whether the last REST request went through. */
  readonly rest: 'idle' | 'working' | 'failing'
  /**
   * What brings events as they happen: the socket, or requests that wait for them at the server, where no socket gets
   * through; null while neither does. Without it, what is new is looked for every few seconds.
   */
  readonly transport?: 'socket' | 'poll' | null
}

/** A message of one's own on its way, or one that the server has stored. */
export type Delivery =
  | { readonly state: 'sent' }
  | { readonly state: 'pending' }
  /** The server refused it (`reason` is its sentence); it stays until it is retried or discarded. */
  | { readonly state: 'failed'; readonly reason: string }

/** A change of one's own to a stored message that the server has not made yet, or has refused. */
export interface Change {
  /** What `retry` and `discard` take. */
  readonly id: MessageId
  /** What was asked for: `edit` (with the `text`), `react` or `delete`. */
  readonly command: ChangeCommand
  /**
   * `pending`: the message is shown as it is going to be. `failed`: it is shown without the change, and `reason` says
   * why; that stays until the change is retried or discarded, or the message is changed again.
   */
  readonly delivery: Delivery
}

/** One message as it is shown. Its `key` stays the same from pending to sent. */
export interface TimelineItem {
  readonly key: string
  readonly id: MessageId
  readonly senderId: UserId
  readonly text: string
  /** ISO 8601; the client's clock while pending, the server's once sent. */
  readonly createdAt: string
  /** Its place in the conversation; null until it is stored. */
  readonly seq: Seq | null
  readonly deleted: boolean
  readonly delivery: Delivery
  /** When its text was last edited; absent while it is as it was sent. */
  readonly editedAt?: Timestamp
  /** Who reacted with what; absent when nobody did. One's own are those whose `userIds` include one's id. */
  readonly reactions?: readonly Reaction[]
  /** What changed about the conversation, on the word of the sender; absent in what somebody said. */
  readonly notice?: Notice
  /** Absent unless a change of one's own is on its way or was refused. */
  readonly change?: Change
}

/** One conversation's messages: the stored ones by `seq`, then one's own that are on their way. */
export interface TimelineState {
  readonly conversationId: ConversationId
  /** `loading` until the first page is there; `failed` if it could not be read (then `loadLatest` tries again). */
  readonly status: 'loading' | 'ready' | 'failed'
  readonly items: readonly TimelineItem[]
  /** Whether there are older messages on the server. */
  readonly hasOlder: boolean
  readonly loadingOlder: boolean
}

/** Everything but the messages: who there is, what conversations, how connected. */
export interface ChatState {
  /**
   * `loading` until the lists have been read once; `kept`: all that is shown is as it was kept on an earlier visit;
   * `failed` if there is nothing to show, for neither socket nor REST ever worked.
   */
  readonly status: 'loading' | 'kept' | 'ready' | 'failed'
  readonly me: Person
  readonly connection: ConnectionState
  /** The most recent first; `general` is always among them once `ready`. */
  readonly conversations: readonly ConversationSummary[]
  /** Everybody known but oneself, those online first, then by name. */
  readonly people: readonly Person[]
  /** How many of one's own messages wait to be stored, in all conversations. Changes of stored ones don't count. */
  readonly waiting: number
  /** `kept`: what waits outlives this page. Else it does not: nobody has given a storage, or (`memory`) it has no place. */
  readonly storage?: 'kept' | 'memory'
}

/** A value that changes over time; the shape that `useSyncExternalStore` takes. */
export interface Store<State> {
  readonly getState: () => State
  readonly subscribe: (listener: () => void) => () => void
}

/** A live view of one conversation. */
export interface Timeline extends Store<TimelineState> {
  /** Reads the newest page (again). */
  readonly loadLatest: () => void
  /** Reads the page before the oldest message shown; does nothing while one is being read. */
  readonly loadOlder: () => void
}

/** A message that was removed a moment ago. */
export interface Removal {
  /** Brings the message back; says whether it could. */
  readonly undo: () => boolean
  /** Stops the countdown, so that the removal can be undone until `release`. A page that is left waits for nothing. */
  readonly hold: () => void
  /** Lets the countdown begin again, with all of its time. */
  readonly release: () => void
}

/** A chat as one user, for a whole messenger. Speaks protocol 2. */
export interface ChatActions extends Store<ChatState> {
  /** The messages of a conversation; the same object each time. Loading begins with the first subscriber. */
  timeline(conversationId: ConversationId): Timeline
  /** The ids of the others who are typing there; the same object each time. */
  typing(conversationId: ConversationId): Store<readonly UserId[]>
  /** The direct conversation with somebody; it need not exist yet. */
  directWith(userId: UserId): ConversationId
  /** Shows the message at once and sends it until the server has stored or refused it. */
  send(conversationId: ConversationId, text: string): void
  /** Sends a failed message or change again, under the same id. */
  retry(conversationId: ConversationId, id: MessageId): void
  /** Drops a failed message or change. */
  discard(conversationId: ConversationId, id: MessageId): void
  /** Gives one's own message another text: shown at once, sent until the server has stored or refused it. */
  edit(conversationId: ConversationId, seq: Seq, text: string): void
  /** Puts one's own reaction under a message, or takes it away: shown at once, and sent like an edit. */
  react(conversationId: ConversationId, seq: Seq, emoji: string, on: boolean): void
  /**
   * Hides one's own message at once and deletes it at the server after `undoMs` (5,000 unless told otherwise) or
   * when the page is left. Until then it can be undone; `onEnd` is called, once, when it can't be any more or was.
   */
  remove(conversationId: ConversationId, seq: Seq, onEnd?: () => void): Removal
  /** Says that the user is typing; call it at every key press, it is sent about once a second. */
  setTyping(conversationId: ConversationId, isTyping: boolean): void
  /** The user has seen the conversation up to here. */
  markRead(conversationId: ConversationId, seq: Seq): void
  setName(name: string): void
  /**
   * How reachable the user is at this device; `online` unless told otherwise. They are away when all of their devices say
   * so, and not to be disturbed when any of them does.
   */
  setPresence(status: Exclude<Status, 'offline'>): void
  /** Groups, channels and people, if the chat was made with `members`. */
  readonly members?: Members | undefined
  /** Tries to connect now instead of at `retryAt`. */
  reconnect(): void
  /** Calls back for each new message of somebody else, once, as it arrives (not for history). */
  onMessage(listener: (message: Message) => void): () => void
  /** Connects. Calling it again does nothing until `stop`. */
  start(): void
  /** Disconnects and stops all timers. What waits to be sent stays, and goes out after `start`. */
  stop(): void
}
