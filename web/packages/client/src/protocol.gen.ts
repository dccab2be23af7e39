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
 * What was said; empty once the message is deleted, and in a notice.
 */
text: string, 
/**
 * Who said it.
 */
senderId: UserId, 
/**
 * Whom it was said to; `null` in a group or a channel.
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
deletedAt?: Timestamp, 
/**
 * What changed about the conversation, on the word of `senderId`; absent in what somebody said. A notice can't be
 * edited, deleted or reacted to, and does not count as unread (protocol 2).
 */
notice?: Notice, };

/**
 * What changed about a conversation, told apart by `what`. It stands in a message whose sender did it and which has its
 * place in the conversation's order like any other.
 */
export type Notice = { "what": "created", 
/**
 * Those it was made with, beside the sender.
 */
userIds: Array<UserId>, } | { "what": "renamed", 
/**
 * The new one; empty for a group that has none any more.
 */
name: string, } | { "what": "described", 
/**
 * The new one; empty when it has none any more.
 */
description: string, } | { "what": "posting", 
/**
 * Who.
 */
posting: Posting, } | { "what": "visibility", 
/**
 * Who.
 */
visibility: Visibility, } | { "what": "added", 
/**
 * Whom.
 */
userIds: Array<UserId>, } | { "what": "joined" } | { "what": "left" } | { "what": "removed", 
/**
 * Whom.
 */
userIds: Array<UserId>, } | { "what": "role", 
/**
 * Whom.
 */
userId: UserId, 
/**
 * The new one.
 */
role: Role, } | { "what": "archived" } | { "what": "unarchived" };

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
export type Command = { "type": "register" } & Register | { "type": "message" } & SendMessage | { "type": "typing" } & SetTyping | { "type": "ping" } | { "type": "changes" } & AskChanges | { "type": "edit" } & EditMessage | { "type": "react" } & SetReaction | { "type": "delete" } & DeleteMessage | { "type": "read" } & ReadUpTo | { "type": "presence" } & SetPresence | { "type": "profile" } & SetProfile | { "type": "create-conversation" } & CreateConversation | { "type": "change-conversation" } & ChangeConversation | { "type": "add-members" } & AddMembers | { "type": "remove-member" } & RemoveMember | { "type": "set-role" } & SetRole | { "type": "join" } & JoinConversation | { "type": "leave" } & LeaveConversation | { "type": "block" } & BlockUser | { "type": "report" } & ReportMessage;

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
 * `online`, `away` or `do-not-disturb`. A user is away when every one of their connections is, and is not to be
 * disturbed when any of them says so.
 */
status: Status, };

/**
 * Changes what others see of the user. What is left out stays as it is.
 */
export type SetProfile = { 
/**
 * The name to show, 1–64 characters on one line.
 */
name?: string, 
/**
 * What they have to say of themselves now, at most 100 characters on one line; empty takes it away.
 */
statusText?: string, 
/**
 * The same as one emoji; empty takes it away.
 */
statusEmoji?: string, 
/**
 * The name of their time zone (IANA), such as `Europe/Berlin`; empty takes it away.
 */
timeZone?: string, 
/**
 * At most 32 characters on one line; empty takes them away.
 */
pronouns?: string, 
/**
 * Whether others see when they were last here; they do, unless this was set to `false`.
 */
showLastSeen?: boolean, };

/**
 * Makes a group or a channel, with whoever asks as its owner. The command needs an `id`: together with the user it names the
 * conversation for ever, so that asking again makes no second one.
 */
export type CreateConversation = { 
/**
 * `group` or `channel`; a direct conversation is there by itself.
 */
kind: ConversationKind, 
/**
 * 1–64 characters on one line. A channel needs one; a group may have none.
 */
name?: string, 
/**
 * At most 300 characters.
 */
description?: string, 
/**
 * Of a channel; left out it is `private`. A group has none.
 */
visibility?: Visibility, 
/**
 * Of a channel; left out it is `everyone`. A group has none.
 */
posting?: Posting, 
/**
 * Who is in it from the start, beside whoever asks: at most 100.
 */
userIds?: Array<UserId>, };

