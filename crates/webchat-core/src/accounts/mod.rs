//! What is kept of those who can prove who they are: accounts, sessions, links, and a record of who did what. Each
//! backend passes the contract in `webchat-testkit`.
//!
//! It must not know: SQL, HTTP, cookies, how a password becomes a hash or a secret a token. Only hashes come here, and
//! ids that tell nothing.

mod audit;
mod ids;
mod links;
mod people;
mod sessions;

use async_trait::async_trait;
pub use audit::{AuditEntry, AuditRecord, Deed};
pub use ids::{LinkId, PasswordHash, SecretHash, SessionId};
pub use links::{LinkKind, LinkRecord, LinkState, NewLink};
pub use people::{Account, Credentials, NewAccount, NewPassword, Permit};
pub use sessions::{NewSession, SessionKind, SessionRecord};
use webchat_protocol::{Timestamp, UserId};

use crate::store::StoreError;

/// Why something can't be done, however often it is tried. Nothing of it was stored.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AccountRefusal {
    /// There is an account of this id, or of one that differs only in upper and lower case, or the id has a history
    /// that the newcomer may not have.
    Taken,
    /// There is no account of this id.
    Unknown,
    /// The account is suspended.
    Suspended,
    /// The link is not there, is not for this, or is used up, expired or revoked.
    LinkGone,
    /// Nobody would be left who can administer.
    LastAdmin,
    /// There are as many as there may be.
    TooMany,
    /// The password is another one by now.
    PasswordChanged,
}

/// What became of a change: the store failed, or it refuses, or this.
pub type Settled<T> = Result<Result<T, AccountRefusal>, StoreError>;

