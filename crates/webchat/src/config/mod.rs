//! What the program was told, once: flag before environment before file before default, checked here and nowhere else.

mod auth;
mod file;
mod flags;
mod listen;
mod place;
mod public;

use std::path::PathBuf;

use anyhow::{Context, bail};
use clap::ValueEnum;
use webchat_protocol::Limits;

pub(crate) use auth::{Identity, Keys};
pub(crate) use file::File;
pub(crate) use flags::Flags;
pub(crate) use listen::Listen;
pub(crate) use place::Place;
pub(crate) use public::PublicUrl;

/// Everything that a running server needs to be told.
#[derive(Debug)]
pub(crate) struct Config {
    pub(crate) listen: Listen,
    /// How people reach it, if that was said.
    pub(crate) public_url: Option<PublicUrl>,
    pub(crate) trust_proxy: bool,
    pub(crate) identity: Identity,
    pub(crate) database: PathBuf,
    pub(crate) allowed_origins: Vec<String>,
    pub(crate) log_format: LogFormat,
    pub(crate) log_level: String,
    pub(crate) limits: Limits,
}

/// How log lines look.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, ValueEnum, serde::Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum LogFormat {
    /// For people.
    #[default]
    Text,
    /// For programs: one JSON object a line.
    Json,
}

impl Config {
    /// Reads the file and puts flags and environment above it.
    pub(crate) fn resolve(flags: Flags) -> anyhow::Result<Self> {
        let file = File::read(flags.place.config.as_deref())?;
        let port = std::env::var("PORT").ok();
        let identity = flags.auth.resolve(file.auth())?;
        let listen = Listen::choose(flags.listen, port.as_deref(), file.listen)?;
        let public_url = flags.public_url.or(file.public_url);
        let public_url = public_url.as_deref().map(PublicUrl::parse).transpose()?;
        let may_reach_out = flags.allow_open_network || file.allow_open_network.unwrap_or(false);
        if identity == Identity::Open && !listen.is_loopback() && !may_reach_out {
            bail!(
                "In open mode anybody who reaches {listen} can be anybody and read everything. Listen on 127.0.0.1, \
                 have people show who they are with --auth password or --auth token, or add --allow-open-network if \
                 that is what you want."
            );
        }
        check_bus(flags.bus_url.or(file.bus_url).as_deref())?;
        let Place { data_dir, store_url, .. } = flags.place;
        let database = database(data_dir.or(file.data_dir), store_url.or(file.store_url))?;
        let named = if flags.allow_origin.is_empty() { file.allow_origin } else { flags.allow_origin };
        Ok(Self {
            listen,
            public_url,
            trust_proxy: flags.trust_proxy || file.trust_proxy.unwrap_or(false),
            identity,
            database,
            allowed_origins: named,
            log_format: flags.log_format.or(file.log_format).unwrap_or_default(),
            log_level: flags.log_level.or(file.log_level).unwrap_or_else(|| "info".to_owned()),
            limits: file.limits,
        })
    }
}

fn database(data_dir: Option<PathBuf>, store_url: Option<String>) -> anyhow::Result<PathBuf> {
    match store_url {
        Some(url) => database_of(&url),
        None => Ok(data_dir.unwrap_or_else(|| PathBuf::from(".data")).join("webchat.db")),
    }
}

fn database_of(url: &str) -> anyhow::Result<PathBuf> {
    let (scheme, path) = url.split_once("://").with_context(|| {
        format!("The store URL \"{url}\" has no scheme; it looks like sqlite:///var/lib/webchat/webchat.db.")
    })?;
    if scheme != "sqlite" || path.is_empty() {
        bail!("This version stores in SQLite only: --store-url sqlite://PATH. It has no \"{scheme}\" store.");
    }
    Ok(PathBuf::from(path))
}

fn check_bus(url: Option<&str>) -> anyhow::Result<()> {
    match url {
        None | Some("local") => Ok(()),
        Some(_) => bail!("This version runs on one node only: leave --bus-url out, or set it to \"local\"."),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_store_url_is_a_sqlite_path_or_a_sentence() {
        assert_eq!(database_of("sqlite:///var/chat.db").unwrap(), PathBuf::from("/var/chat.db"));
        for bad in ["chat.db", "postgres://localhost/chat", "sqlite://"] {
            let sentence = database_of(bad).unwrap_err().to_string();
            assert!(sentence.contains("sqlite://"), "{sentence}");
        }
    }
}