/**
 * Changes what is said of a conversation. What is left out stays as it is; each thing that changes is told by a notice.
 */
export type ChangeConversation = { 
/**
 * Which one.
 */
conversationId: ConversationId, 
/**
 * 1–64 characters on one line; empty takes a group's name away.
 */
name?: string, 
/**
 * At most 300 characters; empty takes it away.
 */
description?: string, 
/**
 * Of a channel.
 */
visibility?: Visibility, 
/**
 * Of a channel.
 */
posting?: Posting, 
/**
 * Whether nobody may say anything there any more.
 */
archived?: boolean, };

/**
 * Adds people to a group or channel. Those who are in it already change nothing.
 */
export type AddMembers = { 
/**
 * Which one.
 */
conversationId: ConversationId, 
/**
 * Whom: 1–100.
 */
userIds: Array<UserId>, };

/**
 * Takes somebody out of a group or channel. Who is not in it changes nothing.
 */
export type RemoveMember = { 
/**
 * Which one.
 */
conversationId: ConversationId, 
/**
 * Whom.
 */
userId: UserId, };

/**
 * Gives a member another role; only an owner may.
 */
export type SetRole = { 
/**
 * In which conversation.
 */
conversationId: ConversationId, 
/**
 * Whom.
 */
userId: UserId, 
/**
 * What they may do from now on.
 */
role: Role, };

/**
 * Comes into a public channel. Who is in it already changes nothing.
 */
export type JoinConversation = { 
/**
 * Which one.
 */
conversationId: ConversationId, };

/**
 * Goes from a group or channel. Its last owner names another one before.
 */
export type LeaveConversation = { 
/**
 * Which one.
 */
conversationId: ConversationId, };

/**
 * Blocks a user, or ends that: while it lasts neither writes to the other directly, nor sees whether the other is here.
 */
export type BlockUser = { 
/**
 * Whom.
 */
userId: UserId, 
/**
 * Whether they are to be blocked.
 */
on: boolean, };

/**
 * Tells those who administer the server of a message. Nobody else learns of it.
 */
export type ReportMessage = { 
/**
 * The conversation it is in.
 */
conversationId: ConversationId, 
/**
 * Its place there.
 */
seq: Seq, 
/**
 * What is wrong with it: 1–500 characters.
 */
reason: string, };

/**
 * How reachable a user is.
 */
export type Status = "online" | "away" | "do-not-disturb" | "offline";

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
unread: number, } | { "type": "conversation", 
/**
 * The conversation, as it stands in the user's list.
 */
data: ConversationSummary, 
/**
 * The `id` of the command that asked.
 */
id?: MessageId, } | { "type": "conversation-gone", 
/**
 * Which one.
 */
conversationId: ConversationId, };

/**
 * Why a command was refused, for programs. The sentence beside it is for people and may change.
 */
export type ErrorCode = "bad-json" | "unknown-type" | "bad-field" | "empty-text" | "too-long" | "not-registered" | "forbidden" | "not-found" | "rate-limited" | "too-many-connections" | "too-many-reactions" | "too-many-members" | "too-many-conversations" | "binary-frame" | "storage-unavailable";

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
 * When their last connection went; `null` while they are connected, if they never were, or if they don't show it.
 */
lastSeenAt: Timestamp | null, 
/**
 * The path or address of their picture.
 */
avatar?: string, 
/**
 * What they have to say now.
 */
statusText?: string, 
/**
 * The same as one emoji.
 */
statusEmoji?: Emoji, 
/**
 * The name of their time zone (IANA).
 */
timeZone?: string, 
/**
 * How they want to be spoken of.
 */
pronouns?: string, };

/**
 * What a user says of themselves beside their name. What they never said is absent.
 */
export type About = { 
/**
 * The path or address of their picture.
 */
avatar?: string, 
/**
 * What they have to say now.
 */
statusText?: string, 
/**
 * The same as one emoji.
 */
statusEmoji?: Emoji, 
/**
 * The name of their time zone (IANA).
 */
timeZone?: string, 
/**
 * How they want to be spoken of.
 */
pronouns?: string, };

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
export type ConversationKind = "direct" | "group" | "channel";

