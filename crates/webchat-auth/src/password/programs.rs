//! Tokens for programs: a session that its user hands on.

use std::time::Duration;

use webchat_core::Actor;
use webchat_core::accounts::{AccountRefusal, Deed, NewSession, SessionId, SessionKind, SessionRecord};
use webchat_core::names::check_name;
use webchat_protocol::Timestamp;

use super::{PasswordMode, after};
use crate::secret::{self, PROGRAM_PREFIX};
use crate::{Refused, Secret, random};

/// A token that was just made.
#[derive(Debug)]
pub struct MadeToken {
    /// The token. It is told once and kept nowhere.
    pub token: Secret,
    /// What its owner sees of it.
    pub id: SessionId,
    /// What its owner calls it.
    pub name: String,
    /// When it ends; `None` for never.
    pub expires_at: Option<Timestamp>,
}

impl PasswordMode {
    /// Makes a token with which a program is the actor: `wct_` and 43 characters. Without `lasts` it is good until it is
    /// dismissed, by [`close_session`](Self::close_session).
    ///
    /// # Errors
    /// [`NotForPrograms`](Refused::NotForPrograms), [`BadName`](Refused::BadName),
    /// [`BadTerms`](Refused::BadTerms), [`TooMany`](Refused::TooMany).
    pub async fn make_token(
        &self,
        actor: &Actor,
        name: &str,
        lasts: Option<Duration>,
    ) -> Result<MadeToken, Refused> {
        self.person_at_browser(actor).await?;
        let name = check_name(name).map_err(|problem| Refused::BadName(problem.message))?;
        if lasts.is_some_and(|lasts| lasts.is_zero()) {
            return Err(Refused::BadTerms("A token lasts for some time, or without an end.".to_owned()));
        }
        let (token, found_by) = secret::mint(&*self.random, PROGRAM_PREFIX)?;
        let (id, at) = (SessionId::from_bytes(random::bytes(&*self.random)?), self.clock.now());
        let expires_at = lasts.map(|lasts| after(at, lasts));
        let session = NewSession {
            id,
            secret: found_by,
            user_id: actor.user_id.clone(),
            kind: SessionKind::Program,
            label: name.to_owned(),
            at,
            expires_at,
            limit: self.limits.programs_per_user,
            password_hash: None,
        };
        match self.accounts.open_session(session).await? {
            Err(AccountRefusal::TooMany) => return Err(Refused::TooMany("tokens")),
            outcome => drop(outcome?),
        }
        let user = Some(&actor.user_id);
        self.note(user, Deed::PROGRAM_ADMITTED, user, Some(name.to_owned())).await;
        Ok(MadeToken { token, id, name: name.to_owned(), expires_at })
    }

    pub(super) async fn note_dismissed(&self, actor: &Actor, session: &SessionRecord) {
        let user = Some(&actor.user_id);
        self.note(user, Deed::PROGRAM_DISMISSED, user, Some(session.label.clone())).await;
    }
}
