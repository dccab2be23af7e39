//! Who is this? From what a client shows to an [`Actor`](webchat_core::Actor), in one of three modes.
//!
//! An [`Authenticator`] is made from the settings. It takes a [`Proof`] (strings) and answers [`Identified`] or
//! [`Refused`], which is a sentence with a [`RefusalKind`] for programs.
//! - **open**: whoever one says one is. For a desk, a demo, or behind something that decides.
//! - **password** ([`PasswordMode`]): accounts. Sign-in, sign-up, sessions, programs' tokens, links, administration.
//! - **token** ([`TokenMode`]): the host application signs who its users are (JWT, RFC 7519).
//!
//! Where what is:
//! - `identify`: the one question, in all three modes.
//! - `password`: everything about accounts, a file for each use case. `pool` bounds what passwords cost, `tries` how
//!   often one may try, `limits` holds the numbers.
//! - `token`: a signature, the claims, and where keys come from.
//! - `secret`, `random`: what must not be shown, and where it comes from.
//!
//! It must not know: HTTP (but for `token::https`, which fetches keys), cookies' syntax, frames, SQL, or what an actor
//! may do in a conversation. Time and randomness are handed in. No secret reaches a log: the types that hold them print
//! nothing.

mod address;
mod device;
mod identify;
mod limits;
mod password;
mod random;
mod refused;
mod secret;
mod token;
mod tries;

pub use device::device;
pub use identify::{Authenticator, Identified, Proof};
pub use limits::{AccountLimits, Pace};
pub use password::{
    Administration, Cost, Invitation, Invited, LinkSight, MadeLink, MadeToken, NewPerson, PasswordMode,
    PasswordParts, SignUpPolicy, SignedIn, Visitor,
};
pub use random::{NoRandomness, Random, SystemRandom};
pub use refused::{PasswordFlaw, RefusalKind, Refused};
pub use secret::{Password, Secret};
#[cfg(feature = "fetch")]
pub use token::https::{HttpsKeys, UrlError};
pub use token::{FetchError, FetchKeys, KeyError, KeySource, TokenError, TokenMode, TokenSettings};
