//! Accounts, sessions, links and the audit log: each call goes to the writer or to a reader.

mod audit;
mod columns;
mod links;
mod people;
mod sessions;

#[cfg(test)]
pub(crate) use {audit::QUERIES as AUDIT, links::QUERIES as LINKS};
#[cfg(test)]
pub(crate) use {people::QUERIES as PEOPLE, sessions::QUERIES as SESSIONS};

use async_trait::async_trait;
use webchat_core::Accounts;
use webchat_core::accounts::{
    Account, AuditEntry, AuditRecord, Credentials, LinkId, LinkRecord, NewAccount, NewLink, NewPassword,
    NewSession, SecretHash, SessionId, SessionKind, SessionRecord, Settled,
};
use webchat_core::store::StoreError;
use webchat_protocol::{Timestamp, UserId};

use crate::SqliteStore;

#[async_trait]
impl Accounts for SqliteStore {
    async fn create_account(&self, new: NewAccount) -> Settled<Account> {
        self.write(move |db| people::create(db, &new)).await
    }

    async fn account(&self, user: &UserId) -> Result<Option<Account>, StoreError> {
        let user = user.clone();
        self.read(move |db| people::account(db, &user)).await
    }

    async fn accounts(&self, after: Option<&UserId>, limit: usize) -> Result<Vec<Account>, StoreError> {
        let after = after.cloned();
        self.read(move |db| people::accounts(db, after.as_ref(), limit)).await
    }

    async fn account_count(&self) -> Result<u64, StoreError> {
        self.read(people::count).await
    }

    async fn has_admin(&self) -> Result<bool, StoreError> {
        self.read(people::has_admin).await
    }

    async fn password_of(&self, user: &UserId) -> Result<Option<Credentials>, StoreError> {
        let user = user.clone();
        self.read(move |db| people::credentials(db, &user)).await
    }

    async fn set_password(&self, new: NewPassword) -> Settled<Vec<SessionId>> {
        self.write(move |db| people::set_password(db, &new)).await
    }

    async fn set_admin(&self, user: &UserId, on: bool) -> Settled<Account> {
        let user = user.clone();
        self.write(move |db| people::set_admin(db, &user, on)).await
    }

    async fn suspend(&self, user: &UserId, since: Option<Timestamp>) -> Settled<(Account, Vec<SessionId>)> {
        let user = user.clone();
        self.write(move |db| people::suspend(db, &user, since)).await
    }

    async fn open_session(&self, new: NewSession) -> Settled<Vec<SessionId>> {
        self.write(move |db| sessions::open(db, &new)).await
    }

    async fn session_by_hash(
        &self,
        secret: &SecretHash,
        at: Timestamp,
    ) -> Result<Option<(SessionRecord, Account)>, StoreError> {
        let secret = *secret;
        self.read(move |db| sessions::by_hash(db, &secret, at)).await
    }

    async fn touch_session(
        &self,
        id: SessionId,
        at: Timestamp,
        expires_at: Option<Timestamp>,
    ) -> Result<bool, StoreError> {
        self.write(move |db| sessions::touch(db, id, at, expires_at)).await
    }

    async fn sessions_of(
        &self,
        user: &UserId,
        at: Timestamp,
        limit: usize,
    ) -> Result<Vec<SessionRecord>, StoreError> {
        let user = user.clone();
        self.read(move |db| sessions::of_user(db, &user, at, limit)).await
    }

    async fn close_session(&self, user: &UserId, id: SessionId) -> Result<bool, StoreError> {
        let user = user.clone();
        self.write(move |db| sessions::close(db, &user, id)).await
    }

    async fn close_sessions_of(
        &self,
        user: &UserId,
        kind: Option<SessionKind>,
        except: Option<SessionId>,
    ) -> Result<Vec<SessionId>, StoreError> {
        let user = user.clone();
        self.write(move |db| sessions::close_of(db, &user, kind, except)).await
    }

    async fn make_link(&self, new: NewLink) -> Settled<LinkRecord> {
        self.write(move |db| links::make(db, &new)).await
    }

    async fn link_by_hash(&self, secret: &SecretHash) -> Result<Option<LinkRecord>, StoreError> {
        let secret = *secret;
        self.read(move |db| links::by_hash(db, &secret)).await
    }

    async fn use_link(&self, secret: &SecretHash, at: Timestamp) -> Settled<LinkRecord> {
        let secret = *secret;
        self.write(move |db| links::accept(db, &secret, at)).await
    }

    async fn links(&self, limit: usize) -> Result<Vec<LinkRecord>, StoreError> {
        self.read(move |db| links::newest(db, limit)).await
    }

    async fn revoke_link(&self, id: LinkId, at: Timestamp) -> Result<bool, StoreError> {
        self.write(move |db| links::revoke(db, id, at)).await
    }

    async fn audit(&self, entry: AuditEntry, keep: usize) -> Result<(), StoreError> {
        self.write(move |db| audit::write(db, &entry, keep)).await
    }

    async fn audit_log(&self, before: Option<u64>, limit: usize) -> Result<Vec<AuditRecord>, StoreError> {
        self.read(move |db| audit::log(db, before, limit)).await
    }

    async fn forget_ended(&self, before: Timestamp) -> Result<usize, StoreError> {
        self.write(move |db| Ok(sessions::forget(db, before)? + links::forget(db, before)?)).await
    }
}
