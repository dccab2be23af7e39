//! Who is in a conversation, who may know of it, and who has blocked whom.

use std::collections::BTreeMap;

use async_trait::async_trait;
use webchat_protocol::{
    Channel, ConversationId, ConversationKind, Member, Posting, Role, Seq, Timestamp, UserId, Visibility,
};

use super::{Refusal, Standing, StoreError};

/// What a conversation is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Facts {
    /// Direct, group or channel.
    pub kind: ConversationKind,
    /// The name to show, if it has one.
    pub name: Option<String>,
    /// What it is for, if somebody said so.
    pub description: Option<String>,
    /// Who may find it; `None` unless it is a channel.
    pub visibility: Option<Visibility>,
    /// Who may say something.
    pub posting: Posting,
    /// How many members it has; `None` where nobody can be added: in direct conversations and in `general`.
    pub member_count: Option<u32>,
    /// Since when nobody says anything there.
    pub archived_at: Option<Timestamp>,
}

impl Facts {
    /// A direct conversation.
    pub fn direct() -> Self {
        Self {
            kind: ConversationKind::Direct,
            name: None,
            description: None,
            visibility: None,
            posting: Posting::Everyone,
            member_count: None,
            archived_at: None,
        }
    }

    /// `general`, as long as nothing is said of it.
    pub fn general() -> Self {
        let (kind, visibility) = (ConversationKind::Channel, Some(Visibility::Public));
        Self { kind, visibility, ..Self::direct() }
    }

    /// Whether everybody may know of it and come in.
    pub fn is_open(&self) -> bool {
        self.kind == ConversationKind::Channel
            && self.visibility == Some(Visibility::Public)
            && self.archived_at.is_none()
    }
}

/// Who is in a conversation, and what it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Roster {
    /// What it is.
    pub facts: Facts,
    /// Who is in it.
    pub members: Members,
}

/// Who is in a conversation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Members {
    /// Everybody: `general`.
    Everyone,
    /// The two of a direct conversation, or the one who takes notes.
    Pair {
        /// In the order of the conversation's id.
        users: [UserId; 2],
        /// Whether both have been seen.
        are_known: bool,
        /// Whether one of them has blocked the other.
        is_blocked: bool,
    },
    /// Those of a group or channel.
    Listed(BTreeMap<UserId, Role>),
}

impl Members {
    /// Whether this user is one of them.
    pub fn includes(&self, user: &UserId) -> bool {
        match self {
            Self::Everyone => true,
            Self::Pair { users, .. } => users.contains(user),
            Self::Listed(roles) => roles.contains_key(user),
        }
    }
}

/// What somebody may know of a conversation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Sight {
    /// There is none, or none that is theirs to know of.
    Nothing,
    /// It is a public channel, and they are not in it.
    Door,
    /// They are in it.
    Inside(Roster),
}

/// A message that somebody complained of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Report {
    /// The conversation it is in.
    pub conversation_id: ConversationId,
    /// Its place there.
    pub seq: Seq,
    /// Who complains.
    pub by: UserId,
    /// What is wrong with it.
    pub reason: String,
    /// The server's clock.
    pub at: Timestamp,
}

/// The part of the durable truth that says who is in what. A read sees every write that was answered before it began.
#[async_trait]
pub trait Rosters: Send + Sync + 'static {
    /// What a user may know of a conversation. Costs about the same whether there is none or it is hidden: nothing of a
    /// roster is read before it is clear that the user is in it. A pair is there for its two whether or not anything was
    /// said.
    async fn sight(&self, conversation: &ConversationId, user: &UserId) -> Result<Sight, StoreError>;

    /// Who is in a conversation, whoever asks; `None` where there is none.
    async fn roster(&self, conversation: &ConversationId) -> Result<Option<Roster>, StoreError>;

    /// The members of a conversation by their ids: the two of a pair, nobody of `general`, which has everybody.
    async fn members(&self, conversation: &ConversationId, limit: usize) -> Result<Vec<Member>, StoreError>;

    /// How each of these users stands in a conversation; those who are not in it are left out. A pair to which nobody wrote
    /// yet is an empty one.
    async fn standings_in(
        &self,
        conversation: &ConversationId,
        users: &[UserId],
    ) -> Result<Vec<(UserId, Standing)>, StoreError>;

    /// The public channels that are not archived and hold `query` in name or description, however it is capitalised; by
    /// name, those of one name by age. `user` is who asks, to say which of them they are in. `general` is not among them.
    async fn channels(&self, user: &UserId, query: &str, limit: usize) -> Result<Vec<Channel>, StoreError>;

    /// Has a user block another or end that, with at most `limit` others blocked. What is so already changes nothing.
    async fn set_block(
        &self,
        by: &UserId,
        user: &UserId,
        on: bool,
        limit: usize,
    ) -> Result<Result<(), Refusal>, StoreError>;

    /// Those whom a user has blocked, by their ids.
    async fn blocked_by(&self, user: &UserId) -> Result<Vec<UserId>, StoreError>;

    /// Those who have blocked a user or whom they have blocked, by their ids, each once; at most `limit` of each.
    async fn parted_from(&self, user: &UserId, limit: usize) -> Result<Vec<UserId>, StoreError>;

    /// Keeps a report. One of the same message by the same user replaces nothing and is not kept. [`Refusal::NotFound`] where
    /// there is no message; a notice is none.
    async fn report(&self, report: &Report) -> Result<Result<(), Refusal>, StoreError>;
}
