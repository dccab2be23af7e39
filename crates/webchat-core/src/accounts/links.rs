//! Links: secret addresses that let somebody do one thing.

use webchat_protocol::{ConversationId, Timestamp, UserId};

use super::{LinkId, SecretHash};

/// What a link lets do whoever has it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum LinkKind {
    /// Become the first administrator.
    Admin,
    /// Get an account, and into some conversations.
    Invite,
    /// Set another password for one account.
    Reset,
}

/// How a link stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LinkState {
    /// It can be used.
    Open,
    /// It was used as often as it could be.
    Used,
    /// Its time is over.
    Expired,
    /// Somebody ended it.
    Revoked,
}

/// A link as administrators see it: without its secret, which nobody can find again.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LinkRecord {
    /// Its name.
    pub id: LinkId,
    /// What it is for.
    pub kind: LinkKind,
    /// Whose password it sets; `None` for the other kinds.
    pub user_id: Option<UserId>,
    /// The conversations that an invitation leads into.
    pub conversations: Vec<ConversationId>,
    /// How often it may be used.
    pub max_uses: u32,
    /// How often it was.
    pub uses: u32,
    /// Who made it; `None` for the server itself, or somebody at its console.
    pub made_by: Option<UserId>,
    /// When it was made.
    pub made_at: Timestamp,
    /// When it ends.
    pub expires_at: Timestamp,
    /// When somebody ended it.
    pub revoked_at: Option<Timestamp>,
}

impl LinkRecord {
    /// How it stands at this time. What was used or revoked stays so, wherever a clock goes.
    pub fn state(&self, at: Timestamp) -> LinkState {
        if self.revoked_at.is_some() {
            LinkState::Revoked
        } else if self.uses >= self.max_uses {
            LinkState::Used
        } else if self.expires_at <= at {
            LinkState::Expired
        } else {
            LinkState::Open
        }
    }
}

/// A link before it is there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewLink {
    /// Its name. No two may be the same.
    pub id: LinkId,
    /// What its secret is found by. No two may be the same.
    pub secret: SecretHash,
    /// What it is for.
    pub kind: LinkKind,
    /// Whose password it sets, for that kind.
    pub user_id: Option<UserId>,
    /// The conversations that an invitation leads into.
    pub conversations: Vec<ConversationId>,
    /// How often it may be used.
    pub max_uses: u32,
    /// Who makes it; `None` for the server itself, or somebody at its console.
    pub made_by: Option<UserId>,
    /// The server's clock.
    pub at: Timestamp,
    /// When it ends.
    pub expires_at: Timestamp,
    /// How many links may be open at once.
    pub limit: usize,
}
