//! Getting an account: by signing up, or as the first administrator.

use webchat_core::accounts::{
    AccountRefusal, Deed, LinkId, LinkKind, LinkRecord, LinkState, NewAccount, NewLink, SecretHash,
};
use webchat_core::names::check_name;
use webchat_protocol::UserId;

use super::{Invited, PasswordMode, SignUpPolicy, SignedIn, Visitor, after, rules};
use crate::{Password, Refused, Secret, random, secret};

/// Somebody who wants an account.
#[derive(Debug, Clone)]
pub struct NewPerson {
    /// The id they choose. Somebody who has it in other letter case has it.
    pub user_id: UserId,
    /// The name to show; without one, the id.
    pub name: Option<String>,
    /// The password they choose.
    pub password: Password,
}

impl PasswordMode {
    /// Creates an account and signs it in, as the [`SignUpPolicy`] allows. Everything that can be wrong is found before the
    /// password is hashed; the link loses its use in the same transaction in which the account comes to be.
    ///
    /// # Errors
    /// [`SignUpClosed`](Refused::SignUpClosed), [`InvitationNeeded`](Refused::InvitationNeeded),
    /// [`LinkGone`](Refused::LinkGone), [`Taken`](Refused::Taken), [`BadName`](Refused::BadName),
    /// [`BadPassword`](Refused::BadPassword), [`TooFast`](Refused::TooFast), [`Busy`](Refused::Busy).
    pub async fn sign_up(
        &self,
        visitor: &Visitor,
        person: &NewPerson,
        invitation: Option<&Secret>,
    ) -> Result<SignedIn, Refused> {
        match (self.sign_up, invitation) {
            (SignUpPolicy::Closed, _) => return Err(Refused::SignUpClosed),
            (SignUpPolicy::Invite, None) => return Err(Refused::InvitationNeeded),
            (SignUpPolicy::Invite, Some(_)) | (SignUpPolicy::Open, _) => {}
        }
        self.tries.check_sign_up(visitor.address)?;
        let (via_link, invited) = match invitation {
            Some(link) => {
                let (found_by, link) = self.open_link(link, LinkKind::Invite).await?;
                (Some(found_by), Invited::by(link))
            }
            None => (None, Invited::default()),
        };
        let signed_in = self.create(visitor, person, Entry { via_link, is_admin: false }).await?;
        Ok(SignedIn { invited, ..signed_in })
    }

    /// Makes the first administrator, who has the link that [`first_link`](Self::first_link) made, and signs them in. They
    /// may have an id that somebody without an account had before: they run the server.
    ///
    /// # Errors
    /// As of [`sign_up`](Self::sign_up). [`LinkGone`](Refused::LinkGone) also while there is an administrator.
    pub async fn setup(
        &self,
        visitor: &Visitor,
        person: &NewPerson,
        link: &Secret,
    ) -> Result<SignedIn, Refused> {
        self.tries.check_sign_up(visitor.address)?;
        let (found_by, _) = self.open_link(link, LinkKind::Admin).await?;
        self.create(visitor, person, Entry { via_link: Some(found_by), is_admin: true }).await
    }

    /// A link for the first administrator, to be shown where the server was started; `None` if there is an administrator.
    /// Each one takes the place of the one before.
    pub async fn first_link(&self) -> Result<Option<Secret>, Refused> {
        if self.accounts.has_admin().await? {
            return Ok(None);
        }
        let (link, found_by) = secret::mint(&*self.random, "")?;
        let at = self.clock.now();
        let new = NewLink {
            id: LinkId::from_bytes(random::bytes(&*self.random)?),
            secret: found_by,
            kind: LinkKind::Admin,
            user_id: None,
            conversations: Vec::new(),
            max_uses: 1,
            made_by: None,
            at,
            expires_at: after(at, self.limits.secret_link_lasts),
            limit: self.limits.open_links,
        };
        self.accounts.make_link(new).await??;
        Ok(Some(link))
    }

    /// Takes an invitation for somebody who has an account already, and answers what it leads into. One use of it is gone, each
    /// time.
    ///
    /// # Errors
    /// [`LinkGone`](Refused::LinkGone), [`TooFast`](Refused::TooFast).
    pub async fn accept_invitation(
        &self,
        visitor: &Visitor,
        invitation: &Secret,
    ) -> Result<Invited, Refused> {
        self.tries.check_link(visitor.address)?;
        let (found_by, _) = self.open_link(invitation, LinkKind::Invite).await?;
        Ok(Invited::by(self.accounts.use_link(&found_by, self.clock.now()).await??))
    }

    async fn create(&self, visitor: &Visitor, person: &NewPerson, entry: Entry) -> Result<SignedIn, Refused> {
        let NewPerson { user_id, name, password } = person;
        let name =
            name.as_deref().map(check_name).transpose().map_err(|bad| Refused::BadName(bad.message))?;
        rules::check(password, user_id)?;
        if self.accounts.account(user_id).await?.is_some() {
            return Err(Refused::Taken);
        }
        let new = NewAccount {
            user_id: user_id.clone(),
            name: name.map(str::to_owned),
            password_hash: self.pool.hash(password, &*self.random).await?,
            is_admin: entry.is_admin,
            via_link: entry.via_link,
            may_claim: entry.is_admin,
            at: self.clock.now(),
        };
        let account = match self.accounts.create_account(new).await? {
            Err(AccountRefusal::LinkGone) => return Err(Refused::LinkGone(Some(LinkState::Used))),
            outcome => outcome?,
        };
        let user = Some(&account.user_id);
        self.note(user, Deed::ACCOUNT_CREATED, user, None).await;
        self.admit(visitor, account, None).await
    }
}

impl Invited {
    fn by(link: LinkRecord) -> Self {
        Self { conversations: link.conversations, by: link.made_by }
    }
}

/// How somebody gets in.
struct Entry {
    via_link: Option<SecretHash>,
    is_admin: bool,
}
