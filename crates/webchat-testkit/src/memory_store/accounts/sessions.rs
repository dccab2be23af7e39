//! Sessions.

use std::cmp::Reverse;

use webchat_core::accounts::{AccountRefusal, NewSession, SecretHash, SessionId, SessionKind, SessionRecord};
use webchat_protocol::{Timestamp, UserId};

use super::{Kept, key};

fn lasts(session: &SessionRecord, at: Timestamp) -> bool {
    session.expires_at.is_none_or(|end| end > at)
}

impl Kept {
    pub(super) fn open_session(&mut self, new: &NewSession) -> Result<Vec<SessionId>, AccountRefusal> {
        let present = self.entry(&new.user_id)?.clone();
        if present.suspended_at.is_some() {
            return Err(AccountRefusal::Suspended);
        }
        if new.password_hash.as_ref().is_some_and(|hash| *hash != present.password_hash) {
            return Err(AccountRefusal::PasswordChanged);
        }
        let of_kind = self.sessions_of(&new.user_id, new.at, usize::MAX);
        let of_kind: Vec<_> = of_kind.into_iter().filter(|session| session.kind == new.kind).collect();
        if of_kind.len() >= new.limit && new.kind == SessionKind::Program {
            return Err(AccountRefusal::TooMany);
        }
        let gone: Vec<_> =
            of_kind.iter().skip(new.limit.saturating_sub(1)).map(|session| session.id).collect();
        let closed = self.close(|session| gone.contains(&session.id));
        let record = SessionRecord {
            id: new.id,
            user_id: present.user_id,
            kind: new.kind,
            label: new.label.clone(),
            created_at: new.at,
            last_used_at: new.at,
            expires_at: new.expires_at,
        };
        self.sessions.push((new.secret, record));
        Ok(closed)
    }

    pub(super) fn session_by_hash(&self, secret: &SecretHash, at: Timestamp) -> Option<&SessionRecord> {
        let found = self.sessions.iter().find(|(present, _)| present == secret);
        found.map(|(_, session)| session).filter(|session| lasts(session, at))
    }

    pub(super) fn touch_session(
        &mut self,
        id: SessionId,
        at: Timestamp,
        expires_at: Option<Timestamp>,
    ) -> bool {
        let Some((_, session)) = self.sessions.iter_mut().find(|(_, session)| session.id == id) else {
            return false;
        };
        session.last_used_at = session.last_used_at.max(at);
        session.expires_at = session.expires_at.zip(expires_at).map(|(present, new)| present.max(new));
        true
    }

    pub(super) fn sessions_of(&self, user: &UserId, at: Timestamp, limit: usize) -> Vec<SessionRecord> {
        let sessions = self.sessions.iter().map(|(_, session)| session);
        let mut of_user: Vec<_> = sessions
            .filter(|session| key(&session.user_id) == key(user) && lasts(session, at))
            .cloned()
            .collect();
        of_user.sort_by_key(|session| Reverse(session.last_used_at));
        of_user.truncate(limit);
        of_user
    }

    pub(super) fn close_sessions_of(
        &mut self,
        user: &UserId,
        kind: Option<SessionKind>,
        except: Option<SessionId>,
    ) -> Vec<SessionId> {
        self.close(|session| {
            key(&session.user_id) == key(user)
                && kind.is_none_or(|kind| session.kind == kind)
                && except != Some(session.id)
        })
    }

    /// Closes those that it is said of, and answers their ids.
    pub(super) fn close(&mut self, goes: impl Fn(&SessionRecord) -> bool) -> Vec<SessionId> {
        let gone = self.sessions.extract_if(.., |(_, session)| goes(session));
        gone.map(|(_, session)| session.id).collect()
    }

    pub(super) fn forget_sessions(&mut self, before: Timestamp) -> usize {
        self.close(|session| session.expires_at.is_some_and(|end| end < before)).len()
    }
}
