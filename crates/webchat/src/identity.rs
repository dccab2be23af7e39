//! From the settings to the [`Authenticator`], and to the rules that fit it.

use std::io::Read;
use std::path::Path;
use std::sync::Arc;

use webchat_auth::{
    AccountLimits, AuditLog, Authenticator, Cost, HttpsKeys, KeySource, PasswordParts, SignUpPolicy,
    SystemRandom, TokenSettings,
};
use webchat_core::{Accounts, Clock, Rules};

use crate::config::{Identity, Keys};

/// What holds for everybody, by how they show who they are.
pub(crate) fn rules(identity: &Identity) -> Rules {
    match identity {
        Identity::Open => Rules::OPEN,
        Identity::Password(_) => Rules { classic_hears_all: false, strangers: false },
        // The host application knows people whom nobody has seen here.
        Identity::Token { .. } => Rules { classic_hears_all: false, strangers: true },
    }
}

/// Who is this? What can't be used is a sentence.
pub(crate) async fn authenticator(
    identity: Identity,
    accounts: Arc<dyn Accounts>,
    clock: Arc<dyn Clock>,
) -> anyhow::Result<Authenticator> {
    match identity {
        Identity::Open => Ok(Authenticator::Open),
        Identity::Password(sign_up) => password(accounts, clock, sign_up),
        Identity::Token { keys, issuer, audience } => {
            let settings = TokenSettings { keys: source(keys)?, issuer, audience };
            let audit = AuditLog::new(accounts, clock.clone(), &AccountLimits::default());
            let made = Authenticator::token(settings, clock)?.recording(audit);
            if let Authenticator::Token(mode) = &made
                && let Err(error) = mode.warm_up().await
            {
                tracing::warn!(%error, "the keys for tokens could not be fetched; they will be when a token comes");
            }
            Ok(made)
        }
    }
}

/// Password mode over these accounts.
pub(crate) fn password(
    accounts: Arc<dyn Accounts>,
    clock: Arc<dyn Clock>,
    sign_up: SignUpPolicy,
) -> anyhow::Result<Authenticator> {
    let (random, limits) = (Arc::new(SystemRandom), AccountLimits::default());
    let parts = PasswordParts { accounts, clock, random, cost: Cost::OWASP, sign_up, limits };
    Ok(Authenticator::password(parts)?)
}

fn source(keys: Keys) -> anyhow::Result<KeySource> {
    Ok(match keys {
        Keys::File(path) if is_pem(&path) => KeySource::PemFile(path),
        Keys::File(path) => KeySource::SecretFile(path),
        Keys::SetFile(path) => KeySource::JwksFile(path),
        Keys::SetUrl(url) => KeySource::Fetched(Arc::new(HttpsKeys::new(&url)?)),
    })
}

/// What is in a file decides what it is. One that can't be read is for whoever reads it to complain about.
fn is_pem(path: &Path) -> bool {
    let mut begin = Vec::new();
    let read = std::fs::File::open(path).and_then(|file| file.take(64).read_to_end(&mut begin));
    read.is_ok() && begin.trim_ascii_start().starts_with(b"-----BEGIN")
}
