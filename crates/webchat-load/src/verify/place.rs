//! Where a run keeps its things: the server's data and configuration, the log, and what the broken disk needs.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::Context;
use tempfile::TempDir;

use super::Plan;

/// Limits of a server that the verifier starts: what happens rarely is to happen often. Rates are far above what the
/// users do, queues and deltas so short that slow readers are dropped and long absences told in parts or as a reset (but
/// half a queue has room for two deltas, or channels would not share theirs), and nobody waits long for anything.
const CONFIGURATION: &str = "\
[limits]
messages_per_second = 60
messages_burst = 120
queue_bytes = 24576
delta_bytes = 6000
changes = 400
connections_per_user = 60
drain_ms = 1000
reconnect_spread_ms = 300
stream_idle_ms = 1000
poll_pause_ms = 3000
";

/// The folder of a run.
#[derive(Debug)]
pub struct Place {
    folder: PathBuf,
    /// Removes it at the end, unless it is to stay.
    temporary: Option<TempDir>,
}

impl Place {
    /// Makes the folder and what is in it.
    pub fn prepare(plan: &Plan) -> anyhow::Result<Self> {
        let (folder, temporary) = if let Some(folder) = &plan.keep {
            (std::path::absolute(folder)?, None)
        } else {
            let temporary = tempfile::Builder::new().prefix("webchat-verify-").tempdir()?;
            (temporary.path().to_owned(), Some(temporary))
        };
        let place = Self { folder, temporary };
        fs::create_dir_all(place.data())
            .with_context(|| format!("the folder {} could not be made", place.folder.display()))?;
        fs::write(place.config(), CONFIGURATION)?;
        Ok(place)
    }

    /// The folder itself.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// The server's data folder.
    pub fn data(&self) -> PathBuf {
        self.folder.join("data")
    }

    /// The server's configuration.
    pub fn config(&self) -> PathBuf {
        self.folder.join("webchat.toml")
    }

    /// Where what the server logs goes.
    pub fn server_log(&self) -> PathBuf {
        self.folder.join("server.log")
    }

    /// Has the folder stay, and answers where it is.
    pub fn stay(&mut self) -> &Path {
        if let Some(temporary) = self.temporary.take() {
            self.folder = temporary.keep();
        }
        &self.folder
    }
}
