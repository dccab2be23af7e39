// Generated from crates/webchat-protocol by `make types`. Do not edit: change the Rust types instead.

export type UserId = string
export type MessageId = string
export type ConversationId = string
export type Emoji = string
export type Seq = number
export type Timestamp = string

/**
 * What was said, as the store holds it and as every client sees it.
 *
 * The first five fields are the classic contract. A message is placed by `seq`; `changeSeq` is there when it
 * was changed later (edited, reacted to, deleted) and is the `seq` that the change took in the same conversation.
 */
export type Message = { 
/**
 * The sender's id for it: unique together with `senderId`.
 */
id: MessageId, 
/**
 * What was said; empty once the message is deleted.
 */
text: string, 
/**
 * Who said it.
 */
senderId: UserId, 
/**
 * Whom it was said to; `null` in a channel.
 */
receiverId: UserId | null, 
/**
 * When the server stored it.
 */
createdAt: Timestamp, 
/**
 * Where it lives.
 */
conversationId: ConversationId, 
/**
 * Its place in the conversation.
 */
seq: Seq, 
/**
 * The `seq` of its latest change; absent while it is as it was sent.
 */
changeSeq?: Seq, 
/**
 * When its text was last edited; absent while it is as it was sent.
 */
editedAt?: Timestamp, 
/**
 * The reactions to it, in the order in which the emoji first came; absent when there are none.
 */
reactions?: Array<Reaction>, 
/**
 * When it was deleted; what remains is a tombstone with an empty text and no reactions.
 */
deletedAt?: Timestamp, };

/**
 * One emoji under a message and who put it there.
 */
export type Reaction = { 
/**
 * The emoji.
 */
emoji: Emoji, 
/**
 * Who reacted with it, in the order in which they did; nobody twice.
 */
userIds: Array<UserId>, };

/**
 * One thing that a client asks for, told apart by `type`.
 *
 * The first four are the classic contract; the rest belongs to protocol 2. Bytes become a `Command` in
 * [`decode_request`](crate::decode_request) only.
 */
export type Command = { "type": "register" } & Register | { "type": "message" } & SendMessage | { "type": "typing" } & SetTyping | { "type": "ping" } | { "type": "changes" } & AskChanges | { "type": "edit" } & EditMessage | { "type": "react" } & SetReaction | { "type": "delete" } & DeleteMessage | { "type": "read" } & ReadUpTo | { "type": "presence" } & SetPresence | { "type": "profile" } & SetProfile;

/**
 * Binds the connection to a user.
 */
export type Register = { 
/**
 * Who is there.
 */
userId: UserId, 
/**
 * 2 asks for the full contract; left out, the connection gets the classic events and nothing else.
 */
protocol?: number, 
/**
 * The name to show for the user, 1–64 characters (protocol 2).
 */
name?: string, 
/**
 * How far the client has followed its conversations: what it missed of each comes at once (protocol 2).
 */
cursors?: Cursors, };

/**
 * How far a client has followed its conversations, in one history.
 */
export type Cursors = { 
/**
 * The `epoch` that the places are of.
 */
epoch: string, 
/**
 * For each conversation the `seq` up to which everything was applied.
 */
after: { [conversationId: string]: Seq }, };

/**
 * A message to be stored and delivered. It goes to `conversationId` if that is given (protocol 2), else to the
 * direct conversation with `receiverId`, else to `general`.
 */
export type SendMessage = { 
/**
 * 1–10,000 characters.
 */
text: string, 
/**
 * May be left out once the connection is registered; if given, it must be the registered user.
 */
senderId?: UserId, 
/**
 * Whom it is for; left out, `null` or empty it is for everybody.
 */
receiverId?: string | null, 
/**
 * The conversation it is for (protocol 2).
 */
conversationId?: ConversationId, 
/**
 * The sender's id for it; sending again with the same one stores nothing new. The server makes one if it
 * is left out. (`createdAt` may be sent too, as classic clients do; the server's clock decides.)
 */
id?: MessageId, };

/**
 * Starts, renews or ends the user's typing; it ends by itself 2 s after the last `true`.
 */
export type SetTyping = { 
/**
 * Whether the user is typing now.
 */
isTyping: boolean, 
/**
 * Where (protocol 2); left out it is `general`.
 */
conversationId?: ConversationId, };

/**
 * Asks for what changed in a conversation after a place; answered by the event `changes`.
 */
