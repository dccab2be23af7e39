//! Another password: by the old one, or by a link.

use webchat_core::Actor;
use webchat_core::accounts::{
    AccountRefusal, Credentials, Deed, LinkKind, LinkState, NewPassword, Permit, SessionId,
};

use super::{PasswordMode, SignedIn, Visitor, rules};
use crate::{Password, Refused, Secret};

impl PasswordMode {
    /// Changes the actor's password. The other browsers are signed out, programs go on. Answers the sessions that were
    /// closed: their live connections are to be closed too. Trying the old password counts like signing in.
    ///
    /// # Errors
    /// [`WrongPassword`](Refused::WrongPassword), [`BadPassword`](Refused::BadPassword),
    /// [`NotForPrograms`](Refused::NotForPrograms), [`TooFast`](Refused::TooFast), [`Busy`](Refused::Busy).
    pub async fn change_password(
        &self,
        visitor: &Visitor,
        actor: &Actor,
        old: &Password,
        new: &Password,
    ) -> Result<Vec<SessionId>, Refused> {
        self.person_at_browser(actor).await?;
        rules::check(new, &actor.user_id)?;
        let Credentials { account, password_hash: hash } = self.prove(visitor, &actor.user_id, old).await?;
        let change = NewPassword {
            user_id: account.user_id.clone(),
            password_hash: self.pool.hash(new, &*self.random).await?,
            permit: Permit::OldPassword { hash, session: actor.session },
            at: self.clock.now(),
        };
        let closed = self.accounts.set_password(change).await??;
        let user = Some(&account.user_id);
        self.note(user, Deed::PASSWORD_CHANGED, user, None).await;
        Ok(closed)
    }

    /// Sets the password of whoever the link is for, closes all of their sessions, programs' too, and signs them in.
    ///
    /// # Errors
    /// [`LinkGone`](Refused::LinkGone), [`BadPassword`](Refused::BadPassword), [`Suspended`](Refused::Suspended),
    /// [`TooFast`](Refused::TooFast), [`Busy`](Refused::Busy).
    pub async fn reset(&self, visitor: &Visitor, link: &Secret, new: &Password) -> Result<SignedIn, Refused> {
        self.tries.check_link(visitor.address)?;
        let (found_by, link) = self.open_link(link, LinkKind::Reset).await?;
        let user_id = link.user_id.ok_or(Refused::LinkGone(None))?;
        rules::check(new, &user_id)?;
        let password_hash = self.pool.hash(new, &*self.random).await?;
        let (permit, at) = (Permit::Link(found_by), self.clock.now());
        let change =
            NewPassword { user_id: user_id.clone(), password_hash: password_hash.clone(), permit, at };
        let closed = match self.accounts.set_password(change).await? {
            Err(AccountRefusal::LinkGone) => return Err(Refused::LinkGone(Some(LinkState::Used))),
            outcome => outcome?,
        };
        let user = Some(&user_id);
        self.note(user, Deed::PASSWORD_RESET, user, None).await;
        let account = self.accounts.account(&user_id).await?.ok_or(Refused::NotFound("account"))?;
        let signed_in = self.admit(visitor, account, Some(password_hash)).await?;
        Ok(SignedIn { closed, ..signed_in })
    }
}
