//! `webchat.toml`

use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use anyhow::{Context, bail};
use serde::Deserialize;
use webchat_protocol::Limits;

use super::LogFormat;
use super::auth::{Auth, AuthFlags, SignUp};

/// The file that is read when none is named and it is there.
const DEFAULT: &str = "webchat.toml";
/// A configuration file is short; what is longer is something else.
const LONGEST: u64 = 1024 * 1024;

/// What the file may say: every setting of `webchat serve`, and the limits.
#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct File {
    pub(crate) listen: Option<String>,
    pub(crate) data_dir: Option<PathBuf>,
    pub(crate) auth: Option<Auth>,
    pub(crate) sign_up: Option<SignUp>,
    pub(crate) token_key: Option<PathBuf>,
    pub(crate) token_jwks: Option<String>,
    pub(crate) token_issuer: Option<String>,
    pub(crate) token_audience: Option<String>,
    pub(crate) public_url: Option<String>,
    pub(crate) trust_proxy: Option<bool>,
    pub(crate) allow_open_network: Option<bool>,
    pub(crate) allow_origin: Vec<String>,
    pub(crate) store_url: Option<String>,
    pub(crate) bus_url: Option<String>,
    pub(crate) log_format: Option<LogFormat>,
    pub(crate) log_level: Option<String>,
    pub(crate) limits: Limits,
}

impl File {
    /// Reads the file that is named, which must be there, or `webchat.toml`, which need not.
    pub(crate) fn read(named: Option<&Path>) -> anyhow::Result<Self> {
        let path = named.unwrap_or(Path::new(DEFAULT));
        let shown = path.display();
        match std::fs::metadata(path) {
            Err(error) if error.kind() == ErrorKind::NotFound && named.is_none() => {
                return Ok(Self::default());
            }
            Ok(metadata) if metadata.len() > LONGEST => {
                bail!("{shown} is too long for a configuration file.")
            }
            _ => {}
        }
        let text = std::fs::read_to_string(path).with_context(|| format!("Could not read {shown}"))?;
        let file: Self = toml::from_str(&text).with_context(|| format!("{shown} is not understood"))?;
        file.check().with_context(|| format!("{shown} is not understood"))?;
        Ok(file)
    }

    /// What it says about how people show who they are.
    pub(crate) fn auth(&self) -> AuthFlags {
        AuthFlags {
            auth: self.auth,
            sign_up: self.sign_up,
            token_key: self.token_key.clone(),
            token_jwks: self.token_jwks.clone(),
            token_issuer: self.token_issuer.clone(),
            token_audience: self.token_audience.clone(),
        }
    }

    fn check(&self) -> anyhow::Result<()> {
        let limits = &self.limits;
        let needed = [
            ("text_characters", limits.text_characters),
            ("frame_bytes", limits.frame_bytes),
            ("body_bytes", limits.body_bytes),
            ("connections_per_user", limits.connections_per_user),
            ("connections", limits.connections),
            ("queue_bytes", limits.queue_bytes),
            ("page_messages", limits.page_messages),
            ("delta_bytes", limits.delta_bytes),
            ("cursors", limits.cursors),
            ("catch_ups", limits.catch_ups),
        ];
        match needed.iter().find(|(_, value)| *value == 0) {
            Some((name, _)) => {
                bail!("[limits] {name} must be at least 1; only a rate can be 0, which turns it off.")
            }
            None => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> anyhow::Result<File> {
        let file: File = toml::from_str(text)?;
        file.check()?;
        Ok(file)
    }

    #[test]
    fn names_what_it_changes_and_leaves_the_rest() {
        let file = read("listen = \"0.0.0.0:80\"\n[limits]\nmessages_per_second = 0\ntext_characters = 500")
            .unwrap();
        assert_eq!(file.limits.messages_per_second, 0);
        assert_eq!(file.limits.text_characters, 500);
        assert_eq!(file.limits.connections_per_user, Limits::default().connections_per_user);
    }

    #[test]
    fn refuses_what_it_does_not_know_with_its_name() {
        for (text, name) in
            [("lisen = 1", "lisen"), ("[limits]\ntext_chars = 1", "text_chars"), ("listen = 3", "listen")]
        {
            assert!(format!("{:#}", read(text).unwrap_err()).contains(name));
        }
        assert!(read("[limits]\nqueue_bytes = 0").unwrap_err().to_string().contains("queue_bytes"));
    }
}
