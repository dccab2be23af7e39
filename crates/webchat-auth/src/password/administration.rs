//! What administrators do with accounts and links, and whoever has the server's console. Everything is written down.

use std::time::Duration;

use webchat_core::Actor;
use webchat_core::accounts::{
    Account, AccountRefusal, AuditRecord, Deed, LinkId, LinkKind, LinkRecord, NewAccount, NewLink, SessionId,
};
use webchat_core::names::check_name;
use webchat_protocol::{ConversationId, UserId};

use super::{PasswordMode, after, hashing};
use crate::{Refused, Secret, random, secret};

/// The right to administer, while it is used. Made by [`PasswordMode::administration`] or [`PasswordMode::console`].
pub struct Administration<'a> {
    mode: &'a PasswordMode,
    by: Option<UserId>,
}

/// The terms of an invitation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Invitation {
    /// How many people it is for: 1 to [`invitation_uses`](crate::AccountLimits::invitation_uses).
    pub uses: u32,
    /// How long it can be used: up to [`invitation_lasts`](crate::AccountLimits::invitation_lasts).
    pub lasts: Duration,
    /// The conversations that it leads into. Whether these people may be invited into them is for the caller to see.
    pub conversations: Vec<ConversationId>,
}

/// A link that was just made.
#[derive(Debug)]
pub struct MadeLink {
    /// The last part of its address. It is told once and kept nowhere.
    pub secret: Secret,
    /// What administrators see of it.
    pub record: LinkRecord,
}

impl PasswordMode {
    /// What an administrator may do. The actor must be of this request: it says what was so when it was identified.
    ///
    /// # Errors
    /// [`NotAdmin`](Refused::NotAdmin).
    pub fn administration(&self, actor: &Actor) -> Result<Administration<'_>, Refused> {
        if !actor.is_admin {
            return Err(Refused::NotAdmin);
        }
        Ok(Administration { mode: self, by: Some(actor.user_id.clone()) })
    }

    /// What somebody may do who has the server's console, and so its database. Never for a request that came by a network.
    pub fn console(&self) -> Administration<'_> {
        Administration { mode: self, by: None }
    }
}

