//! Accounts: everything that is done with a password, a session or a link. A file for each use case.

mod administration;
mod changing;
mod entering;
mod hashing;
mod joining;
mod linking;
mod pool;
mod programs;
mod rules;
mod sessions;

use std::net::IpAddr;
use std::sync::Arc;
use std::time::Duration;

pub use administration::{Administration, Invitation, MadeLink};
pub use hashing::Cost;
pub use joining::NewPerson;
pub use linking::LinkSight;
pub use programs::MadeToken;
use webchat_core::accounts::{AuditEntry, Deed, PasswordHash, SessionId};
use webchat_core::{Accounts, Clock};
use webchat_protocol::{ConversationId, Timestamp, UserId};

use self::pool::Pool;
use crate::tries::Tries;
use crate::{AccountLimits, Identified, Random, Refused, Secret};

/// Who may get an account.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum SignUpPolicy {
    /// Nobody by themselves; administrators add people.
    Closed,
    /// Whoever has an invitation.
    #[default]
    Invite,
    /// Everybody.
    Open,
}

/// What password mode is made of.
pub struct PasswordParts {
    /// Where accounts are kept.
    pub accounts: Arc<dyn Accounts>,
    /// Where time comes from.
    pub clock: Arc<dyn Clock>,
    /// Where secrets come from.
    pub random: Arc<dyn Random>,
    /// What hashing a password costs.
    pub cost: Cost,
    /// Who may get an account.
    pub sign_up: SignUpPolicy,
    /// The limits in force.
    pub limits: AccountLimits,
}

/// Where a request comes from.
#[derive(Debug, Clone)]
pub struct Visitor {
    /// The address, for the limits. Behind a proxy the one that the proxy tells, if it is trusted.
    pub address: IpAddr,
    /// What the browser says about itself, for the list of sessions.
    pub user_agent: Option<String>,
}

/// Somebody who has just signed in at a browser.
#[derive(Debug)]
pub struct SignedIn {
    /// Who.
    pub identified: Identified,
    /// What the browser's cookie holds from now on. It is told once and kept nowhere.
    pub cookie: Secret,
    /// How long the cookie lasts unless it is used.
    pub lasts: Duration,
    /// What the invitation leads into, if they came with one: it is to be joined now.
    pub invited: Invited,
    /// The sessions that were closed by it. Their live connections are to be closed too.
    pub closed: Vec<SessionId>,
}

/// What an invitation leads somebody into.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Invited {
    /// The conversations.
    pub conversations: Vec<ConversationId>,
    /// Who made the invitation, and adds them there as far as they may; `None` for somebody at the server's console, who is
    /// in no conversation.
    pub by: Option<UserId>,
}

/// Password mode. Its methods are spread over the files of this folder, one use case each.
pub struct PasswordMode {
    accounts: Arc<dyn Accounts>,
    clock: Arc<dyn Clock>,
    random: Arc<dyn Random>,
    pool: Pool,
    tries: Tries,
    sign_up: SignUpPolicy,
    limits: AccountLimits,
    /// What a password is compared with where there is no account, so that it takes as long as where there is one.
    decoy: PasswordHash,
}

impl PasswordMode {
    pub(crate) fn new(parts: PasswordParts) -> Result<Self, Refused> {
        let PasswordParts { accounts, clock, random, cost, sign_up, limits } = parts;
        Ok(Self {
            pool: Pool::new(cost, &limits),
            tries: Tries::new(&limits, &clock),
            decoy: hashing::decoy(cost, &*random)?,
            accounts,
            clock,
            random,
            sign_up,
            limits,
        })
    }

    /// Who may get an account.
    pub fn sign_up_policy(&self) -> SignUpPolicy {
        self.sign_up
    }

    /// Whether nobody administers the server yet.
    pub async fn needs_setup(&self) -> Result<bool, Refused> {
        Ok(!self.accounts.has_admin().await?)
    }

    /// The name to show of somebody who has an account.
    pub async fn name_of(&self, user: &UserId) -> Result<Option<String>, Refused> {
        let account = self.accounts.account(user).await?;
        Ok(account.map(|account| account.name.unwrap_or_else(|| account.user_id.to_string())))
    }

    /// How many passwords were hashed since the start, compared ones too: what sign-in costs this server.
    pub fn hashes_computed(&self) -> u64 {
        self.pool.computed()
    }

    pub(crate) async fn sweep(&self) {
        self.tries.sweep();
        let before = before(self.clock.now(), self.limits.ended_kept);
        if let Err(error) = self.accounts.forget_ended(before).await {
            tracing::warn!(%error, "sessions and links that ended could not be forgotten");
        }
    }

    /// Writes down what was done. That it can't be written does not undo it.
    async fn note(&self, by: Option<&UserId>, deed: Deed, user: Option<&UserId>, detail: Option<String>) {
        let entry = AuditEntry { at: self.clock.now(), by: by.cloned(), deed, user: user.cloned(), detail };
        if let Err(error) = self.accounts.audit(entry, self.limits.audit_entries).await {
            tracing::error!(%error, "the audit log could not be written");
        }
    }
}

/// So much later.
fn after(at: Timestamp, time: Duration) -> Timestamp {
    let millis = i64::try_from(time.as_millis()).unwrap_or(i64::MAX);
    Timestamp::from_millis(at.millis().saturating_add(millis))
}

/// So much earlier.
fn before(at: Timestamp, time: Duration) -> Timestamp {
    let millis = i64::try_from(time.as_millis()).unwrap_or(i64::MAX);
    Timestamp::from_millis(at.millis().saturating_sub(millis))
}
