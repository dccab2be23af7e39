//! A clock that stands still until it is turned.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use webchat_core::Clock;
use webchat_protocol::Timestamp;

/// 2026-01-31T09:30:00.000Z, where every test begins.
const START: u64 = 1_769_851_800_000;

/// A clock for tests. Clones show the same time.
#[derive(Debug, Clone, Default)]
pub struct TestClock(Arc<AtomicU64>);

impl TestClock {
    /// Turns it on by this many milliseconds.
    pub fn advance(&self, millis: u64) {
        self.0.fetch_add(millis, Ordering::SeqCst);
    }
}

impl Clock for TestClock {
    fn now(&self) -> Timestamp {
        Timestamp::from_millis(i64::try_from(START + self.0.load(Ordering::SeqCst)).unwrap())
    }

    fn elapsed(&self) -> Duration {
        // Never zero: the first presence is due at once.
        Duration::from_millis(1_000 + self.0.load(Ordering::SeqCst))
    }
}
