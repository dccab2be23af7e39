//! What is refused: a sentence for people, and a kind for programs.

use std::time::Duration;

use thiserror::Error;
use webchat_core::accounts::{AccountRefusal, LinkState};
use webchat_core::store::StoreError;
use webchat_protocol::UserId;

use crate::{NoRandomness, TokenError};

/// Characters of a password at least. NIST SP 800-63B asks for 8.
pub(crate) const PASSWORD_MIN: usize = 8;
/// Characters of a password at most: a long sentence. What is hashed should be no megabyte.
pub(crate) const PASSWORD_MAX: usize = 256;

/// Why a request was refused. Displays as a sentence for whoever made it, and tells them nothing that is not theirs to
/// know.
#[derive(Debug, Error)]
pub enum Refused {
    /// Nothing was shown that says who this is.
    #[error("Sign in first.")]
    NotSignedIn,
    /// In open mode, nobody was named.
    #[error("Say who you are: name yourself in \"userId\".")]
    Nameless,
    /// What was shown is somebody else's than the request names.
    #[error("You are signed in as {0}; the request names somebody else.")]
    SomebodyElse(UserId),
    /// The session is not there: it expired, was closed, or never was.
    #[error("You are signed out. Sign in again.")]
    SessionEnded,
    /// The host application's token does not hold.
    #[error(transparent)]
    Token(#[from] TokenError),
    /// One of the two, and it is not said which.
    #[error("The name or the password is wrong.")]
    WrongPassword,
    /// Told only to those who know the password.
    #[error("This account is suspended. Ask an administrator.")]
    Suspended,
    /// The server takes nobody in.
    #[error("This server takes in no new people. Ask an administrator.")]
    SignUpClosed,
    /// The server takes in those who are invited.
    #[error("You need an invitation to get an account here.")]
    InvitationNeeded,
    /// The link can't be used; `None` where there is no such link.
    #[error("{}", link_sentence(*.0))]
    LinkGone(Option<LinkState>),
    /// Somebody has this id, or had it.
    #[error("This name is taken. Choose another one.")]
    Taken,
    /// The name to show breaks its rule.
    #[error("{0}")]
    BadName(String),
    /// The password breaks the rule.
    #[error(transparent)]
    BadPassword(#[from] PasswordFlaw),
    /// The terms of an invitation or of a program's token are out of their bounds.
    #[error("{0}")]
    BadTerms(String),
    /// It is for a person at a browser, and this is a program.
    #[error("Programs may not do this. Sign in with a browser.")]
    NotForPrograms,
    /// It is for administrators.
    #[error("Only administrators may do this.")]
    NotAdmin,
    /// Nobody would be left who can administer.
    #[error("Somebody has to be left who can administer. Make another person an administrator first.")]
    LastAdmin,
    /// There is no such thing, or it is somebody else's.
    #[error("There is no such {0}.")]
    NotFound(&'static str),
    /// There are as many as there may be.
    #[error("There are as many {0} as there may be. Remove one first.")]
    TooMany(&'static str),
    /// Tried more often than one may.
    #[error("That was tried too often. Wait {} and try again.", in_words(*.0))]
    TooFast(Duration),
    /// More passwords wait to be compared than may.
    #[error("The server has its hands full with people who sign in. Try again in a moment.")]
    Busy,
    /// This mode has no accounts.
    #[error("This server has no accounts of its own.")]
    NoAccounts,
    /// The store failed.
    #[error("{}", store_sentence(.0))]
    Store(StoreError),
    /// No secret could be made.
    #[error("The server can make no secrets at the moment. Try again.")]
    NoRandomness(#[from] NoRandomness),
}

/// What a refusal means to a program, and which status a transport gives it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RefusalKind {
    /// Who this is has to be shown first, or again: 401.
    Unauthenticated,
    /// It is settled who this is, and they may not: 403.
    Forbidden,
    /// What was asked breaks a rule: 400.
    BadInput,
    /// There is no such thing: 404.
    NotFound,
    /// It was there and is no more: 410.
    Gone,
    /// It does not go with what is there: 409.
    Conflict,
    /// Later: 429.
    TooFast,
    /// Not now: 503.
    Unavailable,
}

impl Refused {
    /// What it means to a program.
    pub fn kind(&self) -> RefusalKind {
        match self {
            Self::Token(TokenError::NoKeys) | Self::Store(_) | Self::NoRandomness(_) | Self::Busy => {
                RefusalKind::Unavailable
            }
            Self::NotSignedIn | Self::SessionEnded | Self::WrongPassword | Self::Token(_) => {
                RefusalKind::Unauthenticated
            }
            Self::SomebodyElse(_)
            | Self::Suspended
            | Self::SignUpClosed
            | Self::InvitationNeeded
            | Self::NotForPrograms
            | Self::NotAdmin => RefusalKind::Forbidden,
            Self::Nameless | Self::BadName(_) | Self::BadPassword(_) | Self::BadTerms(_) => {
                RefusalKind::BadInput
            }
            Self::LinkGone(Some(_)) => RefusalKind::Gone,
            Self::LinkGone(None) | Self::NotFound(_) | Self::NoAccounts => RefusalKind::NotFound,
            Self::Taken | Self::LastAdmin | Self::TooMany(_) => RefusalKind::Conflict,
            Self::TooFast(_) => RefusalKind::TooFast,
        }
    }

    /// When trying again makes sense, if that is known.
    pub fn retry_after(&self) -> Option<Duration> {
        match self {
            Self::TooFast(wait) => Some(*wait),
            Self::Busy | Self::Store(_) | Self::NoRandomness(_) | Self::Token(TokenError::NoKeys) => {
                Some(Duration::from_secs(1))
            }
            _ => None,
        }
    }
}

impl From<StoreError> for Refused {
    fn from(error: StoreError) -> Self {
        tracing::error!(%error, "the store failed");
        Self::Store(error)
    }
}

impl From<AccountRefusal> for Refused {
    fn from(refusal: AccountRefusal) -> Self {
        match refusal {
            AccountRefusal::Taken => Self::Taken,
            AccountRefusal::Unknown => Self::NotFound("account"),
            AccountRefusal::Suspended => Self::Suspended,
            AccountRefusal::LinkGone => Self::LinkGone(Some(LinkState::Used)),
            AccountRefusal::LastAdmin => Self::LastAdmin,
            AccountRefusal::TooMany => Self::TooMany("of them"),
            AccountRefusal::PasswordChanged => Self::WrongPassword,
        }
    }
}

/// What is wrong with a password that somebody chose.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum PasswordFlaw {
    /// Too short.
    #[error("A password has {PASSWORD_MIN} characters or more.")]
    TooShort,
    /// Too long.
    #[error("A password has {PASSWORD_MAX} characters at most.")]
    TooLong,
    /// Whoever guesses tries it first.
    #[error("This password is one of the first that anybody would guess. Choose another one.")]
    Common,
}

fn link_sentence(state: Option<LinkState>) -> &'static str {
    match state {
        None => "There is no such link. See whether its address is whole.",
        Some(LinkState::Expired) => "This link has expired. Ask for a new one.",
        Some(LinkState::Revoked) => "This link was revoked. Ask for a new one.",
        Some(LinkState::Used | LinkState::Open) => "This link was used already. Ask for a new one.",
    }
}

fn store_sentence(error: &StoreError) -> &'static str {
    match error {
        StoreError::Full(_) => "The server's disk is full. Nothing was saved; try again later.",
        StoreError::Unavailable(_) => "The server could not save or read this. Try again.",
        StoreError::Closed => "The server is shutting down. Nothing was saved; try again in a moment.",
    }
}

fn in_words(wait: Duration) -> String {
    let seconds = wait.as_secs() + u64::from(wait.subsec_nanos() > 0);
    match seconds {
        0 | 1 => "a second".to_owned(),
        2..=90 => format!("{seconds} seconds"),
        _ => format!("{} minutes", seconds.div_ceil(60)),
    }
}
