//! Knows the live connections of this node and delivers events to them.
//!
//! Everything happens under one lock and nothing in it waits: pushing to a queue never blocks. That is what puts
//! the events of every connection in one order: a user's `user-joined` stands before their first message and before
//! their `user-left`, whoever is looking.

mod connection;
mod directory;
pub(crate) mod listener;
mod queue;
mod shown;

use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use webchat_protocol::{CloseCode, Limits, UserId, reconnect_hint};

pub use connection::{Connection, ConnectionId};
pub(crate) use directory::{Bound, Directory, Guise, Present};
pub use queue::{Close, Importance, Queue};
pub(crate) use shown::Shown;

use crate::audience::Rules;
use crate::store::Members;
use crate::{Frame, accounts::SessionId};

/// The live connections of this node.
#[derive(Debug)]
pub struct Hub {
    directory: Mutex<Directory>,
    queue_bytes: usize,
    connections: usize,
    reconnect_spread_ms: u64,
    hints: AtomicU64,
    rules: Rules,
}

impl Hub {
    /// A hub without connections.
    pub fn new(limits: &Limits, rules: Rules) -> Self {
        Self {
            rules,
            directory: Mutex::new(Directory::new(limits.connections_per_user)),
            queue_bytes: limits.queue_bytes,
            connections: limits.connections,
            reconnect_spread_ms: limits.reconnect_spread_ms,
            hints: AtomicU64::new(0),
        }
    }

    /// When somebody who is sent away for want of room is to come back, in milliseconds: each is told another time,
    /// from a third of the spread on, so that they don't come back together.
    pub fn reconnect_hint_ms(&self) -> u64 {
        // Steps of the golden ratio fall evenly into any interval, however many there are (Weyl's theorem).
        let step = self.hints.fetch_add(1, Ordering::Relaxed).wrapping_mul(618) % 1_000;
        let spread = self.reconnect_spread_ms;
        spread / 3 + spread * 2 / 3 * step / 1_000
    }

    /// Adds a connection that nobody is registered on: one of the classic contract hears what everybody hears, one of
    /// protocol 2 nothing yet. It is told the greeting before anything else. `None` when the node has as many as it may.
    pub fn connect(&self, protocol: u8, greeting: Option<Frame>) -> Option<Arc<Connection>> {
        let queue = Queue::new(self.queue_bytes);
        if let Some(greeting) = greeting {
            queue.push(greeting, Importance::Essential);
        }
        let mut directory = self.lock();
        let is_full = directory.count() >= self.connections;
        (!is_full).then(|| directory.connect(queue, protocol))
    }

    /// How many connections there are, registered or not.
    pub fn connections(&self) -> usize {
        self.lock().count()
    }

    /// Sends a frame about a conversation with these members to every connection that hears it.
    pub(crate) fn deliver(&self, members: &Members, frame: &Frame, format: Format) {
        self.rules.each_hearer(&self.lock(), members, |listener, connection| {
            if format.suits(listener.is_full()) {
                connection.queue.push(frame.clone(), format.importance());
            }
        });
    }

    /// Whether a user has a connection.
    pub(crate) fn is_here(&self, user: &UserId) -> bool {
        self.lock().present(user).is_some()
    }

    /// Sends a frame to a user's own connections that speak protocol 2.
    pub fn deliver_to_user(&self, user: &UserId, frame: &Frame) {
        self.lock().each_of_user(user, |listener, connection| {
            if listener.is_full() {
                connection.queue.push(frame.clone(), Importance::Essential);
            }
        });
    }

    /// Sends a hint to every connection of a kind: classic ones (registered or not), or those of protocol 2.
    pub fn hint(&self, frame: &Frame, full: bool) {
        self.lock().each(|listener, connection| {
            // One of protocol 2 that nobody is registered on has not begun.
            if listener.is_full() == full && (!full || listener.user().is_some()) {
                connection.queue.push(frame.clone(), Importance::Hint);
            }
        });
    }

    /// Closes every connection that follows conversations with 4008, as if each were too slow: something was stored of
    /// which it is not known who is to hear it. They come back at once and read it.
    pub(crate) fn send_to_the_store(&self) {
        self.lock().each(|listener, connection| {
            if listener.is_full() {
                connection.queue.close(CloseCode::TooSlow.into());
            }
        });
    }

    /// Ends a user's connections at once: nothing that waits is sent any more, and nothing they ask is done.
    pub fn sign_out(&self, user: &UserId) {
        self.lock().each_of_user(user, |_, connection| connection.queue.cut(CloseCode::SignedOut.into()));
    }

    /// The same for those that came with a session.
    pub fn sign_out_session(&self, user: &UserId, session: &SessionId) {
        self.lock().each_of_user(user, |listener, connection| {
            if listener.session() == Some(session) {
                connection.queue.cut(CloseCode::SignedOut.into());
            }
        });
    }

    /// Closes every connection with 1001, each with its own hint when to come back: spread evenly, so that a restart
    /// is no storm.
    pub fn close_all(&self) {
        let directory = self.lock();
        let count = directory.count().max(1) as u64;
        let mut place = 0;
        directory.each(|_, connection| {
            let millis = self.reconnect_spread_ms * place / count;
            place += 1;
            connection.queue.close(Close { code: CloseCode::GoingAway, reason: reconnect_hint(millis) });
        });
    }

    pub(crate) fn lock(&self) -> MutexGuard<'_, Directory> {
        self.directory.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Who understands a frame, and what becomes of it when they are slow.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// A stored message: the same in both contracts.
    Both,
    /// Something that only protocol 2 has.
    FullOnly,
    /// A hint that only protocol 2 has in this form.
    FullHint,
}

impl Format {
    fn suits(self, full: bool) -> bool {
        full || self == Self::Both
    }

    fn importance(self) -> Importance {
        if self == Self::FullHint { Importance::Hint } else { Importance::Essential }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::AtomicBool;
    use std::thread;

    use webchat_protocol::{Event, PROTOCOL_CLASSIC};

    use super::*;

    #[test]
    fn a_connection_is_greeted_before_it_hears_anything_else() {
        let hub = Hub::new(&Limits::default(), Rules::OPEN);
        let (greeting, news) =
            (Frame::encode(&Event::Pong), Frame::encode(&Event::Presence { people: vec![] }));
        let is_over = AtomicBool::new(false);
        let firsts: Vec<_> = thread::scope(|scope| {
            scope.spawn(|| {
                while !is_over.load(Ordering::Relaxed) {
                    hub.hint(&news, false);
                }
            });
            let firsts = (0..100_000).map(|_| {
                let connection = hub.connect(PROTOCOL_CLASSIC, Some(greeting.clone())).unwrap();
                let mut heard = Vec::new();
                connection.queue.take(&mut heard);
                hub.lock().remove(&connection);
                heard.into_iter().next()
            });
            let firsts = firsts.collect();
            is_over.store(true, Ordering::Relaxed);
            firsts
        });
        assert!(firsts.iter().flatten().all(|first| first.bytes() == greeting.bytes()));
        assert_eq!(firsts.iter().flatten().count(), 100_000);
    }
}