/**
 * Who may find a channel and join it.
 */
export type Visibility = "public" | "private";

/**
 * Who may say something in a channel.
 */
export type Posting = "everyone" | "admins";

/**
 * What a member may do in a group or channel. Each may do what the one before may.
 */
export type Role = "member" | "admin" | "owner";

/**
 * A conversation as one of its members sees it in their list.
 */
export type ConversationSummary = { 
/**
 * Which one.
 */
conversationId: ConversationId, 
/**
 * Direct, group or channel.
 */
kind: ConversationKind, 
/**
 * The other one of a direct conversation; `null` for a group or channel.
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
 * How many messages of others stand behind `readSeq`, notices left out; 100 means "more than 99".
 */
unread: number, 
/**
 * The newest message that is not deleted; it may be a notice.
 */
lastMessage: Message | null, 
/**
 * Its name; absent in a direct conversation and in a group that has none.
 */
name?: string, 
/**
 * What it is for, if somebody said so.
 */
description?: string, 
/**
 * Who may find it; absent in a direct conversation and in a group.
 */
visibility?: Visibility, 
/**
 * Who may say something; absent in a direct conversation.
 */
posting?: Posting, 
/**
 * What this user may do in it; absent in a direct conversation.
 */
role?: Role, 
/**
 * How many members it has; absent in a direct conversation and in `general`, which has everybody.
 */
memberCount?: number, 
/**
 * Since when nobody says anything there; absent while they may.
 */
archivedAt?: Timestamp, };

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
 * Somebody who is in a conversation.
 */
export type Member = { 
/**
 * Who.
 */
userId: UserId, 
/**
 * What they may do in it.
 */
role: Role, 
/**
 * Since when they are in it; `null` in a direct conversation, where both always were.
 */
joinedAt: Timestamp | null, };

/**
 * `GET /api/v1/conversations/{id}`: a conversation and who is in it.
 */
export type ConversationDetails = { 
/**
 * Its members by their ids; none in `general`, which has everybody.
 */
members: Array<Member>, 
/**
 * Which one.
 */
conversationId: ConversationId, 
/**
 * Direct, group or channel.
 */
kind: ConversationKind, 
/**
 * The other one of a direct conversation; `null` for a group or channel.
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
 * How many messages of others stand behind `readSeq`, notices left out; 100 means "more than 99".
 */
unread: number, 
/**
 * The newest message that is not deleted; it may be a notice.
 */
lastMessage: Message | null, 
/**
 * Its name; absent in a direct conversation and in a group that has none.
 */
name?: string, 
/**
 * What it is for, if somebody said so.
 */
description?: string, 
/**
 * Who may find it; absent in a direct conversation and in a group.
 */
visibility?: Visibility, 
/**
 * Who may say something; absent in a direct conversation.
 */
posting?: Posting, 
/**
 * What this user may do in it; absent in a direct conversation.
 */
role?: Role, 
/**
 * How many members it has; absent in a direct conversation and in `general`, which has everybody.
 */
memberCount?: number, 
/**
 * Since when nobody says anything there; absent while they may.
 */
archivedAt?: Timestamp, };

/**
 * A public channel as the directory shows it, also to those who are not in it.
 */
export type Channel = { 
/**
 * Which one.
 */
conversationId: ConversationId, 
/**
 * Its name.
 */
name: string, 
/**
 * What it is for, if somebody said so.
 */
description?: string, 
/**
 * How many members it has.
 */
memberCount: number, 
/**
 * Whether this user is one of them.
 */
joined: boolean, };

/**
 * `GET /api/v1/channels`: the public channels that are not archived, by name.
 */
export type ChannelList = { 
/**
 * At most as many as the limit says; those that hold the `query` in name or description, if there was one.
 */
channels: Array<Channel>, };

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

/**
 * `GET /api/v1/blocks`: whom this user has blocked.
 */
export type UserIdList = { 
/**
 * The users, by their ids.
 */
userIds: Array<UserId>, };
