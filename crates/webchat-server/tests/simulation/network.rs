//! A network between a client and the server: bytes arrive in order, late, in pieces, or never.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use fastrand::Rng;
use tokio::io::{AsyncReadExt, AsyncWriteExt, DuplexStream, ReadHalf, WriteHalf, duplex, split};
use tokio::task::JoinSet;
use tokio::time::sleep;

/// What each side's kernel holds. Small, so that a slow reader is felt.
const BUFFER: usize = 8 * 1024;

/// How bad it is.
#[derive(Clone)]
pub struct Network {
    /// A connection is torn after this many bytes in one direction, at most; 0 is never.
    pub tears_within: u64,
    /// Each piece is this late, at most, in milliseconds.
    pub late_ms: u64,
    /// Connections that were torn.
    pub torn: Arc<AtomicU64>,
}

impl Network {
    /// A connection: the client's end, the server's end, and the wire between. Dropping the wire tears it.
    pub fn connect(&self, rng: &mut Rng) -> (DuplexStream, DuplexStream, JoinSet<()>) {
        let (client, ours) = duplex(BUFFER);
        let (server, theirs) = duplex(BUFFER);
        let (up_from, down_to) = split(ours);
        let (down_from, up_to) = split(theirs);
        let mut wire = JoinSet::new();
        // One task for both, so that tearing one direction tears the other.
        let (up, down) = (self.direction(rng), self.direction(rng));
        let torn = self.torn.clone();
        wire.spawn(async move {
            let is_torn = tokio::select! {
                biased;
                is_torn = up.carry(up_from, up_to) => is_torn,
                is_torn = down.carry(down_from, down_to) => is_torn,
            };
            torn.fetch_add(u64::from(is_torn), Ordering::Relaxed);
        });
        (client, server, wire)
    }

    fn direction(&self, rng: &mut Rng) -> Direction {
        let tears_after = if self.tears_within == 0 { u64::MAX } else { rng.u64(1..self.tears_within) };
        Direction { rng: Rng::with_seed(rng.u64(..)), late_ms: self.late_ms, tears_after }
    }
}

struct Direction {
    rng: Rng,
    late_ms: u64,
    tears_after: u64,
}

impl Direction {
    /// Carries bytes until one side ends or the wire is torn; answers whether it was torn.
    async fn carry(mut self, mut from: ReadHalf<DuplexStream>, mut to: WriteHalf<DuplexStream>) -> bool {
        let mut piece = vec![0; BUFFER];
        loop {
            let most = self.rng.usize(1..BUFFER);
            let Ok(read @ 1..) = from.read(&mut piece[..most]).await else { break };
            sleep(Duration::from_millis(self.rng.u64(0..=self.late_ms))).await;
            let carried = (read as u64).min(self.tears_after);
            self.tears_after -= carried;
            let arrived = usize::try_from(carried).unwrap();
            if to.write_all(&piece[..arrived]).await.is_err() {
                break;
            }
            if self.tears_after == 0 {
                return true;
            }
        }
        // What was carried is still to be read; the other direction ends by itself.
        drop(to.shutdown().await);
        std::future::pending().await
    }
}
