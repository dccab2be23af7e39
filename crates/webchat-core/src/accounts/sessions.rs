//! Sessions: one proof in use.

use webchat_protocol::{Timestamp, UserId};

use super::{PasswordHash, SecretHash, SessionId};

/// Who holds a session's secret.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum SessionKind {
    /// A browser, in a cookie; it lasts while it is used.
    Browser,
    /// A program, which its user gave it to; it lasts until its date, or until it is closed.
    Program,
}

/// A session as its user sees it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SessionRecord {
    /// Its name.
    pub id: SessionId,
    /// Whose it is.
    pub user_id: UserId,
    /// Who holds it.
    pub kind: SessionKind,
    /// The device in words, as `Firefox on Linux`, or the name that the user gave the program.
    pub label: String,
    /// When it was opened.
    pub created_at: Timestamp,
    /// When it was last used, to within some minutes.
    pub last_used_at: Timestamp,
    /// When it ends if it is not used, or, of a program, in any case.
    pub expires_at: Option<Timestamp>,
}

/// A session before it is there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewSession {
    /// Its name. No two may be the same.
    pub id: SessionId,
    /// What its secret is found by. No two may be the same.
    pub secret: SecretHash,
    /// Whose it is.
    pub user_id: UserId,
    /// Who holds it.
    pub kind: SessionKind,
    /// The device in words, or the program's name.
    pub label: String,
    /// The server's clock.
    pub at: Timestamp,
    /// Until when it lasts; `None` for ever.
    pub expires_at: Option<Timestamp>,
    /// How many of this kind the user may have.
    pub limit: usize,
    /// The hash that the password was compared with, if one was: it must still be this one. Else who came with the old
    /// password just before it was changed would stay.
    pub password_hash: Option<PasswordHash>,
}