export type AskChanges = { 
/**
 * The conversation.
 */
conversationId: ConversationId, 
/**
 * The `seq` up to which the client has applied everything.
 */
after: Seq, };

/**
 * Gives the message at a place another text; only its sender may. The same text again changes nothing.
 */
export type EditMessage = { 
/**
 * The conversation it is in.
 */
conversationId: ConversationId, 
/**
 * Its place there.
 */
seq: Seq, 
/**
 * 1–10,000 characters.
 */
text: string, };

/**
 * Puts the user's reaction under the message at a place, or takes it away. Doing it again changes nothing.
 */
export type SetReaction = { 
/**
 * The conversation it is in.
 */
conversationId: ConversationId, 
/**
 * Its place there.
 */
seq: Seq, 
/**
 * With what.
 */
emoji: Emoji, 
/**
 * Whether it is to be there.
 */
on: boolean, };

/**
 * Deletes the message at a place; only its sender may. Deleting it again changes nothing.
 */
export type DeleteMessage = { 
/**
 * The conversation it is in.
 */
conversationId: ConversationId, 
/**
 * Its place there.
 */
seq: Seq, };

/**
 * Moves the user's read position forward; a smaller one than the present changes nothing.
 */
export type ReadUpTo = { 
/**
 * The conversation that was read.
 */
conversationId: ConversationId, 
/**
 * The last `seq` that was seen.
 */
seq: Seq, };

/**
 * Whether the person is at this device.
 */
export type SetPresence = { 
/**
 * `online` or `away`. A user is away when every one of their connections is.
 */
status: Status, };

/**
 * Changes what others see of the user.
 */
export type SetProfile = { 
/**
 * The name to show, 1–64 characters.
 */
name: string, };

/**
 * How reachable a user is.
 */
export type Status = "online" | "away" | "offline";

/**
 * One thing pushed to clients, told apart by `type`. The first eight are the classic contract; the rest is
 * sent to connections that registered with protocol 2.
 */
export type Event = { "type": "connection-established", 
/**
 * A greeting.
 */
message: string, 
/**
 * The server's clock.
 */
timestamp: Timestamp, } | { "type": "registration-confirmed", 
/**
 * Who the connection is now.
 */
userId: UserId, 
/**
 * Everybody who is connected, this user included, in alphabetical order.
 */
connectedUsers: Array<UserId>, 
/**
 * The contract that the connection gets; absent for the classic one.
 */
protocol?: number, 
/**
 * Names this database's history (protocol 2). With another epoch than before, what a client knows is
 * of another history: it starts afresh.
 */
epoch?: string, } | { "type": "message", 
/**
 * The message as stored.
 */
data: Message, } | { "type": "typing-update", 
/**
 * Who is typing now: anywhere for a classic client, in `conversationId` for protocol 2.
 */
typingUsers: Array<UserId>, 
/**
 * The server's clock in milliseconds since the epoch.
 */
timestamp: number, 
/**
 * Where (protocol 2).
 */
conversationId?: ConversationId, } | { "type": "user-joined", 
/**
 * Who.
 */
userId: UserId, 
/**
 * When.
 */
timestamp: Timestamp, } | { "type": "user-left", 
/**
 * Who.
 */
userId: UserId, 
/**
 * When.
 */
timestamp: Timestamp, } | { "type": "pong" } | { "type": "error", 
/**
 * What was wrong, in a sentence.
 */
message: string, 
/**
 * The same for programs.
 */
code: ErrorCode, 
/**
 * The `id` of the command that is refused, if it had one; for `message` that is the message's own.
 */
id?: MessageId, 
/**
 * When trying again makes sense, in milliseconds from now.
 */
retryAfterMs?: number, } | { "type": "message-changed", 
/**
 * The message as it is now.
 */
data: Message, } | { "type": "changes", 
/**
 * Where.
 */
conversationId: ConversationId, 
/**
 * The place that it begins at: what comes is everything after it. Whoever has not followed as far as this is
 * missing what lies before.
 */
after: Seq, 
/**
 * See [`Changes::reset`](crate::Changes::reset).
 */
reset: boolean, 
/**
 * The messages that were sent or changed since, in their present state, by their latest change.
 */
messages: Array<Message>, 
/**
 * Following up to here once `messages` are applied.
 */
seq: Seq, 
/**
 * The conversation's head; ask again while `seq` is smaller.
 */
head: Seq, 
/**
 * The `id` of the command that asked.
 */
id?: MessageId, } | { "type": "done", 
/**
 * The command's `id`.
 */
id: MessageId, } | { "type": "presence", 
/**
 * The people as they are now, each once.
 */
people: Array<Person>, } | { "type": "read", 
/**
 * Where.
 */
conversationId: ConversationId, 
/**
 * Up to where.
 */
seq: Seq, 
/**
 * How many messages of others stand behind it; 100 means "more than 99".
 */
unread: number, };

