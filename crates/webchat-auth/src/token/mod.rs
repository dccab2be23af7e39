//! The host application's word: a JWT (RFC 7519) that it signs. Which algorithm signs is settled by the key and never by
//! the token (RFC 8725 section 3.1), so `none`, or a public key used as a secret, is not a case to think of.

mod claims;
mod error;
mod fetched;
#[cfg(feature = "fetch")]
pub mod https;
mod jwk;
mod jws;
mod key;
mod pem;
mod watched;

use std::path::PathBuf;
use std::sync::Arc;

pub use error::{KeyError, TokenError};
pub use fetched::{FetchError, FetchKeys};
use webchat_core::{Actor, Clock};

use self::claims::{Claims, Expected};
use self::fetched::Fetched;
use self::jws::Token;
use self::watched::Watched;
use crate::{AuditLog, Identified, Refused, Secret};

/// Where the keys are that tokens are checked with. A file is read again when what is in it changes, so a key is replaced
/// by replacing the file.
#[derive(Clone)]
pub enum KeySource {
    /// A file with a secret of 32 bytes or more, which both sides have: HS256. A line end at its end does not count.
    SecretFile(PathBuf),
    /// A file with a public key as PEM (`BEGIN PUBLIC KEY`): RS256, ES256 or `EdDSA`, as the key is.
    PemFile(PathBuf),
    /// A file with public keys as a JWK set (RFC 7517).
    JwksFile(PathBuf),
    /// A JWK set from elsewhere.
    Fetched(Arc<dyn FetchKeys>),
}

/// What token mode is told.
#[derive(Clone)]
pub struct TokenSettings {
    /// Where the keys are.
    pub keys: KeySource,
    /// What `iss` must be, if it is looked at.
    pub issuer: Option<String>,
    /// What `aud` must hold. Without it a token must have no `aud`: one that has is for somebody else (RFC 7519 section
    /// 4.1.3).
    pub audience: Option<String>,
}

/// Token mode.
pub struct TokenMode {
    keys: Keys,
    expected: Expected,
    clock: Arc<dyn Clock>,
    pub(crate) audit: Option<AuditLog>,
}

enum Keys {
    Watched(Watched),
    Fetched(Arc<Fetched>),
}

impl TokenMode {
    pub(crate) fn open(settings: TokenSettings, clock: Arc<dyn Clock>) -> Result<Self, KeyError> {
        let watch = |path, read| Watched::open(path, read, Arc::clone(&clock)).map(Keys::Watched);
        let keys = match settings.keys {
            KeySource::SecretFile(path) => watch(path, key::from_secret)?,
            KeySource::PemFile(path) => watch(path, pem::read)?,
            KeySource::JwksFile(path) => watch(path, jwk::read_set)?,
            KeySource::Fetched(fetch) => Keys::Fetched(Arc::new(Fetched::new(fetch, Arc::clone(&clock)))),
        };
        let expected = Expected { issuer: settings.issuer, audience: settings.audience };
        Ok(Self { keys, expected, clock, audit: None })
    }

    /// Fetches the keys, if they come from elsewhere, so that a mistake in the settings shows when the server starts.
    ///
    /// # Errors
    /// [`NoKeys`](TokenError::NoKeys); the log says why. The server may go on: keys are fetched again when they are needed.
    pub async fn warm_up(&self) -> Result<(), TokenError> {
        match &self.keys {
            Keys::Watched(_) => Ok(()),
            Keys::Fetched(fetched) => fetched.warm_up().await,
        }
    }

    /// Who the host application says this is. A signature and no look into the store.
    pub(crate) async fn identify(&self, token: &Secret) -> Result<Identified, Refused> {
        let claims = self.verify(token).await?;
        let at = self.clock.now();
        let accepted = claims.check(&self.expected, at)?;
        let actor = Actor { user_id: accepted.user_id, is_admin: accepted.is_admin, session: None };
        let (name, avatar, expires_at) = (accepted.name, accepted.avatar, Some(accepted.expires_at));
        Ok(Identified { actor, name, avatar, expires_at, is_prolonged: false })
    }

    /// The claims of a token whose signature holds. Nothing of them is read before it does.
    async fn verify(&self, token: &Secret) -> Result<Claims, TokenError> {
        let token = Token::parse(token.expose())?;
        let keys = match &self.keys {
            Keys::Watched(watched) => watched.keys().await.candidates(token.kid(), token.algorithm())?,
            Keys::Fetched(fetched) => fetched.candidates(token.kid(), token.algorithm()).await?,
        };
        if !keys.iter().any(|key| key.verifies(token.signed(), token.signature())) {
            return Err(TokenError::Signature);
        }
        Claims::read(&token.payload()?)
    }
}
