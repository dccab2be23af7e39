//! Accounts and passwords.

use webchat_core::accounts::{
    Account, AccountRefusal, Credentials, LinkKind, NewAccount, NewPassword, Permit, SessionId, SessionKind,
};
use webchat_protocol::{ConversationId, Timestamp, UserId};

use super::super::state::State;
use super::{Entry, Kept, key};

impl State {
    pub(super) fn create_account(&mut self, new: &NewAccount) -> Result<Account, AccountRefusal> {
        let kind = if new.is_admin { LinkKind::Admin } else { LinkKind::Invite };
        if let Some(secret) = &new.via_link {
            self.kept.check_open(secret, kind, new.at)?;
            if new.is_admin && self.kept.has_admin_but("") {
                return Err(AccountRefusal::LinkGone);
            }
        }
        if self.kept.accounts.contains_key(&key(&new.user_id))
            || (!new.may_claim && self.has_history(&new.user_id))
        {
            return Err(AccountRefusal::Taken);
        }
        if let Some(secret) = &new.via_link {
            self.kept.take_use(secret, new.at);
        }
        self.see(&new.user_id, new.name.as_deref(), new.at);
        let entry = Entry {
            user_id: new.user_id.clone(),
            password_hash: new.password_hash.clone(),
            is_admin: new.is_admin,
            created_at: new.at,
            suspended_at: None,
        };
        self.kept.accounts.insert(key(&new.user_id), entry);
        self.account(&new.user_id).ok_or(AccountRefusal::Unknown)
    }

    fn has_history(&self, user: &UserId) -> bool {
        let in_a_pair = |(one, other)| one == *user || other == *user;
        self.people.contains_key(user)
            || self.read.keys().any(|(reader, _)| reader == user)
            || self.conversations.keys().filter_map(ConversationId::pair).any(in_a_pair)
    }

    pub(super) fn account(&self, user: &UserId) -> Option<Account> {
        self.kept.accounts.get(&key(user)).map(|entry| self.shown(entry))
    }

    pub(super) fn accounts(&self, after: Option<&UserId>, limit: usize) -> Vec<Account> {
        let after = after.map(key);
        let behind =
            self.kept.accounts.iter().filter(|(id, _)| after.as_ref().is_none_or(|after| *id > after));
        behind.take(limit).map(|(_, entry)| self.shown(entry)).collect()
    }

    pub(super) fn credentials(&self, user: &UserId) -> Option<Credentials> {
        let entry = self.kept.accounts.get(&key(user))?;
        Some(Credentials { account: self.shown(entry), password_hash: entry.password_hash.clone() })
    }

    pub(super) fn set_admin(&mut self, user: &UserId, on: bool) -> Result<Account, AccountRefusal> {
        if !on {
            self.kept.check_not_last(user)?;
        }
        self.kept.entry(user)?.is_admin = on;
        self.account(user).ok_or(AccountRefusal::Unknown)
    }

    pub(super) fn suspend(
        &mut self,
        user: &UserId,
        since: Option<Timestamp>,
    ) -> Result<(Account, Vec<SessionId>), AccountRefusal> {
        if since.is_some() {
            self.kept.check_not_last(user)?;
        }
        let entry = self.kept.entry(user)?;
        entry.suspended_at = since.map(|since| entry.suspended_at.unwrap_or(since));
        let closed = if since.is_some() { self.kept.close_sessions_of(user, None, None) } else { vec![] };
        Ok((self.account(user).ok_or(AccountRefusal::Unknown)?, closed))
    }

    fn shown(&self, entry: &Entry) -> Account {
        let profile = &self.people[&entry.user_id];
        Account {
            user_id: entry.user_id.clone(),
            name: profile.name.clone(),
            is_admin: entry.is_admin,
            created_at: entry.created_at,
            suspended_at: entry.suspended_at,
            last_seen_at: profile.last_seen_at,
        }
    }
}

impl Kept {
    pub(super) fn entry(&mut self, user: &UserId) -> Result<&mut Entry, AccountRefusal> {
        self.accounts.get_mut(&key(user)).ok_or(AccountRefusal::Unknown)
    }

    /// Whether somebody can administer, not counting the one with this key.
    pub(super) fn has_admin_but(&self, except: &str) -> bool {
        self.accounts.iter().any(|(id, entry)| id != except && entry.is_admin && entry.suspended_at.is_none())
    }

    fn check_not_last(&mut self, user: &UserId) -> Result<(), AccountRefusal> {
        let entry = self.entry(user)?;
        let counts = entry.is_admin && entry.suspended_at.is_none();
        if counts && !self.has_admin_but(&key(user)) {
            return Err(AccountRefusal::LastAdmin);
        }
        Ok(())
    }

    pub(super) fn set_password(&mut self, new: &NewPassword) -> Result<Vec<SessionId>, AccountRefusal> {
        let present = self.entry(&new.user_id)?.clone();
        match &new.permit {
            Permit::OldPassword { hash, .. } if *hash != present.password_hash => {
                return Err(AccountRefusal::PasswordChanged);
            }
            Permit::OldPassword { .. } => {}
            Permit::Link(secret) => {
                let link = self.check_open(secret, LinkKind::Reset, new.at)?;
                if link.user_id.as_ref() != Some(&present.user_id) {
                    return Err(AccountRefusal::LinkGone);
                }
            }
        }
        if present.suspended_at.is_some() {
            return Err(AccountRefusal::Suspended);
        }
        self.entry(&new.user_id)?.password_hash = new.password_hash.clone();
        match &new.permit {
            Permit::OldPassword { session, .. } => {
                Ok(self.close_sessions_of(&new.user_id, Some(SessionKind::Browser), *session))
            }
            Permit::Link(secret) => {
                self.take_use(secret, new.at);
                Ok(self.close_sessions_of(&new.user_id, None, None))
            }
        }
    }
}
