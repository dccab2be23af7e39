//! The message, the one thing that everything else is about.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::{ConversationId, MessageId, Timestamp, UserId};

/// A conversation's own counter. The first change in a conversation has 1, and there are no holes.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(type = "number"))]
#[serde(transparent)]
pub struct Seq(pub u64);

impl fmt::Display for Seq {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// What was said, as the store holds it and as every client sees it.
///
/// The first five fields are the classic contract. A message is placed by `seq`; `changeSeq` is there when it
/// was changed later (deleted, edited) and is the `seq` that the change took in the same conversation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct Message {
    /// The sender's id for it: unique together with `senderId`.
    pub id: MessageId,
    /// What was said; empty once the message is deleted.
    pub text: String,
    /// Who said it.
    pub sender_id: UserId,
    /// Whom it was said to; `null` in a channel.
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
    /// When it was deleted; what remains is a tombstone with an empty text.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "typescript", ts(optional))]
    pub deleted_at: Option<Timestamp>,
}

impl Message {
    /// Where the message stands in the order of changes: its latest change, else its own place.
    pub fn latest_seq(&self) -> Seq {
        self.change_seq.unwrap_or(self.seq)
    }
}
