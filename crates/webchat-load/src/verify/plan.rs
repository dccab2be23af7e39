//! What a run is to be.

use std::net::SocketAddr;
use std::path::PathBuf;
use std::time::Duration;

use crate::faults::Weather;
use crate::record::{Fault, Transport};

/// Which server is checked.
#[derive(Debug, Clone)]
pub enum Target {
    /// One that runs already, at this address.
    Running(SocketAddr),
    /// One that the verifier starts, kills and starts again: this program, with these arguments handed on to `serve`.
    Program {
        /// The program.
        path: PathBuf,
        /// What is handed on.
        arguments: Vec<String>,
    },
}

/// A run, as it was asked for.
#[derive(Debug, Clone)]
pub struct Plan {
    /// Which server.
    pub target: Target,
    /// For how long there is activity. Quiet moments come on top.
    pub lasts: Duration,
    /// What everything that is left to chance follows from.
    pub seed: u64,
    /// How many users.
    pub users: usize,
    /// The transports that their devices use.
    pub transports: Vec<Transport>,
    /// How many things each of them does per second.
    pub rate: f64,
    /// What may go wrong.
    pub faults: Vec<Fault>,
    /// How often the server is struck.
    pub weather: Weather,
    /// The database of a server that runs already.
    pub database: Option<PathBuf>,
    /// Where everything is kept. Otherwise it goes into a temporary folder, which stays only when a promise was broken.
    pub keep: Option<PathBuf>,
    /// Whether the disk says that it has synced and has not: a bug that is planted below the server, for the test of the
    /// checker.
    pub is_disk_lying: bool,
    /// Whether to say nothing on the way.
    pub is_quiet: bool,
}

impl Plan {
    /// The usual run for a target.
    pub fn of(target: Target, lasts: Duration, seed: u64) -> Self {
        Self {
            target,
            lasts,
            seed,
            users: 12,
            transports: Transport::ALL.to_vec(),
            rate: 8.0,
            faults: Fault::ALL.to_vec(),
            weather: Weather { kills: Duration::from_secs(2), troubles: Duration::from_secs(3) },
            database: None,
            keep: None,
            is_disk_lying: false,
            is_quiet: false,
        }
    }

    /// The same without these faults.
    #[must_use]
    pub fn without(mut self, faults: &[Fault]) -> Self {
        self.faults.retain(|fault| !faults.contains(fault));
        self
    }
}
