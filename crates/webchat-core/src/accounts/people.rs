//! Accounts and their passwords.

use webchat_protocol::{Timestamp, UserId};

use super::{PasswordHash, SecretHash, SessionId};

/// A user with a way to prove it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Account {
    /// Who, spelled as it was created.
    pub user_id: UserId,
    /// The name they chose, if they did: the one of [`Profile`](crate::store::Profile).
    pub name: Option<String>,
    /// Whether they may administer the server.
    pub is_admin: bool,
    /// When the account was created.
    pub created_at: Timestamp,
    /// Since when they are kept out, if they are.
    pub suspended_at: Option<Timestamp>,
    /// When they were last seen: the time of [`Profile`](crate::store::Profile).
    pub last_seen_at: Timestamp,
}

/// An account and what its password is compared with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Credentials {
    /// The account.
    pub account: Account,
    /// What its password is compared with.
    pub password_hash: PasswordHash,
}

/// An account before it is there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewAccount {
    /// Who.
    pub user_id: UserId,
    /// The name to show; the id where there is none.
    pub name: Option<String>,
    /// What the password is compared with.
    pub password_hash: PasswordHash,
    /// Whether they may administer the server. A link for an administrator is needed for it, or no link.
    pub is_admin: bool,
    /// The link that lets them in: an invitation, or the link for the first administrator. `None` where nobody has to be
    /// let in.
    pub via_link: Option<SecretHash>,
    /// Whether they may have the id of a user without an account who was here before, in open mode, and with it that
    /// user's conversations. It is for whoever runs the server to say.
    pub may_claim: bool,
    /// The server's clock.
    pub at: Timestamp,
}

/// Another password for an account.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewPassword {
    /// Whose.
    pub user_id: UserId,
    /// What it is compared with from now on.
    pub password_hash: PasswordHash,
    /// Why it may be set.
    pub permit: Permit,
    /// The server's clock.
    pub at: Timestamp,
}

/// Why a password may be set, and which sessions end with the old one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Permit {
    /// They knew the old one, which this is the hash of. The other browsers are signed out; programs go on.
    OldPassword {
        /// It must still be this.
        hash: PasswordHash,
        /// The session it is done from, which stays.
        session: Option<SessionId>,
    },
    /// They came with a link. Somebody else may have had the account: every session is closed, programs too.
    Link(SecretHash),
}
