//! The message, the one thing that everything else is about.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::{ConversationId, Emoji, MessageId, Notice, Timestamp, UserId};

/// A conversation's own counter. The first change in a conversation has 1, and there are no holes.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(type = "number"))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(extend("maximum" = u64::MAX)))]
#[serde(transparent)]
pub struct Seq(pub u64);

impl fmt::Display for Seq {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// One emoji under a message and who put it there.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct Reaction {
    /// The emoji.
    pub emoji: Emoji,
    /// Who reacted with it, in the order in which they did; nobody twice.
    pub user_ids: Vec<UserId>,
}

/// What was said, as the store holds it and as every client sees it.
///
/// The first five fields are the classic contract. A message is placed by `seq`; `changeSeq` is there when it
/// was changed later (edited, reacted to, deleted) and is the `seq` that the change took in the same conversation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct Message {
    /// The sender's id for it: unique together with `senderId`.
    pub id: MessageId,
    /// What was said; empty once the message is deleted, and in a notice.
    pub text: String,
    /// Who said it.
    pub sender_id: UserId,
    /// Whom it was said to; `null` in a group or a channel.
    pub receiver_id: Option<UserId>,
    /// When the server stored it.
    pub created_at: Timestamp,
    /// Where it lives.
    pub conversation_id: ConversationId,
    /// Its place in the conversation.
    pub seq: Seq,
    /// The `seq` of its latest change; absent while it is as it was sent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "typescript", ts(optional))]
    pub change_seq: Option<Seq>,
    /// When its text was last edited; absent while it is as it was sent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "typescript", ts(optional))]
    pub edited_at: Option<Timestamp>,
    /// The reactions to it, in the order in which the emoji first came; absent when there are none.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[cfg_attr(feature = "typescript", ts(optional, as = "Option<Vec<Reaction>>"))]
    pub reactions: Vec<Reaction>,
    /// When it was deleted; what remains is a tombstone with an empty text and no reactions.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "typescript", ts(optional))]
    pub deleted_at: Option<Timestamp>,
    /// What changed about the conversation, on the word of `senderId`; absent in what somebody said. A notice can't be
    /// edited, deleted or reacted to, and does not count as unread (protocol 2).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "typescript", ts(optional))]
    pub notice: Option<Notice>,
}

impl Message {
    /// Where the message stands in the order of changes: its latest change, else its own place.
    pub fn latest_seq(&self) -> Seq {
        self.change_seq.unwrap_or(self.seq)
    }
}
