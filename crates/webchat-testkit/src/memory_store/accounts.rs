//! Accounts, sessions, links and the audit log in memory: the contract said as simply as it can be.

mod links;
mod people;
mod sessions;

use std::collections::BTreeMap;

use async_trait::async_trait;
use webchat_core::Accounts;
use webchat_core::accounts::{
    Account, AuditEntry, AuditRecord, Credentials, LinkId, LinkRecord, NewAccount, NewLink, NewPassword,
    NewSession, PasswordHash, SecretHash, SessionId, SessionKind, SessionRecord, Settled,
};
use webchat_core::store::StoreError;
use webchat_protocol::{Timestamp, UserId};

use super::MemoryStore;

/// What is kept for accounts. The users themselves, with their names, are where the store has them.
#[derive(Default)]
pub(super) struct Kept {
    /// By their ids in lower case.
    accounts: BTreeMap<String, Entry>,
    sessions: Vec<(SecretHash, SessionRecord)>,
    /// In the order in which they were made.
    links: Vec<Link>,
    audit: Vec<AuditRecord>,
    /// How many entries there ever were.
    audited: u64,
}

struct Link {
    secret: SecretHash,
    record: LinkRecord,
    used_up_at: Option<Timestamp>,
}

/// An account but for what its user is known by.
#[derive(Clone)]
struct Entry {
    user_id: UserId,
    password_hash: PasswordHash,
    is_admin: bool,
    created_at: Timestamp,
    suspended_at: Option<Timestamp>,
}

/// The spelling that all spellings of an id have in common.
fn key(user: &UserId) -> String {
    user.as_str().to_ascii_lowercase()
}

impl Kept {
    fn audit(&mut self, entry: AuditEntry, keep: usize) {
        self.audited += 1;
        self.audit.push(AuditRecord { number: self.audited, entry });
        let old = self.audit.len().saturating_sub(keep.max(1));
        self.audit.drain(..old);
    }

    fn audit_log(&self, before: Option<u64>, limit: usize) -> Vec<AuditRecord> {
        let older =
            self.audit.iter().rev().filter(|record| before.is_none_or(|before| record.number < before));
        older.take(limit).cloned().collect()
    }
}

#[async_trait]
impl Accounts for MemoryStore {
    async fn create_account(&self, new: NewAccount) -> Settled<Account> {
        Ok(self.state().create_account(&new))
    }

    async fn account(&self, user: &UserId) -> Result<Option<Account>, StoreError> {
        Ok(self.state().account(user))
    }

    async fn accounts(&self, after: Option<&UserId>, limit: usize) -> Result<Vec<Account>, StoreError> {
        Ok(self.state().accounts(after, limit))
    }

    async fn account_count(&self) -> Result<u64, StoreError> {
        Ok(self.state().kept.accounts.len() as u64)
    }

    async fn has_admin(&self) -> Result<bool, StoreError> {
        Ok(self.state().kept.has_admin_but(""))
    }

    async fn password_of(&self, user: &UserId) -> Result<Option<Credentials>, StoreError> {
        Ok(self.state().credentials(user))
    }

    async fn set_password(&self, new: NewPassword) -> Settled<Vec<SessionId>> {
        Ok(self.state().kept.set_password(&new))
    }

    async fn set_admin(&self, user: &UserId, on: bool) -> Settled<Account> {
        Ok(self.state().set_admin(user, on))
    }

    async fn suspend(&self, user: &UserId, since: Option<Timestamp>) -> Settled<(Account, Vec<SessionId>)> {
        Ok(self.state().suspend(user, since))
    }

    async fn open_session(&self, new: NewSession) -> Settled<Vec<SessionId>> {
        Ok(self.state().kept.open_session(&new))
    }

    async fn session_by_hash(
        &self,
        secret: &SecretHash,
        at: Timestamp,
    ) -> Result<Option<(SessionRecord, Account)>, StoreError> {
        let state = self.state();
        let session = state.kept.session_by_hash(secret, at);
        Ok(session.and_then(|session| Some((session.clone(), state.account(&session.user_id)?))))
    }

    async fn touch_session(
        &self,
        id: SessionId,
        at: Timestamp,
        expires_at: Option<Timestamp>,
    ) -> Result<bool, StoreError> {
        Ok(self.state().kept.touch_session(id, at, expires_at))
    }

    async fn sessions_of(
        &self,
        user: &UserId,
        at: Timestamp,
        limit: usize,
    ) -> Result<Vec<SessionRecord>, StoreError> {
        Ok(self.state().kept.sessions_of(user, at, limit))
    }

    async fn close_session(&self, user: &UserId, id: SessionId) -> Result<bool, StoreError> {
        Ok(!self
            .state()
            .kept
            .close(|session| session.id == id && key(&session.user_id) == key(user))
            .is_empty())
    }

    async fn close_sessions_of(
        &self,
        user: &UserId,
        kind: Option<SessionKind>,
        except: Option<SessionId>,
    ) -> Result<Vec<SessionId>, StoreError> {
        Ok(self.state().kept.close_sessions_of(user, kind, except))
    }

    async fn make_link(&self, new: NewLink) -> Settled<LinkRecord> {
        Ok(self.state().kept.make_link(new))
    }

    async fn link_by_hash(&self, secret: &SecretHash) -> Result<Option<LinkRecord>, StoreError> {
        Ok(self.state().kept.link(secret).cloned())
    }

    async fn use_link(&self, secret: &SecretHash, at: Timestamp) -> Settled<LinkRecord> {
        Ok(self.state().kept.accept(secret, at))
    }

    async fn links(&self, limit: usize) -> Result<Vec<LinkRecord>, StoreError> {
        Ok(self.state().kept.newest_links(limit))
    }

    async fn revoke_link(&self, id: LinkId, at: Timestamp) -> Result<bool, StoreError> {
        Ok(self.state().kept.revoke(at, |link| link.id == id) > 0)
    }

    async fn audit(&self, entry: AuditEntry, keep: usize) -> Result<(), StoreError> {
        self.state().kept.audit(entry, keep);
        Ok(())
    }

    async fn audit_log(&self, before: Option<u64>, limit: usize) -> Result<Vec<AuditRecord>, StoreError> {
        Ok(self.state().kept.audit_log(before, limit))
    }

    async fn forget_ended(&self, before: Timestamp) -> Result<usize, StoreError> {
        let kept = &mut self.state().kept;
        Ok(kept.forget_sessions(before) + kept.forget_links(before))
    }
}
