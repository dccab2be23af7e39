//! Where the database is: all that the commands need which don't run the server.

use std::path::PathBuf;

use clap::Args;

use super::{File, database};

/// Said in the same way to every command, so that `webchat backup` finds what `webchat serve` uses.
#[derive(Debug, Args)]
pub(crate) struct Place {
    /// The folder that holds the database [default: .data]. `serve` makes it if it is missing
    #[arg(long, env = "WEBCHAT_DATA_DIR", value_name = "DIR")]
    pub(crate) data_dir: Option<PathBuf>,

    /// Where messages are stored [default: webchat.db in the data folder]
    #[arg(long, env = "WEBCHAT_STORE_URL", value_name = "sqlite://PATH")]
    pub(crate) store_url: Option<String>,

    /// The configuration file [default: webchat.toml, if it is there]. Its table `limits` holds every limit
    #[arg(long, env = "WEBCHAT_CONFIG", value_name = "FILE")]
    pub(crate) config: Option<PathBuf>,
}

impl Place {
    /// The database's path, by the flags, the environment, the file or the default.
    pub(crate) fn database(self) -> anyhow::Result<PathBuf> {
        let file = File::read(self.config.as_deref())?;
        database(self.data_dir.or(file.data_dir), self.store_url.or(file.store_url))
    }
}
