//! What the server tells its clients.

use serde::{Deserialize, Serialize};

use crate::{
    ConversationId, ConversationSummary, ErrorCode, Message, MessageId, Person, Problem, Seq, Timestamp,
    UserId,
};

/// The contract of clients that don't ask for another: eight events.
pub const PROTOCOL_CLASSIC: u8 = 1;
/// The full contract.
pub const PROTOCOL_FULL: u8 = 2;

/// One thing pushed to clients, told apart by `type`. The first eight are the classic contract; the rest is
/// sent to connections that registered with protocol 2.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(tag = "type", rename_all = "kebab-case", rename_all_fields = "camelCase")]
pub enum Event {
    /// The first event on every connection.
    ConnectionEstablished {
        /// A greeting.
        message: String,
        /// The server's clock.
        timestamp: Timestamp,
    },
    /// Answers `register`.
    RegistrationConfirmed {
        /// Who the connection is now.
        user_id: UserId,
        /// Everybody who is connected, this user included, in alphabetical order.
        connected_users: Vec<UserId>,
        /// The contract that the connection gets; absent for the classic one.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[cfg_attr(feature = "typescript", ts(optional))]
        protocol: Option<u8>,
        /// Names this database's history (protocol 2). With another epoch than before, what a client knows is
        /// of another history: it starts afresh.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[cfg_attr(feature = "typescript", ts(optional))]
        epoch: Option<String>,
    },
    /// A message was stored. To its sender it is the acknowledgement.
    Message {
        /// The message as stored.
        data: Message,
    },
    /// The set of users who are typing changed.
    TypingUpdate {
        /// Who is typing now: anywhere for a classic client, in `conversationId` for protocol 2.
        typing_users: Vec<UserId>,
        /// The server's clock in milliseconds since the epoch.
        #[cfg_attr(feature = "typescript", ts(type = "number"))]
        timestamp: i64,
        /// Where (protocol 2).
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[cfg_attr(feature = "typescript", ts(optional))]
        conversation_id: Option<ConversationId>,
    },
    /// A user's first connection registered. Sent to everybody else.
    UserJoined {
        /// Who.
        user_id: UserId,
        /// When.
        timestamp: Timestamp,
    },
    /// A user's last connection is gone.
    UserLeft {
        /// Who.
        user_id: UserId,
        /// When.
        timestamp: Timestamp,
    },
    /// Answers `ping`.
    Pong,
    /// A command was refused. The connection stays open.
    Error {
        /// What was wrong, in a sentence.
        message: String,
        /// The same for programs.
        code: ErrorCode,
        /// The `id` of the command that is refused, if it had one; for `message` that is the message's own.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[cfg_attr(feature = "typescript", ts(optional))]
        id: Option<MessageId>,
        /// When trying again makes sense, in milliseconds from now.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[cfg_attr(feature = "typescript", ts(optional, type = "number"))]
        retry_after_ms: Option<u64>,
    },
    /// A stored message changed (protocol 2); `data.changeSeq` is the place of the change.
    MessageChanged {
        /// The message as it is now.
        data: Message,
    },
    /// What a client that followed a conversation up to some `seq` has missed (protocol 2): the answer to a cursor
    /// given on registering, and to the command `changes`.
    Changes {
        /// Where.
        conversation_id: ConversationId,
        /// The place that it begins at: what comes is everything after it. Whoever has not followed as far as this is
        /// missing what lies before.
        after: Seq,
        /// See [`Changes::reset`](crate::Changes::reset).
        reset: bool,
        /// The messages that were sent or changed since, in their present state, by their latest change.
        messages: Vec<Message>,
        /// Following up to here once `messages` are applied.
        seq: Seq,
        /// The conversation's head; ask again while `seq` is smaller.
        head: Seq,
        /// The `id` of the command that asked.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[cfg_attr(feature = "typescript", ts(optional))]
        id: Option<MessageId>,
    },
    /// A command that carried an `id` was done (protocol 2), and what it changed is on the disk. `message` is answered
    /// by its echo instead, `ping` by `pong` and `changes` by `changes`.
    Done {
        /// The command's `id`.
        id: MessageId,
    },
    /// Who came, went, moved away from the device or changed their name since the last one (protocol 2). Sent
    /// at most every 250 ms, to everybody.
    Presence {
        /// The people as they are now, each once.
        people: Vec<Person>,
    },
    /// The user's read position moved, on this or another of their devices (protocol 2).
    Read {
        /// Where.
        conversation_id: ConversationId,
        /// Up to where.
        seq: Seq,
        /// How many messages of others stand behind it; 100 means "more than 99".
        unread: u32,
    },
    /// A conversation as this user sees it now (protocol 2): they made it, were added to it or joined it, or it answers the
    /// command with the `id`. Whoever was in it before learns of changes by their notices.
    Conversation {
        /// The conversation, as it stands in the user's list.
        data: Box<ConversationSummary>,
        /// The `id` of the command that asked.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[cfg_attr(feature = "typescript", ts(optional))]
        id: Option<MessageId>,
    },
    /// The user left a conversation or was removed from it (protocol 2). Nothing of it comes any more, and what the client
    /// knows of it can be forgotten.
    ConversationGone {
        /// Which one.
        conversation_id: ConversationId,
    },
}

impl From<Problem> for Event {
    fn from(problem: Problem) -> Self {
        let Problem { code, message, id, retry_after_ms } = problem;
        Self::Error { message, code, id, retry_after_ms }
    }
}
