//! What a read answers.

use webchat_protocol::{ConversationId, Message, Role, Seq, Timestamp, UserId};

use super::Facts;

/// How many messages behind a read position are looked at, from the newest back, to count those of others among them.
/// So the count is exact for whoever has up to 10,000 of their own there, which is more than anybody writes without
/// reading. A program that has sent a million and never read costs a millisecond, and not as much as it ever sent; it
/// may be told fewer than there are, and what others said last is always among them.
pub const UNREAD_LOOKS_BACK: usize = 10_100;

/// How a user stands in a conversation, and what is newest there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Standing {
    /// Which conversation.
    pub conversation_id: ConversationId,
    /// What it is.
    pub facts: Facts,
    /// What the user may do in it; `None` in a direct conversation and in `general`, whose members have no roles.
    pub role: Option<Role>,
    /// The latest `seq` in it; 0 when it is empty.
    pub head: Seq,
    /// How far the user has read.
    pub read_seq: Seq,
    /// Messages of others behind `read_seq` that are neither deleted nor notices, counted up to 100 and among the newest
    /// [`UNREAD_LOOKS_BACK`].
    pub unread: u32,
    /// The newest message that is not deleted; it may be a notice.
    pub last_message: Option<Message>,
}

/// Where a read position stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ReadPosition {
    /// Up to where.
    pub seq: Seq,
    /// Messages of others behind it that are neither deleted nor notices, counted up to 100 and among the newest
    /// [`UNREAD_LOOKS_BACK`].
    pub unread: u32,
}

/// What is kept of a user.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Profile {
    /// Who.
    pub user_id: UserId,
    /// The name they chose, if they did.
    pub name: Option<String>,
    /// When they were last seen: set by [`Store::see_user`](super::Store::see_user).
    pub last_seen_at: Timestamp,
}

/// A page of a conversation and the head it was read at, both from one snapshot.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Page {
    /// Messages by `seq`, oldest first, tombstones included.
    pub messages: Vec<Message>,
    /// Whether there are older ones.
    pub has_more: bool,
    /// The conversation's head in the same snapshot.
    pub head: Seq,
}

/// What changed after a cursor, from one snapshot.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Delta {
    /// The present state of each message that was sent or changed after the cursor, by its latest change.
    pub messages: Vec<Message>,
    /// Whether more follow behind the last of them.
    pub has_more: bool,
    /// The conversation's head in the same snapshot.
    pub head: Seq,
}