impl Administration<'_> {
    /// Creates an account that nobody can sign in to yet, and a link for its password. It may have the id of a user who was
    /// here before without an account, and then has that user's conversations.
    ///
    /// # Errors
    /// [`Taken`](Refused::Taken), [`BadName`](Refused::BadName).
    pub async fn add(&self, user: &UserId, name: Option<&str>) -> Result<(Account, MadeLink), Refused> {
        let name = name.map(check_name).transpose().map_err(|bad| Refused::BadName(bad.message))?;
        let new = NewAccount {
            user_id: user.clone(),
            name: name.map(str::to_owned),
            password_hash: hashing::decoy(self.mode.pool.cost(), &*self.mode.random)?,
            is_admin: false,
            via_link: None,
            may_claim: true,
            at: self.mode.clock.now(),
        };
        let account = self.mode.accounts.create_account(new).await??;
        self.note(Deed::ACCOUNT_CREATED, Some(user), None).await;
        let link = self.reset_link(user).await?;
        Ok((account, link))
    }

    /// The accounts by their ids; those behind `after`, if it is given.
    pub async fn accounts(&self, after: Option<&UserId>, limit: usize) -> Result<Vec<Account>, Refused> {
        Ok(self.mode.accounts.accounts(after, limit).await?)
    }

    /// One account.
    ///
    /// # Errors
    /// [`NotFound`](Refused::NotFound).
    pub async fn account(&self, user: &UserId) -> Result<Account, Refused> {
        self.mode.accounts.account(user).await?.ok_or(Refused::NotFound("account"))
    }

    /// How many accounts there are, suspended ones too.
    pub async fn account_count(&self) -> Result<u64, Refused> {
        Ok(self.mode.accounts.account_count().await?)
    }

    /// Makes a user an administrator, or an ordinary user. Sessions stay; live connections keep what they were identified
    /// with and are to be closed, so that they come back as what they are now.
    ///
    /// # Errors
    /// [`LastAdmin`](Refused::LastAdmin), [`NotFound`](Refused::NotFound).
    pub async fn set_admin(&self, user: &UserId, on: bool) -> Result<Account, Refused> {
        let account = self.mode.accounts.set_admin(user, on).await??;
        let deed = if on { Deed::ADMIN_GRANTED } else { Deed::ADMIN_TAKEN };
        self.note(deed, Some(&account.user_id), None).await;
        Ok(account)
    }

    /// Suspends a user. Answers the account and the sessions that were closed: all live connections of the user are to be
    /// closed too.
    ///
    /// # Errors
    /// [`LastAdmin`](Refused::LastAdmin), [`NotFound`](Refused::NotFound).
    pub async fn suspend(&self, user: &UserId) -> Result<(Account, Vec<SessionId>), Refused> {
        let (account, closed) = self.mode.accounts.suspend(user, Some(self.mode.clock.now())).await??;
        self.note(Deed::SUSPENDED, Some(&account.user_id), None).await;
        Ok((account, closed))
    }

    /// Lets a suspended user in again. They have to sign in.
    ///
    /// # Errors
    /// [`NotFound`](Refused::NotFound).
    pub async fn readmit(&self, user: &UserId) -> Result<Account, Refused> {
        let (account, _) = self.mode.accounts.suspend(user, None).await??;
        self.note(Deed::READMITTED, Some(&account.user_id), None).await;
        Ok(account)
    }

    /// Makes a link with which a user sets another password. It takes the place of the one before.
    ///
    /// # Errors
    /// [`NotFound`](Refused::NotFound).
    pub async fn reset_link(&self, user: &UserId) -> Result<MadeLink, Refused> {
        let terms =
            Invitation { uses: 1, lasts: self.mode.limits.secret_link_lasts, conversations: Vec::new() };
        let made = self.make(LinkKind::Reset, Some(user.clone()), terms).await?;
        self.note(Deed::RESET_OFFERED, made.record.user_id.as_ref(), Some(made.record.id.to_string())).await;
        Ok(made)
    }

    /// Makes an invitation.
    ///
    /// # Errors
    /// [`BadTerms`](Refused::BadTerms), [`TooMany`](Refused::TooMany).
    pub async fn invite(&self, terms: Invitation) -> Result<MadeLink, Refused> {
        let limits = &self.mode.limits;
        if !(1..=limits.invitation_uses).contains(&terms.uses) {
            let sentence = format!("An invitation is for 1 to {} people.", limits.invitation_uses);
            return Err(Refused::BadTerms(sentence));
        }
        if terms.lasts.is_zero() || terms.lasts > limits.invitation_lasts {
            let days = limits.invitation_lasts.as_secs() / (24 * 60 * 60);
            return Err(Refused::BadTerms(format!("An invitation lasts up to {days} days.")));
        }
        let made = self.make(LinkKind::Invite, None, terms).await?;
        self.note(Deed::INVITED, None, Some(made.record.id.to_string())).await;
        Ok(made)
    }

    /// The links, those made last first, those that ended lately too.
    pub async fn links(&self) -> Result<Vec<LinkRecord>, Refused> {
        Ok(self.mode.accounts.links(self.mode.limits.listed_links).await?)
    }

    /// Ends a link.
    ///
    /// # Errors
    /// [`NotFound`](Refused::NotFound) if it is not open.
    pub async fn revoke_link(&self, id: LinkId) -> Result<(), Refused> {
        if !self.mode.accounts.revoke_link(id, self.mode.clock.now()).await? {
            return Err(Refused::NotFound("link"));
        }
        self.note(Deed::LINK_REVOKED, None, Some(id.to_string())).await;
        Ok(())
    }

    /// Who did what, the newest first; older than the entry with the number `before`, if it is given.
    pub async fn audit_log(&self, before: Option<u64>, limit: usize) -> Result<Vec<AuditRecord>, Refused> {
        self.mode.audit.read(before, limit).await
    }

    /// Writes down something that an administrator did elsewhere: with a conversation, or a report.
    pub async fn note(&self, deed: Deed, user: Option<&UserId>, detail: Option<String>) {
        self.mode.note(self.by.as_ref(), deed, user, detail).await;
    }

    async fn make(
        &self,
        kind: LinkKind,
        user_id: Option<UserId>,
        terms: Invitation,
    ) -> Result<MadeLink, Refused> {
        let (link, found_by) = secret::mint(&*self.mode.random, "")?;
        let at = self.mode.clock.now();
        let new = NewLink {
            id: LinkId::from_bytes(random::bytes(&*self.mode.random)?),
            secret: found_by,
            kind,
            user_id,
            conversations: terms.conversations,
            max_uses: terms.uses,
            made_by: self.by.clone(),
            at,
            expires_at: after(at, terms.lasts),
            limit: self.mode.limits.open_links,
        };
        match self.mode.accounts.make_link(new).await? {
            Err(AccountRefusal::TooMany) => Err(Refused::TooMany("open links")),
            outcome => Ok(MadeLink { secret: link, record: outcome? }),
        }
    }
}