/**
 * Why a command was refused, for programs. The sentence beside it is for people and may change.
 */
export type ErrorCode = "bad-json" | "unknown-type" | "bad-field" | "empty-text" | "too-long" | "not-registered" | "forbidden" | "not-found" | "rate-limited" | "too-many-connections" | "too-many-reactions" | "binary-frame" | "storage-unavailable";

/**
 * A user as others see them.
 */
export type Person = { 
/**
 * The user.
 */
userId: UserId, 
/**
 * The name to show; the user id if they never chose one.
 */
name: string, 
/**
 * How reachable they are now.
 */
status: Status, 
/**
 * When their last connection went; `null` while they are connected or if they never were.
 */
lastSeenAt: Timestamp | null, };

/**
 * `GET /api/v1/users`: the people this server knows, those seen last first.
 */
export type PersonList = { 
/**
 * At most as many as the limit says.
 */
people: Array<Person>, };

/**
 * What kind of conversation it is.
 */
export type ConversationKind = "direct" | "channel";

/**
 * A conversation as one of its members sees it in their list.
 */
export type ConversationSummary = { 
/**
 * Which one.
 */
conversationId: ConversationId, 
/**
 * Direct or channel.
 */
kind: ConversationKind, 
/**
 * The other one of a direct conversation; `null` for a channel.
 */
peer: Person | null, 
/**
 * The `seq` of the latest change in it; 0 when nothing happened yet.
 */
head: Seq, 
/**
 * How far this user has read.
 */
readSeq: Seq, 
/**
 * How many messages of others stand behind `readSeq`; 100 means "more than 99".
 */
unread: number, 
/**
 * The newest message that is not deleted.
 */
lastMessage: Message | null, };

/**
 * `GET /api/v1/conversations`: a user's conversations, the most recent first, `general` always among them.
 */
export type ConversationList = { 
/**
 * Names this database's history; see `registration-confirmed`.
 */
epoch: string, 
/**
 * The conversations.
 */
conversations: Array<ConversationSummary>, };

/**
 * `GET /api/v1/conversations/{id}/messages`: a page of history, oldest first, tombstones included.
 */
export type MessagePage = { 
/**
 * The messages, by `seq`.
 */
messages: Array<Message>, 
/**
 * Whether there are older ones.
 */
hasMore: boolean, 
/**
 * The conversation's head when the page was read: a client that has applied the newest page has followed
 * the conversation up to here.
 */
head: Seq, };

/**
 * `GET /api/v1/conversations/{id}/changes?after=`: what a client that followed up to `after` has missed.
 */
export type Changes = { 
/**
 * The place that it begins at: the one that was asked for, also when it is not of this history.
 */
after: Seq, 
/**
 * When true the delta would be too long or `after` is not of this history: drop what is known of the
 * conversation and read its newest page.
 */
reset: boolean, 
/**
 * The messages that were sent or changed after `after`, in their present state, by their latest change.
 */
messages: Array<Message>, 
/**
 * Following up to here once `messages` are applied.
 */
seq: Seq, 
/**
 * The conversation's head; ask again while `seq` is smaller.
 */
head: Seq, };

/**
 * `GET /api/v1/poll`: what happened since the cursors that were given.
 */
export type EventBatch = { 
/**
 * Names this database's history; see `registration-confirmed`.
 */
epoch: string, 
/**
 * For each conversation of the user how far its client has followed it once it has applied `events`. With `epoch`
 * these are the cursors for the next poll.
 */
after: { [conversationId: string]: Seq }, 
/**
 * The events, in order; none when nothing happened while the poll waited.
 */
events: Array<Event>, };

/**
 * One entry of the classic `GET /api/conversations`, keyed by the other user's id.
 */
export type ClassicConversation = { 
/**
 * The other user.
 */
userId: UserId, 
/**
 * The newest 50, oldest first.
 */
messages: Array<Message>, };

/**
 * The answer of the classic `/api/typing`.
 */
export type TypingUsers = { 
/**
 * Who is typing now.
 */
typingUsers: Array<UserId>, };
