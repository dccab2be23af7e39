//! How fast a user may go. A rate of 0 is off.

use std::num::NonZeroU32;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use governor::clock::Clock as GovernorClock;
use governor::middleware::NoOpMiddleware;
use governor::nanos::Nanos;
use governor::state::keyed::HashMapStateStore;
use governor::{Quota, RateLimiter};
use webchat_protocol::{ErrorCode, Limits, Problem, UserId};

use crate::Clock;

/// The rates that are watched per user.
pub(crate) struct Rates {
    messages: Option<Rate>,
    typing: Option<Rate>,
}

struct Rate {
    limiter: RateLimiter<UserId, HashMapStateStore<UserId>, Elapsed, NoOpMiddleware<Nanos>>,
    clock: Elapsed,
    tracked_users: usize,
    next_room_ms: AtomicU64,
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

impl Rates {
    pub(crate) fn new(limits: &Limits, clock: &Arc<dyn Clock>) -> Self {
        let rate = |per_second: u32, burst: u32| {
            let (per_second, burst) = (NonZeroU32::new(per_second)?, NonZeroU32::new(burst)?);
            let clock = Elapsed(clock.clone());
            let quota = Quota::per_second(per_second).allow_burst(burst);
            let limiter = RateLimiter::new(quota, HashMapStateStore::default(), clock.clone());
            Some(Rate {
                limiter,
                clock,
                tracked_users: limits.tracked_users,
                next_room_ms: AtomicU64::new(0),
            })
        };
        Self {
            messages: rate(limits.messages_per_second, limits.messages_burst.max(1)),
            typing: rate(limits.typing_per_second, limits.typing_per_second),
        }
    }

    /// Counts a message, a deletion or another lasting change of the user's.
    pub(crate) fn check_message(&self, user: &UserId) -> Result<(), Problem> {
        check(
            self.messages.as_ref(),
            user,
            "That was too fast; nothing was sent. Wait a moment and try again.",
        )
    }

    /// Counts a change of the user's typing.
    pub(crate) fn check_typing(&self, user: &UserId) -> Result<(), Problem> {
        check(self.typing.as_ref(), user, "Typing changes faster than it may.")
    }

    /// Forgets users who have been quiet long enough to have their whole burst again.
    pub(crate) fn sweep(&self) {
        for rate in [&self.messages, &self.typing].into_iter().flatten() {
            rate.limiter.retain_recent();
            rate.limiter.shrink_to_fit();
        }
    }
}

/// Looking for quiet users reads them all: not more often than this, in milliseconds.
const ROOM_EVERY_MS: u64 = 1_000;

impl Rate {
    /// Forgets quiet users, unless that was tried just now. Answers whether there is room for another one.
    fn make_room(&self) -> bool {
        let now = u64::try_from(self.clock.0.elapsed().as_millis()).unwrap_or(u64::MAX);
        let next = self.next_room_ms.load(Ordering::Relaxed);
        if now >= next {
            self.next_room_ms.store(now + ROOM_EVERY_MS, Ordering::Relaxed);
            self.limiter.retain_recent();
        }
        self.limiter.len() < self.tracked_users
    }
}

fn check(rate: Option<&Rate>, user: &UserId, sentence: &str) -> Result<(), Problem> {
    let Some(rate) = rate else { return Ok(()) };
    if rate.limiter.len() >= rate.tracked_users && !rate.make_room() {
        let sentence = "The server has its hands full. Nothing was sent; wait a moment and try again.";
        return Err(Problem::new(ErrorCode::RateLimited, sentence).retry_after(ROOM_EVERY_MS));
    }
    rate.limiter.check_key(user).map_err(|refused| {
        let wait = refused.wait_time_from(rate.clock.now()).as_millis();
        Problem::new(ErrorCode::RateLimited, sentence)
            .retry_after(u64::try_from(wait).unwrap_or(u64::MAX).max(1))
    })
}
