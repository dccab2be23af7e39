//! The model client: what a careful client of the server does, with every step taken down.
//!
//! It must not know: what is checked, and how the injector breaks things. It is told to rest, and that is all.

mod desk;
mod device;
mod guest;
mod line;
mod outbox;
mod requests;
mod timeline;
mod wish;

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use crate::calm::Calm;
use crate::evidence::Evidence;
use crate::record::{ConnectionId, Fault};

pub use desk::Desk;
pub use device::{Device, Handle, Order, Setup};
pub use guest::Guest;
pub use wish::{Wish, Wishes};

/// What all devices share.
pub struct World {
    /// Where everything is taken down.
    pub evidence: Arc<Evidence>,
    /// Whether everything is to rest.
    pub calm: Calm,
    /// What may go wrong.
    pub faults: Vec<Fault>,
    /// How long a stream may be silent before it counts as dead.
    pub stream_silence: Duration,
    /// Conversations in which messages are sent and never changed.
    pub plain: Vec<webchat_protocol::ConversationId>,
    /// Numbers connections.
    pub connections: AtomicU64,
}

impl World {
    /// A number for a new connection.
    pub fn next_connection(&self) -> ConnectionId {
        ConnectionId(self.connections.fetch_add(1, Ordering::Relaxed) + 1)
    }

    /// Whether this may go wrong now.
    pub fn may(&self, fault: Fault) -> bool {
        !self.calm.is_now() && self.faults.contains(&fault)
    }
}
