//! What somebody saw of a message, short enough to keep for every message and everybody.

use std::fmt;
use std::hash::{DefaultHasher, Hash, Hasher};

use serde::{Deserialize, Serialize};
use webchat_protocol::{ConversationId, Message, MessageId, Timestamp, UserId};

/// Stands for a text or the content of a message: equal content has equal digests.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Digest(u64);

impl Digest {
    /// Of anything.
    pub fn of(what: impl Hash) -> Self {
        let mut hasher = DefaultHasher::new();
        what.hash(&mut hasher);
        // 53 bits, so that a program that reads the log with floating-point numbers sees the same.
        Self(hasher.finish() >> 11)
    }
}

impl fmt::Display for Digest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04x}", self.0 & 0xffff)
    }
}

/// A message in one of its states, as somebody saw it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sight {
    /// Where it lives.
    pub conversation: ConversationId,
    /// Its place there.
    pub seq: u64,
    /// The place of its latest change; `seq` while there was none.
    pub latest: u64,
    /// Who said it.
    pub sender: UserId,
    /// The sender's id for it.
    pub id: MessageId,
    /// Its whole content in that state.
    pub content: Digest,
}

impl Sight {
    /// What names the message for its sender.
    pub fn key(&self) -> (UserId, MessageId) {
        (self.sender.clone(), self.id.clone())
    }
}

impl From<&Message> for Sight {
    fn from(message: &Message) -> Self {
        let reactions: Vec<_> = message.reactions.iter().map(|it| (&it.emoji, &it.user_ids)).collect();
        let (edited, deleted) =
            (message.edited_at.map(Timestamp::millis), message.deleted_at.map(Timestamp::millis));
        let notice = message.notice.as_ref().map(|notice| format!("{notice:?}"));
        let times = (message.created_at.millis(), edited, deleted);
        Self {
            conversation: message.conversation_id.clone(),
            seq: message.seq.0,
            latest: message.latest_seq().0,
            sender: message.sender_id.clone(),
            id: message.id.clone(),
            content: Digest::of((&message.text, &message.receiver_id, times, reactions, notice)),
        }
    }
}

impl fmt::Display for Sight {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { conversation, seq, latest, id, content, .. } = self;
        write!(f, "{conversation} {seq}")?;
        if latest != seq {
            write!(f, " as of {latest}")?;
        }
        write!(f, " \"{id}\" ({content})")
    }
}
