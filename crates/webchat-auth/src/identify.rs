//! The one question, in all three modes: who is this?

use std::sync::Arc;

use webchat_core::{Actor, Clock};
use webchat_protocol::{Timestamp, UserId};

use crate::{AuditLog, KeyError, PasswordMode, PasswordParts, Refused, Secret, TokenMode, TokenSettings};

/// What a client shows: strings as a transport found them, unchecked but for the id.
#[derive(Debug, Clone, Default)]
pub struct Proof {
    /// A program's token or a host application's: from `Authorization: Bearer`, `register {token}`, or an address. It
    /// counts before the cookie.
    pub bearer: Option<Secret>,
    /// The session's cookie.
    pub cookie: Option<Secret>,
    /// Who they say they are. In open mode that is believed; in the others it must not be somebody else.
    pub claimed: Option<UserId>,
}

/// Who it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Identified {
    /// The user, whether they may administer, and the session that they came with.
    pub actor: Actor,
    /// The name to show, if it is known: of the account, or as the host application has it. It follows the rule of names.
    pub name: Option<String>,
    /// The address of a picture, as the host application has it: `https://…`.
    pub avatar: Option<String>,
    /// When this ends. A live connection is closed then, unless it has shown something newer. `None`: not by itself.
    pub expires_at: Option<Timestamp>,
    /// Whether a session in a cookie lasts longer from now on, until `expires_at`, so that the cookie has to as well.
    pub is_prolonged: bool,
}

impl Identified {
    /// Somebody of whom nothing else is known.
    pub(crate) fn plain(actor: Actor) -> Self {
        Self { actor, name: None, avatar: None, expires_at: None, is_prolonged: false }
    }
}

/// Who is this? Made once, from the settings.
pub enum Authenticator {
    /// Whoever one says one is.
    Open,
    /// Accounts.
    Password(Box<PasswordMode>),
    /// The host application's word.
    Token(Box<TokenMode>),
}

impl Authenticator {
    /// Password mode with these parts. Costs nothing: no password is hashed for it.
    ///
    /// # Errors
    /// [`NoRandomness`](Refused::NoRandomness).
    pub fn password(parts: PasswordParts) -> Result<Self, Refused> {
        PasswordMode::new(parts).map(Box::new).map(Self::Password)
    }

    /// Token mode with these settings. Reads the file, if the keys are in one; blocks for so long. Keys from elsewhere are
    /// fetched when the first token comes, or by [`TokenMode::warm_up`].
    ///
    /// # Errors
    /// A [`KeyError`], which is a sentence for whoever starts the server.
    pub fn token(settings: TokenSettings, clock: Arc<dyn Clock>) -> Result<Self, KeyError> {
        TokenMode::open(settings, clock).map(Box::new).map(Self::Token)
    }

    /// Says who shows this. Costs a look into the store in password mode, a signature in token mode, nothing in open mode.
    ///
    /// # Errors
    /// With what is missing, wrong or over: mostly [`Unauthenticated`](crate::RefusalKind::Unauthenticated).
    pub async fn identify(&self, proof: &Proof) -> Result<Identified, Refused> {
        let identified = match self {
            Self::Open => {
                let claimed = proof.claimed.clone().ok_or(Refused::Nameless)?;
                return Ok(Identified::plain(Actor::new(claimed)));
            }
            Self::Password(mode) => mode.identify(proof).await?,
            Self::Token(mode) => mode.identify(proof.bearer.as_ref().ok_or(Refused::NotSignedIn)?).await?,
        };
        match &proof.claimed {
            Some(claimed) if *claimed != identified.actor.user_id => {
                Err(Refused::SomebodyElse(identified.actor.user_id))
            }
            _ => Ok(identified),
        }
    }

    /// The same with a record of who did what. Password mode has its own, and in open mode nobody does anything that is
    /// written down.
    #[must_use]
    pub fn recording(mut self, audit: AuditLog) -> Self {
        if let Self::Token(mode) = &mut self {
            mode.audit = Some(audit);
        }
        self
    }

    /// The record of who did what, if one is kept.
    pub fn audit(&self) -> Option<&AuditLog> {
        match self {
            Self::Open => None,
            Self::Password(mode) => Some(mode.audit()),
            Self::Token(mode) => mode.audit.as_ref(),
        }
    }

    /// The accounts.
    ///
    /// # Errors
    /// [`NoAccounts`](Refused::NoAccounts) in the modes that have none.
    pub fn accounts(&self) -> Result<&PasswordMode, Refused> {
        match self {
            Self::Password(mode) => Ok(mode),
            Self::Open | Self::Token(_) => Err(Refused::NoAccounts),
        }
    }

    /// Whether whoever one says one is: what protects then is where the server listens.
    pub fn is_open(&self) -> bool {
        matches!(self, Self::Open)
    }

    /// Forgets what is over: sessions and links that ended long ago, tries that count no more. Call it about once an hour;
    /// calling it more often does no harm.
    pub async fn sweep(&self) {
        if let Self::Password(mode) = self {
            mode.sweep().await;
        }
    }
}
