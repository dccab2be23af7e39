//! How fast each of many may go. Remembers who was quick lately, and no more of them than it is told.

use std::hash::Hash;
use std::num::NonZeroU32;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use governor::clock::Clock as GovernorClock;
use governor::middleware::NoOpMiddleware;
use governor::nanos::Nanos;
use governor::state::keyed::HashMapStateStore;
use governor::{Quota, RateLimiter};

use crate::Clock;

/// A rate, for each key.
pub struct Rate<K: Clone + Eq + Hash> {
    limiter: RateLimiter<K, HashMapStateStore<K>, Elapsed, NoOpMiddleware<Nanos>>,
    clock: Elapsed,
    tracked: usize,
    next_room_ms: AtomicU64,
}

/// Why not now. Trying again counts from this on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TooFast {
    /// This one was too fast; so long until it may again.
    Wait(Duration),
    /// So many others were quick lately that this one can't be remembered.
    Full,
}

impl TooFast {
    /// When trying again makes sense.
    pub fn wait(self) -> Duration {
        match self {
            Self::Wait(wait) => wait,
            Self::Full => Duration::from_millis(ROOM_EVERY_MS),
        }
    }
}

/// Our clock, for the rate limiter.
#[derive(Clone)]
struct Elapsed(Arc<dyn Clock>);

impl GovernorClock for Elapsed {
    type Instant = Nanos;

    fn now(&self) -> Nanos {
        self.0.elapsed().into()
    }
}

/// Looking for those who are quiet reads them all: not more often than this, in milliseconds.
const ROOM_EVERY_MS: u64 = 1_000;

impl<K: Clone + Eq + Hash> Rate<K> {
    /// `burst` times at once, then once more after each `every`; `tracked` keys are remembered at once. `None` if `every`
    /// is zero, which is no limit.
    pub fn new(every: Duration, burst: NonZeroU32, tracked: usize, clock: &Arc<dyn Clock>) -> Option<Self> {
        let (quota, clock) = (Quota::with_period(every)?.allow_burst(burst), Elapsed(clock.clone()));
        let limiter = RateLimiter::new(quota, HashMapStateStore::default(), clock.clone());
        Some(Self { limiter, clock, tracked, next_room_ms: AtomicU64::new(0) })
    }

    /// Counts once for this key. What is refused does not count.
    pub fn check(&self, key: &K) -> Result<(), TooFast> {
        if self.limiter.len() >= self.tracked && !self.make_room() {
            return Err(TooFast::Full);
        }
        self.limiter.check_key(key).map_err(|refused| TooFast::Wait(refused.wait_time_from(self.clock.now())))
    }

    /// Forgets those who have been quiet long enough to have their whole burst again. Reads them all.
    pub fn sweep(&self) {
        self.limiter.retain_recent();
        self.limiter.shrink_to_fit();
    }

    /// Forgets quiet keys, unless that was tried just now. Answers whether there is room for another one.
    fn make_room(&self) -> bool {
        let now = u64::try_from(self.clock.0.elapsed().as_millis()).unwrap_or(u64::MAX);
        let next = self.next_room_ms.load(Ordering::Relaxed);
        if now >= next {
            self.next_room_ms.store(now + ROOM_EVERY_MS, Ordering::Relaxed);
            self.limiter.retain_recent();
        }
        self.limiter.len() < self.tracked
    }
}
