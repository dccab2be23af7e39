//! How people show a test's server who they are.

use std::path::Path;
use std::sync::Arc;

use base64ct::{Base64UrlUnpadded, Encoding};
use ring::hmac;
use serde_json::{Value, json};
use webchat_auth::{
    AccountLimits, Authenticator, Cost, KeySource, PasswordParts, SignUpPolicy, SystemRandom, TokenSettings,
};
use webchat_core::{Accounts, Clock, Rules};

use crate::TestClock;

/// How people show who they are.
#[derive(Debug, Clone)]
pub enum Mode {
    /// They say so, under these rules.
    Open(Rules),
    /// By accounts.
    Password {
        /// Who may get one.
        sign_up: SignUpPolicy,
        /// What passwords cost.
        cost: Cost,
        /// The limits on what is done with accounts.
        limits: Box<AccountLimits>,
    },
    /// By tokens that [`token`] signs, for this audience.
    Token(Option<String>),
}

/// What both sides know in token mode.
const SECRET: &[u8] = b"a secret of forty characters, not bytes!";

impl Mode {
    /// Accounts for everybody who wants one, with passwords that cost nothing.
    pub fn password() -> Self {
        let limits = Box::default();
        Self::Password { sign_up: SignUpPolicy::Open, cost: Cost::NONE, limits }
    }

    pub(crate) fn rules(&self) -> Rules {
        match self {
            Self::Open(rules) => *rules,
            Self::Password { .. } => Rules { classic_hears_all: false, strangers: false },
            Self::Token(_) => Rules { classic_hears_all: false, strangers: true },
        }
    }

    pub(crate) fn authenticator(
        &self,
        accounts: Arc<dyn Accounts>,
        clock: TestClock,
        folder: &Path,
    ) -> Authenticator {
        let clock: Arc<dyn Clock> = Arc::new(clock);
        match self {
            Self::Open(_) => Authenticator::Open,
            Self::Password { sign_up, cost, limits } => {
                let (random, limits) = (Arc::new(SystemRandom), (**limits).clone());
                let parts = PasswordParts { accounts, clock, random, cost: *cost, sign_up: *sign_up, limits };
                Authenticator::password(parts).unwrap()
            }
            Self::Token(audience) => {
                let path = folder.join("secret");
                std::fs::write(&path, SECRET).unwrap();
                let (keys, audience) = (KeySource::SecretFile(path), audience.clone());
                Authenticator::token(TokenSettings { keys, issuer: None, audience }, clock).unwrap()
            }
        }
    }
}

/// A token as a host application makes it, with these claims.
pub fn token(claims: &Value) -> String {
    sign(claims, SECRET)
}

/// One that somebody else signed.
pub fn forged_token(claims: &Value) -> String {
    sign(claims, b"another secret of forty characters......")
}

fn sign(claims: &Value, secret: &[u8]) -> String {
    let encode = |bytes: &[u8]| Base64UrlUnpadded::encode_string(bytes);
    let head = encode(json!({ "alg": "HS256", "typ": "JWT" }).to_string().as_bytes());
    let text = format!("{head}.{}", encode(claims.to_string().as_bytes()));
    let signature = hmac::sign(&hmac::Key::new(hmac::HMAC_SHA256, secret), text.as_bytes());
    format!("{text}.{}", encode(signature.as_ref()))
}
