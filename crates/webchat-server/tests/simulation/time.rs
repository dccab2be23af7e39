//! The chat's clock in simulated time.

use std::time::Duration;

use tokio::time::Instant;
use webchat_core::Clock;
use webchat_protocol::Timestamp;

/// 2026-01-31T09:30:00.000Z, where every run begins.
const START: i64 = 1_769_851_800_000;

#[derive(Clone)]
pub struct SimulatedClock(Instant);

impl Default for SimulatedClock {
    fn default() -> Self {
        Self(Instant::now())
    }
}

impl Clock for SimulatedClock {
    fn now(&self) -> Timestamp {
        Timestamp::from_millis(START + i64::try_from(self.0.elapsed().as_millis()).unwrap())
    }

    fn elapsed(&self) -> Duration {
        Duration::from_secs(1) + self.0.elapsed()
    }
}
