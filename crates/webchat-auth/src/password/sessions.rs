//! Sessions in use: who comes with one, which there are, and how they end.

use webchat_core::Actor;
use webchat_core::accounts::{Account, SessionId, SessionKind, SessionRecord};
use webchat_protocol::Timestamp;

use super::{PasswordMode, after, before};
use crate::secret::{PROGRAM_PREFIX, find_by};
use crate::{Identified, Proof, Refused};

impl PasswordMode {
    /// Who comes with this session. A browser's comes in a cookie and a program's as a bearer token, and neither in the
    /// other's place: only a cookie is sent by a browser that a page from elsewhere has put up to it.
    pub(crate) async fn identify(&self, proof: &Proof) -> Result<Identified, Refused> {
        let (secret, kind, prefix) = match (&proof.bearer, &proof.cookie) {
            (Some(bearer), _) => (bearer, SessionKind::Program, PROGRAM_PREFIX),
            (None, Some(cookie)) => (cookie, SessionKind::Browser, ""),
            (None, None) => return Err(Refused::NotSignedIn),
        };
        let found_by = find_by(secret, prefix).ok_or(Refused::SessionEnded)?;
        let now = self.clock.now();
        let found = self.accounts.session_by_hash(&found_by, now).await?;
        let (session, account) =
            found.filter(|(session, _)| session.kind == kind).ok_or(Refused::SessionEnded)?;
        if account.suspended_at.is_some() {
            return Err(Refused::Suspended);
        }
        let touched = self.touch(&session, now).await?;
        let Account { user_id, name, is_admin, .. } = account;
        let actor = Actor { user_id, is_admin, session: Some(session.id) };
        let expires_at = touched.unwrap_or(session.expires_at);
        let is_prolonged = touched.is_some() && kind == SessionKind::Browser;
        Ok(Identified { name, expires_at, is_prolonged, ..Identified::plain(actor) })
    }

    /// Writes down that a session is used, if that was not done lately, and answers until when it lasts then. A store that
    /// can't write keeps nobody out.
    async fn touch(
        &self,
        session: &SessionRecord,
        now: Timestamp,
    ) -> Result<Option<Option<Timestamp>>, Refused> {
        if session.last_used_at > before(now, self.limits.touch_every) {
            return Ok(None);
        }
        let expires_at = match session.kind {
            SessionKind::Browser => Some(after(now, self.limits.browser_lasts)),
            SessionKind::Program => session.expires_at,
        };
        match self.accounts.touch_session(session.id, now, expires_at).await {
            Ok(true) => Ok(Some(expires_at)),
            Ok(false) => Err(Refused::SessionEnded),
            Err(error) => {
                tracing::warn!(%error, "the use of a session could not be stored");
                Ok(None)
            }
        }
    }

    /// The sessions of a user, browsers and programs, those used last first. Their own is the one in
    /// [`Actor::session`].
    pub async fn sessions(&self, actor: &Actor) -> Result<Vec<SessionRecord>, Refused> {
        let limit = self.limits.browsers_per_user + self.limits.programs_per_user;
        Ok(self.accounts.sessions_of(&actor.user_id, self.clock.now(), limit).await?)
    }

    /// Signs out here. Answers the session that was closed: its live connections are to be closed too.
    pub async fn sign_out(&self, actor: &Actor) -> Result<Option<SessionId>, Refused> {
        let Some(session) = actor.session else { return Ok(None) };
        let was_there = self.accounts.close_session(&actor.user_id, session).await?;
        Ok(was_there.then_some(session))
    }

    /// Signs out everywhere else: all browsers but this one. Programs go on; each is dismissed by itself. Answers the
    /// sessions that were closed: their live connections are to be closed too.
    pub async fn sign_out_elsewhere(&self, actor: &Actor) -> Result<Vec<SessionId>, Refused> {
        self.person_at_browser(actor).await?;
        let kind = Some(SessionKind::Browser);
        Ok(self.accounts.close_sessions_of(&actor.user_id, kind, actor.session).await?)
    }

    /// Closes one of the actor's own sessions, a browser's or a program's. Its live connections are to be closed too.
    ///
    /// # Errors
    /// [`NotFound`](Refused::NotFound) for what is not there, or somebody else's.
    pub async fn close_session(&self, actor: &Actor, id: SessionId) -> Result<(), Refused> {
        self.person_at_browser(actor).await?;
        let sessions = self.sessions(actor).await?;
        let Some(session) = sessions.iter().find(|session| session.id == id) else {
            return Err(Refused::NotFound("session"));
        };
        self.accounts.close_session(&actor.user_id, id).await?;
        if session.kind == SessionKind::Program {
            self.note_dismissed(actor, session).await;
        }
        Ok(())
    }

    /// Sees that the actor is a person at a browser: a program that was given a token may not make itself another one, nor
    /// lock its owner out.
    pub(super) async fn person_at_browser(&self, actor: &Actor) -> Result<(), Refused> {
        let sessions = self.sessions(actor).await?;
        let own = sessions.iter().find(|session| Some(session.id) == actor.session);
        match own.map(|session| session.kind) {
            Some(SessionKind::Browser) => Ok(()),
            Some(SessionKind::Program) => Err(Refused::NotForPrograms),
            None => Err(Refused::SessionEnded),
        }
    }
}