/// Accounts and what belongs to them.
///
/// Each call is one transaction: it happens as a whole or not at all, and the answer comes after it has reached the disk.
/// Calls that are made at the same time happen one after the other, in some order. A read sees every change that was
/// answered before it began. Times are handed in; a backend has no clock. Lists are never longer than their `limit`.
///
/// Two ids that differ only in the case of their letters are one account, spelled as it was created. Every method that is
/// given a [`UserId`] finds the account under each spelling; sessions and links carry the account's own.
#[async_trait]
pub trait Accounts: Send + Sync + 'static {
    /// Creates an account, and its user with the name that is given, who is seen at that time as
    /// [`Store::see_user`](crate::Store::see_user) says. A link that permits it loses one use in the same transaction: of
    /// several who come with the last use at the same time one gets in.
    ///
    /// Not idempotent: the second call is refused. The link is looked at first, so that
    /// [`Taken`](AccountRefusal::Taken) is told only to those whom the link lets in; a refusal leaves it as it was.
    /// Refuses: [`LinkGone`](AccountRefusal::LinkGone), which is also what a link for an administrator is while there is
    /// one; [`Taken`](AccountRefusal::Taken).
    async fn create_account(&self, new: NewAccount) -> Settled<Account>;

    /// The account of a user.
    async fn account(&self, user: &UserId) -> Result<Option<Account>, StoreError>;

    /// The accounts in the order of their ids, whatever their case; those behind `after`, if it is given.
    async fn accounts(&self, after: Option<&UserId>, limit: usize) -> Result<Vec<Account>, StoreError>;

    /// How many accounts there are, suspended ones too.
    async fn account_count(&self) -> Result<u64, StoreError>;

    /// Whether there is an administrator who is not suspended.
    async fn has_admin(&self) -> Result<bool, StoreError>;

    /// What a password of this user is compared with, of a suspended one too.
    async fn password_of(&self, user: &UserId) -> Result<Option<Credentials>, StoreError>;

    /// Sets a password and closes the sessions that [`NewPassword::permit`] says. Answers their ids, in no order.
    ///
    /// A link is used up in the same transaction; it must be of the kind `reset` and this user's. Refuses:
    /// [`Unknown`](AccountRefusal::Unknown), [`Suspended`](AccountRefusal::Suspended),
    /// [`LinkGone`](AccountRefusal::LinkGone), [`PasswordChanged`](AccountRefusal::PasswordChanged).
    async fn set_password(&self, new: NewPassword) -> Settled<Vec<SessionId>>;

    /// Makes a user an administrator or an ordinary user, and answers the account as it is then. Idempotent. Refuses:
    /// [`Unknown`](AccountRefusal::Unknown), [`LastAdmin`](AccountRefusal::LastAdmin).
    async fn set_admin(&self, user: &UserId, on: bool) -> Settled<Account>;

    /// Suspends a user and closes all of their sessions, or with `None` lets them in again. Answers the account as it is
    /// then and the sessions that were closed. Idempotent: who is suspended stays so since the first time. Refuses:
    /// [`Unknown`](AccountRefusal::Unknown), [`LastAdmin`](AccountRefusal::LastAdmin).
    async fn suspend(&self, user: &UserId, since: Option<Timestamp>) -> Settled<(Account, Vec<SessionId>)>;

    /// Opens a session. Answers the ids of those that were closed to make room for it: where a user has `limit` browsers
    /// already, the one that was used longest ago. Sessions that have expired take no room.
    ///
    /// Refuses: [`Unknown`](AccountRefusal::Unknown); [`Suspended`](AccountRefusal::Suspended);
    /// [`PasswordChanged`](AccountRefusal::PasswordChanged); [`TooMany`](AccountRefusal::TooMany), programs only.
    async fn open_session(&self, new: NewSession) -> Settled<Vec<SessionId>>;

    /// The session with this secret and its account, unless it has expired at this time. The account may be suspended.
    async fn session_by_hash(
        &self,
        secret: &SecretHash,
        at: Timestamp,
    ) -> Result<Option<(SessionRecord, Account)>, StoreError>;

    /// Remembers that a session was used, and until when it lasts now, `None` for ever. Neither time goes back, so that
    /// late and repeated calls do no harm. Answers whether the session is there.
    async fn touch_session(
        &self,
        id: SessionId,
        at: Timestamp,
        expires_at: Option<Timestamp>,
    ) -> Result<bool, StoreError>;

    /// The sessions of a user that have not expired at this time, those used last first.
    async fn sessions_of(
        &self,
        user: &UserId,
        at: Timestamp,
        limit: usize,
    ) -> Result<Vec<SessionRecord>, StoreError>;

    /// Closes a session if it is this user's. Answers whether it was there.
    async fn close_session(&self, user: &UserId, id: SessionId) -> Result<bool, StoreError>;

    /// Closes a user's sessions of a kind, or of each, but for `except`. Answers the ids of those it closed, in no order.
    async fn close_sessions_of(
        &self,
        user: &UserId,
        kind: Option<SessionKind>,
        except: Option<SessionId>,
    ) -> Result<Vec<SessionId>, StoreError>;

    /// Makes a link. One for an administrator takes the place of those that are open, one for a new password of those of
    /// its user: they are revoked. Refuses: [`Unknown`](AccountRefusal::Unknown) where its user has no account,
    /// [`TooMany`](AccountRefusal::TooMany) where `limit` links are open.
    async fn make_link(&self, new: NewLink) -> Settled<LinkRecord>;

    /// The link with this secret, whether it is open or not.
    async fn link_by_hash(&self, secret: &SecretHash) -> Result<Option<LinkRecord>, StoreError>;

    /// Takes one use of an invitation for somebody who has an account, and answers the link as it is then. Not idempotent.
    /// Refuses: [`LinkGone`](AccountRefusal::LinkGone), other kinds too.
    async fn use_link(&self, secret: &SecretHash, at: Timestamp) -> Settled<LinkRecord>;

    /// The links, open or not, those made last first.
    async fn links(&self, limit: usize) -> Result<Vec<LinkRecord>, StoreError>;

    /// Ends a link. Answers whether it was open.
    async fn revoke_link(&self, id: LinkId, at: Timestamp) -> Result<bool, StoreError>;

    /// Writes down who did what, and forgets all but the newest `keep` entries. Entries keep the order of the calls.
    async fn audit(&self, entry: AuditEntry, keep: usize) -> Result<(), StoreError>;

    /// What was written down, the newest first; what is older than the entry with the number `before`, if it is given.
    async fn audit_log(&self, before: Option<u64>, limit: usize) -> Result<Vec<AuditRecord>, StoreError>;

    /// Forgets the sessions that expired and the links that ended before this time. Answers how many. Idempotent.
    async fn forget_ended(&self, before: Timestamp) -> Result<usize, StoreError>;
}
