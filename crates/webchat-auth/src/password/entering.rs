//! Signing in: a name, a password, a browser.

use webchat_core::Actor;
use webchat_core::accounts::{Account, Credentials, NewSession, PasswordHash, SessionId, SessionKind};
use webchat_protocol::UserId;

use super::{Invited, PasswordMode, SignedIn, Visitor, after, rules};
use crate::{Identified, Password, Refused, device, random, secret};

impl PasswordMode {
    /// Signs somebody in at a browser.
    ///
    /// A name that nobody has takes the same way as one with a wrong password and costs the same: the limits, a look into
    /// the store, one hash. That an account is suspended is told to those who know its password.
    ///
    /// # Errors
    /// [`WrongPassword`](Refused::WrongPassword), [`Suspended`](Refused::Suspended), [`TooFast`](Refused::TooFast),
    /// [`Busy`](Refused::Busy).
    pub async fn sign_in(
        &self,
        visitor: &Visitor,
        user: &UserId,
        password: &Password,
    ) -> Result<SignedIn, Refused> {
        let Credentials { account, password_hash } = self.prove(visitor, user, password).await?;
        if account.suspended_at.is_some() {
            return Err(Refused::Suspended);
        }
        self.admit(visitor, account, Some(password_hash)).await
    }

    /// The account whose password this is. One hash, whether there is such an account or not.
    pub(super) async fn prove(
        &self,
        visitor: &Visitor,
        user: &UserId,
        password: &Password,
    ) -> Result<Credentials, Refused> {
        self.tries.check_password(visitor.address, user)?;
        let found = self.accounts.password_of(user).await?;
        let hash = found.as_ref().map_or(&self.decoy, |credentials| &credentials.password_hash).clone();
        let is_right = if rules::is_too_long(password) {
            self.pool.is_right(&Password::new(""), self.decoy.clone()).await?
        } else {
            self.pool.is_right(password, hash).await?
        };
        found.filter(|_| is_right).ok_or(Refused::WrongPassword)
    }

    /// Opens a session for a browser whose user is settled.
    pub(super) async fn admit(
        &self,
        visitor: &Visitor,
        account: Account,
        password_hash: Option<PasswordHash>,
    ) -> Result<SignedIn, Refused> {
        let (cookie, found_by) = secret::mint(&*self.random, "")?;
        let (id, at) = (SessionId::from_bytes(random::bytes(&*self.random)?), self.clock.now());
        let expires_at = Some(after(at, self.limits.browser_lasts));
        let session = NewSession {
            id,
            secret: found_by,
            user_id: account.user_id.clone(),
            kind: SessionKind::Browser,
            label: device(visitor.user_agent.as_deref().unwrap_or_default()),
            at,
            expires_at,
            limit: self.limits.browsers_per_user,
            password_hash,
        };
        let closed = self.accounts.open_session(session).await??;
        let Account { user_id, name, is_admin, .. } = account;
        let actor = Actor { user_id, is_admin, session: Some(id) };
        let identified = Identified { name, expires_at, ..Identified::plain(actor) };
        let lasts = self.limits.browser_lasts;
        Ok(SignedIn { identified, cookie, lasts, invited: Invited::default(), closed })
    }
}
