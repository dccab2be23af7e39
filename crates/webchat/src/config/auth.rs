//! How people show who they are: what was said about it becomes an [`Identity`], or a sentence.

use std::path::PathBuf;

use anyhow::bail;
use clap::{Args, ValueEnum};
use webchat_auth::SignUpPolicy;

/// Who may be who.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, ValueEnum, serde::Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Auth {
    /// Everybody is who they say they are. For a desk, a workshop, a demo.
    #[default]
    Open,
    /// Accounts of this server: a name and a password
    Password,
    /// Your application signs who its users are (JSON Web Tokens)
    Token,
}

/// Who may get an account.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, ValueEnum, serde::Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum SignUp {
    /// Nobody by themselves; administrators add people
    Closed,
    /// Whoever has an invitation
    #[default]
    Invite,
    /// Everybody
    Open,
}

/// What can be said about it.
#[derive(Debug, Default, Args)]
pub(crate) struct AuthFlags {
    /// How people show who they are [default: open]
    #[arg(long, env = "WEBCHAT_AUTH", value_name = "MODE")]
    pub(crate) auth: Option<Auth>,

    /// Who may get an account, in password mode [default: invite]
    #[arg(long, env = "WEBCHAT_SIGN_UP", value_name = "WHO")]
    pub(crate) sign_up: Option<SignUp>,

    /// The key that tokens are checked with, in token mode: a secret of 32 bytes or more (HS256), or a public key as PEM
    /// (RS256, ES256, Ed25519). Read again when it changes
    #[arg(long, env = "WEBCHAT_TOKEN_KEY", value_name = "FILE")]
    pub(crate) token_key: Option<PathBuf>,

    /// The same as a set of public keys (JWKS), in a file or at an address
    #[arg(long, env = "WEBCHAT_TOKEN_JWKS", value_name = "FILE|URL")]
    pub(crate) token_jwks: Option<String>,

    /// What "iss" must be in tokens, if it is looked at
    #[arg(long, env = "WEBCHAT_TOKEN_ISSUER", value_name = "TEXT")]
    pub(crate) token_issuer: Option<String>,

    /// What "aud" must hold in tokens; without it they must have none
    #[arg(long, env = "WEBCHAT_TOKEN_AUDIENCE", value_name = "TEXT")]
    pub(crate) token_audience: Option<String>,
}

/// How people show who they are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Identity {
    Open,
    Password(SignUpPolicy),
    Token { keys: Keys, issuer: Option<String>, audience: Option<String> },
}

/// Where the keys for tokens are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Keys {
    File(PathBuf),
    SetFile(PathBuf),
    SetUrl(String),
}

impl AuthFlags {
    /// What is said here, and what is left out, as the file has it.
    fn above(self, file: Self) -> Self {
        // A key and a set of keys exclude each other: who names one here does not mean the other one in the file.
        let is_named = self.token_key.is_some() || self.token_jwks.is_some();
        let (key, jwks) = if is_named { (None, None) } else { (file.token_key, file.token_jwks) };
        Self {
            auth: self.auth.or(file.auth),
            sign_up: self.sign_up.or(file.sign_up),
            token_key: self.token_key.or(key),
            token_jwks: self.token_jwks.or(jwks),
            token_issuer: self.token_issuer.or(file.token_issuer),
            token_audience: self.token_audience.or(file.token_audience),
        }
    }

    /// Puts it above the file, and says what does not fit together.
    pub(crate) fn resolve(self, file: Self) -> anyhow::Result<Identity> {
        let Self { auth, sign_up, token_key, token_jwks, token_issuer, token_audience } = self.above(file);
        let auth = auth.unwrap_or_default();
        if sign_up.is_some() && auth != Auth::Password {
            bail!("--sign-up says who may get an account; there are accounts with --auth password only.");
        }
        let told =
            [token_key.is_some(), token_jwks.is_some(), token_issuer.is_some(), token_audience.is_some()];
        if auth != Auth::Token && told.contains(&true) {
            bail!("--token-key, --token-jwks, --token-issuer and --token-audience are for --auth token.");
        }
        Ok(match auth {
            Auth::Open => Identity::Open,
            Auth::Password => Identity::Password(policy(sign_up.unwrap_or_default())),
            Auth::Token => {
                let keys = keys(token_key, token_jwks)?;
                Identity::Token { keys, issuer: token_issuer, audience: token_audience }
            }
        })
    }
}

fn policy(sign_up: SignUp) -> SignUpPolicy {
    match sign_up {
        SignUp::Closed => SignUpPolicy::Closed,
        SignUp::Invite => SignUpPolicy::Invite,
        SignUp::Open => SignUpPolicy::Open,
    }
}

fn keys(key: Option<PathBuf>, jwks: Option<String>) -> anyhow::Result<Keys> {
    match (key, jwks) {
        (Some(file), None) => Ok(Keys::File(file)),
        (None, Some(set)) if set.contains("://") => Ok(Keys::SetUrl(set)),
        (None, Some(set)) => Ok(Keys::SetFile(set.into())),
        (Some(_), Some(_)) => {
            bail!("--token-key and --token-jwks are two ways to name the keys: choose one.")
        }
        (None, None) => bail!(
            "Token mode needs the key that your application signs with: --token-key FILE, or --token-jwks FILE or URL."
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::File;

    fn resolved(flags: AuthFlags, file: &str) -> anyhow::Result<Identity> {
        flags.resolve(toml::from_str::<File>(file).unwrap().auth())
    }

    #[test]
    fn without_a_word_everybody_is_who_they_say() {
        assert_eq!(resolved(AuthFlags::default(), "").unwrap(), Identity::Open);
        let password = resolved(AuthFlags::default(), "auth = \"password\"").unwrap();
        assert_eq!(password, Identity::Password(SignUpPolicy::Invite));
    }

    #[test]
    fn flags_go_before_the_file() {
        let flags = AuthFlags { token_key: Some("key.pem".into()), ..AuthFlags::default() };
        let file = "auth = \"token\"\ntoken_jwks = \"https://example.com/jwks\"\ntoken_audience = \"chat\"";
        let token = |keys, audience: &str| Identity::Token {
            keys,
            issuer: None,
            audience: Some(audience.to_owned()),
        };
        assert_eq!(resolved(flags, file).unwrap(), token(Keys::File("key.pem".into()), "chat"));
        let url = Keys::SetUrl("https://example.com/jwks".into());
        assert_eq!(resolved(AuthFlags::default(), file).unwrap(), token(url, "chat"));
    }

    #[test]
    fn what_does_not_fit_together_is_said() {
        for (file, word) in [
            ("auth = \"token\"", "--token-key"),
            ("auth = \"token\"\ntoken_key = \"a\"\ntoken_jwks = \"b\"", "choose one"),
            ("auth = \"token\"\ntoken_key = \"a\"\nsign_up = \"open\"", "--sign-up"),
            ("sign_up = \"open\"", "--sign-up"),
            ("auth = \"password\"\ntoken_issuer = \"a\"", "--auth token"),
        ] {
            let sentence = resolved(AuthFlags::default(), file).unwrap_err().to_string();
            assert!(sentence.contains(word), "{file}: {sentence}");
        }
    }
}
