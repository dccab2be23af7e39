//! The server that a run is about: found where it runs, or started.

use std::net::SocketAddr;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use fastrand::Rng;
use tokio::sync::watch;

use super::{Place, Plan, Target};
use crate::calm::Calm;
use crate::evidence::Evidence;
use crate::faults::{Disk, Launch, Server, Storm, free_address};
use crate::record::Fault;
use crate::witness::Witness;

/// How long a stream of a server that is not ours may be silent: the server's own pause, and then some. Ours are told
/// to speak every second.
const FOREIGN_SILENCE: Duration = Duration::from_secs(20);
const OWN_SILENCE: Duration = Duration::from_secs(4);

/// A server, ready to be used.
pub struct Host {
    /// Where it is.
    pub address: SocketAddr,
    /// Its process and disk, if it is ours.
    pub own: Option<(Server, Option<Disk>)>,
    /// What could not be done to it, and why.
    pub left_out: Vec<String>,
    /// How long one of its streams may be silent.
    pub silence: Duration,
    /// What keeps the users' names apart from those that it may know already.
    pub mark: String,
    /// Its database, if it can be read.
    pub database: Option<PathBuf>,
}

impl Host {
    /// Finds the server, or starts it.
    pub async fn open(plan: &Plan, place: &Place, evidence: &Arc<Evidence>) -> anyhow::Result<Self> {
        // Not from the seed: the same run may be made again on the same server.
        let mark = format!("-{:04x}", fastrand::u16(..));
        let (path, arguments) = match &plan.target {
            Target::Running(address) => return Ok(Self::running(*address, plan, mark)),
            Target::Program { path, arguments } => (path.clone(), arguments.clone()),
        };
        let mut host = Self {
            address: free_address()?,
            own: None,
            left_out: Vec::new(),
            silence: OWN_SILENCE,
            mark: if plan.keep.is_some() { mark } else { String::new() },
            database: Some(place.data().join("webchat.db")),
        };
        let launch = Launch {
            program: path,
            arguments,
            data: place.data(),
            config: place.config(),
            log: place.server_log(),
            address: host.address,
            environment: Vec::new(),
        };
        host.start(plan, place, launch, evidence).await?;
        Ok(host)
    }

    fn running(address: SocketAddr, plan: &Plan, mark: String) -> Self {
        let left_out = left_out(plan, Fault::is_of_the_server, "the server is not the verifier's own");
        Self { address, own: None, left_out, silence: FOREIGN_SILENCE, mark, database: plan.database.clone() }
    }

    async fn start(
        &mut self,
        plan: &Plan,
        place: &Place,
        mut launch: Launch,
        evidence: &Arc<Evidence>,
    ) -> anyhow::Result<()> {
        let wants_disk = plan.faults.iter().any(|fault| fault.is_of_the_disk()) || plan.is_disk_lying;
        let keeps_undo = plan.faults.contains(&Fault::PowerCut);
        let disk =
            wants_disk.then(|| Disk::prepare(place.folder(), &place.data(), keeps_undo, plan.is_disk_lying));
        let mut disk = match disk.transpose() {
            Ok(disk) => disk,
            Err(error) => {
                self.left_out = left_out(plan, Fault::is_of_the_disk, &format!("{error:#}"));
                None
            }
        };
        launch.environment = disk.as_ref().map(Disk::environment).unwrap_or_default();
        let mut server = Server::new(launch, evidence.clone());
        server.start().await?;
        if disk.as_ref().is_some_and(|disk| !disk.is_loaded()) {
            self.left_out = left_out(plan, Fault::is_of_the_disk, "the server does not take in a library");
            disk = None;
        }
        self.own = Some((server, disk));
        Ok(())
    }

    /// Puts a storm over the server, if it is ours. Answers where it is said that it has passed.
    pub fn storm(
        &mut self,
        plan: &Plan,
        witness: &Witness,
        calm: &Calm,
        evidence: &Arc<Evidence>,
    ) -> Option<(Storm, watch::Receiver<bool>)> {
        let (server, disk) = self.own.take()?;
        let (has_passed, passed) = watch::channel(false);
        let storm = Storm {
            server,
            disk,
            witness: witness.clone(),
            evidence: evidence.clone(),
            calm: calm.clone(),
            has_passed,
            weather: plan.weather,
            faults: plan.faults.clone(),
            rng: Rng::with_seed(plan.seed ^ STORM),
        };
        Some((storm, passed))
    }
}

/// Tells the seed of the storm from those of the devices.
const STORM: u64 = 0x5702_11ff;

fn left_out(plan: &Plan, of: fn(Fault) -> bool, why: &str) -> Vec<String> {
    let names: Vec<_> = plan.faults.iter().filter(|fault| of(**fault)).map(|fault| fault.name()).collect();
    if names.is_empty() { Vec::new() } else { vec![format!("{}: {why}", names.join(", "))] }
}
