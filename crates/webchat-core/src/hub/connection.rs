//! One live transport, as the hub knows it.

use super::Queue;

/// Names a connection on this node for as long as the process lives.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ConnectionId(pub(super) u64);

/// A live transport of some user, or of nobody yet.
#[derive(Debug)]
pub struct Connection {
    pub(super) id: ConnectionId,
    /// What waits to be sent on it.
    pub queue: Queue,
}
