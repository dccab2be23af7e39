//! The server under test, and how it crashes.

use std::sync::Arc;
use std::time::Duration;

use fastrand::Rng;
use tokio::io::DuplexStream;
use tokio::task::JoinSet;
use tokio::time::sleep;
use webchat_core::{Chat, Parts, Rules, Store};
use webchat_protocol::{Limits, MessageId};
use webchat_testkit::MemoryStore;

use crate::disk::Disk;
use crate::network::Network;
use crate::time::SimulatedClock;

/// One process after another on the same disk.
pub struct Server {
    store: Arc<MemoryStore>,
    clock: SimulatedClock,
    pub network: Network,
    running: Option<Running>,
}

struct Running {
    chat: Arc<Chat>,
    disk: Arc<Disk>,
    /// The sessions and the sweeper.
    tasks: JoinSet<()>,
}

impl Server {
    pub fn new(store: Arc<MemoryStore>, network: Network) -> Self {
        Self { store, clock: SimulatedClock::default(), network, running: None }
    }

    pub fn epoch(&self) -> &str {
        self.store.epoch()
    }

    /// Starts a process. Its disk is slow by up to 20 ms, as the seed says.
    pub fn start(&mut self, rng: &mut Rng) {
        let disk = Arc::new(Disk::new(self.store.clone(), Rng::with_seed(rng.u64(..))));
        // Little room, so that slow readers are let go and long deltas come in parts.
        let limits =
            Limits { queue_bytes: 32 * 1024, delta_bytes: 6 * 1024, catch_ups: 2, ..Limits::default() };
        let chat = Chat::start(Parts {
            store: disk.clone(),
            clock: Arc::new(self.clock.clone()),
            mint_id: Box::new(|| MessageId::new("minted").unwrap()),
            random: Box::new(|| 1),
            limits,
            rules: Rules::OPEN,
        });
        let mut tasks = JoinSet::new();
        let sweeping = chat.clone();
        tasks.spawn(async move {
            loop {
                sleep(Chat::SWEEP).await;
                sweeping.sweep();
            }
        });
        self.running = Some(Running { chat, disk, tasks });
    }

    /// Ends the process as a power switch does: nothing it was about to do happens.
    pub fn crash(&mut self) {
        if let Some(Running { disk, .. }) = self.running.take() {
            disk.unplug();
        }
    }

    /// Whether the disk takes anything.
    pub fn set_disk_full(&self, is_full: bool) {
        if let Some(running) = &self.running {
            running.disk.set_full(is_full);
        }
    }

    /// Opens a connection: the client's end, and the wire that tears when it is dropped. `None` while no process runs.
    pub fn connect(&mut self, rng: &mut Rng) -> Option<(DuplexStream, JoinSet<()>)> {
        let running = self.running.as_mut()?;
        let (client, server, wire) = self.network.connect(rng);
        let chat = running.chat.clone();
        running.tasks.spawn(async move { webchat_server::serve_socket(server, &chat).await });
        while running.tasks.try_join_next().is_some() {}
        Some((client, wire))
    }
}

/// How long a process is away after a crash.
pub fn downtime(rng: &mut Rng) -> Duration {
    Duration::from_millis(rng.u64(50..2_000))
}
