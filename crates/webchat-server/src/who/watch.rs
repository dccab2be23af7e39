//! The live connections of those who showed who they are. What they showed may end while they are here.
//!
//! It must not know: how anybody proves anything.

use std::collections::HashMap;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use webchat_auth::Proof;
use webchat_core::{Actor, Close, Connection};
use webchat_protocol::{CloseCode, Timestamp};

/// Connections that are asked again in one sweep: 20,000 of them are asked within a minute, at some 50 µs each.
const AT_ONCE: usize = 200;

/// A connection that is watched.
pub(super) struct Held {
    pub(super) connection: Arc<Connection>,
    /// What it was registered with.
    pub(super) proof: Proof,
    /// Who that was then.
    pub(super) actor: Actor,
    /// When that ends, as far as it is known.
    pub(super) expires_at: Option<Timestamp>,
    /// When it is asked again, by the clock that never goes back.
    pub(super) look_at: Duration,
}

/// The connections that are watched. Bounded by the limit on connections.
#[derive(Default)]
pub(super) struct Watch {
    held: Mutex<HashMap<u64, Held>>,
    next_id: AtomicU64,
    departures: AtomicU64,
}

impl Watch {
    /// How often there is to be looked: what is over ends at most this much later.
    pub(super) const SWEEP: Duration = Duration::from_millis(500);
    /// A connection is asked again after this time. It counts as a use of its session; and what nobody told this process is
    /// found then.
    pub(super) const LOOK_EVERY: Duration = Duration::from_mins(1);
    /// The same when there was no answer.
    pub(super) const LOOK_AGAIN: Duration = Duration::from_secs(5);

    /// Watches over a connection until what is answered is dropped.
    pub(super) fn add(self: &Arc<Self>, held: Held) -> Watched {
        let id = self.next_id.fetch_add(1, Ordering::Relaxed);
        self.lock().insert(id, held);
        Watched { watch: self.clone(), id }
    }

    /// How often somebody had to go.
    pub(super) fn departures(&self) -> u64 {
        self.departures.load(Ordering::SeqCst)
    }

    /// To be called before connections are ended: who was identified before it, and is registered after, is asked again.
    pub(super) fn note_departure(&self) {
        self.departures.fetch_add(1, Ordering::SeqCst);
    }

    /// Ends the connections that are over, and answers some that are to be asked again.
    pub(super) fn due(&self, now: Timestamp, elapsed: Duration) -> Vec<u64> {
        let mut due = Vec::new();
        for (id, held) in &mut *self.lock() {
            if held.expires_at.is_some_and(|ends| ends <= now) {
                held.connection.queue.cut(CloseCode::SignedOut.into());
            } else if held.look_at <= elapsed && due.len() < AT_ONCE {
                due.push(*id);
            }
        }
        due
    }

    pub(super) fn proof(&self, id: u64) -> Option<(Proof, Actor)> {
        self.lock().get(&id).map(|held| (held.proof.clone(), held.actor.clone()))
    }

    /// Leaves a connection alone until then.
    pub(super) fn put_off(&self, id: u64, look_at: Duration) {
        if let Some(held) = self.lock().get_mut(&id) {
            held.look_at = look_at;
        }
    }

    /// Notes when what a connection came with ends, as it was found to be now.
    pub(super) fn go_on(&self, id: u64, expires_at: Option<Timestamp>) {
        if let Some(held) = self.lock().get_mut(&id) {
            held.expires_at = expires_at;
        }
    }

    /// Ends a connection.
    pub(super) fn end(&self, id: u64, close: Close) {
        if let Some(held) = self.lock().get(&id) {
            held.connection.queue.cut(close);
        }
    }

    fn lock(&self) -> MutexGuard<'_, HashMap<u64, Held>> {
        self.held.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A connection is watched until this is dropped.
pub(crate) struct Watched {
    watch: Arc<Watch>,
    id: u64,
}

impl Watched {
    pub(super) fn id(&self) -> u64 {
        self.id
    }
}

impl Drop for Watched {
    fn drop(&mut self) {
        self.watch.lock().remove(&self.id);
    }
}
