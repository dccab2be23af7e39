//! Clients that poll, between two polls.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use webchat_core::accounts::SessionId;
use webchat_protocol::{MessageId, UserId};

use super::live::Live;

/// Whose poll it is: the user, the session that they came with, and the name that the client gave itself.
pub(super) type Key = (UserId, Option<SessionId>, MessageId);

/// The sessions of clients that will ask again. Bounded by the limits on connections: each is one.
#[derive(Clone, Default)]
pub(crate) struct Polls {
    parked: Arc<Mutex<HashMap<Key, Parked>>>,
}

struct Parked {
    live: Live,
    until: Duration,
}

impl Polls {
    /// The client's session, if it came back in time.
    pub(super) fn take(&self, key: &Key) -> Option<Live> {
        self.lock().remove(key).map(|parked| parked.live)
    }

    /// Keeps a session until then. One that was parked under the same key ends.
    pub(super) fn park(&self, key: Key, live: Live, until: Duration) {
        drop(self.lock().insert(key, Parked { live, until }));
    }

    /// Ends the sessions of clients that did not come back.
    pub(crate) fn sweep(&self, now: Duration) {
        self.lock().retain(|_, parked| parked.until > now);
    }

    /// Ends them all.
    pub(crate) fn end(&self) {
        self.lock().clear();
    }

    fn lock(&self) -> MutexGuard<'_, HashMap<Key, Parked>> {
        self.parked.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
