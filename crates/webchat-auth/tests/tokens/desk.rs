//! A server in token mode, and short words for what it is shown.

use std::path::PathBuf;
use std::sync::Arc;

use serde_json::{Value, json};
use tempfile::TempDir;
use webchat_auth::{
    Authenticator, Identified, KeyError, KeySource, Proof, Refused, Secret, TokenError, TokenSettings,
};
use webchat_core::Clock;
use webchat_testkit::TestClock;

use crate::signing::Signer;

/// A server in token mode with its keys in a file.
pub struct Desk {
    pub who: Authenticator,
    pub clock: TestClock,
    pub path: PathBuf,
    _folder: TempDir,
}

/// How the file is read.
pub type Kind = fn(PathBuf) -> KeySource;

impl Desk {
    pub fn try_new(kind: Kind, content: impl AsRef<[u8]>) -> Result<Self, KeyError> {
        Self::told(kind, content, None, None)
    }

    /// A server that was told an issuer and its own name.
    pub fn told(
        kind: Kind,
        content: impl AsRef<[u8]>,
        issuer: Option<&str>,
        audience: Option<&str>,
    ) -> Result<Self, KeyError> {
        let folder = TempDir::new().unwrap();
        let path = folder.path().join("key");
        std::fs::write(&path, content).unwrap();
        let clock = TestClock::default();
        let settings = TokenSettings {
            keys: kind(path.clone()),
            issuer: issuer.map(str::to_owned),
            audience: audience.map(str::to_owned),
        };
        let who = Authenticator::token(settings, Arc::new(clock.clone()))?;
        Ok(Self { who, clock, path, _folder: folder })
    }

    /// A server with the key of this signer.
    pub fn of(signer: &Signer) -> Self {
        match signer {
            Signer::Hs256(secret) => Self::try_new(KeySource::SecretFile, secret).unwrap(),
            _ => Self::try_new(KeySource::PemFile, signer.public_pem()).unwrap(),
        }
    }

    pub async fn show(&self, token: &str) -> Result<Identified, Refused> {
        show(&self.who, token).await
    }

    /// Why a token is refused.
    pub async fn refusal(&self, token: &str) -> TokenError {
        refusal(&self.who, token).await
    }

    /// Seconds since 1970, by the server's clock.
    pub fn now(&self) -> i64 {
        self.clock.now().millis() / 1_000
    }

    /// Claims that hold for an hour.
    pub fn claims(&self) -> Value {
        claims(&self.clock)
    }
}

/// Claims that hold for an hour.
pub fn claims(clock: &TestClock) -> Value {
    json!({ "sub": "alice", "exp": clock.now().millis() / 1_000 + 3_600 })
}

pub async fn show(who: &Authenticator, token: &str) -> Result<Identified, Refused> {
    who.identify(&Proof { bearer: Some(Secret::new(token)), ..Proof::default() }).await
}

pub async fn refusal(who: &Authenticator, token: &str) -> TokenError {
    match show(who, token).await {
        Err(Refused::Token(error)) => error,
        other => panic!("it should be refused, and is {other:?}"),
    }
}
