//! Whether changes are being saved.

use std::sync::{Mutex, PoisonError};
use std::time::Duration;

/// How long a commit that failed counts, if none has worked since. A node that is taken out of service for it has nobody
/// left who would try again; so it is given another chance.
const COUNTS_FOR: Duration = Duration::from_secs(10);

/// What became of the last commit.
#[derive(Debug, Default)]
pub(crate) struct Health {
    failed_at: Mutex<Option<Duration>>,
}

impl Health {
    /// A commit ended at `now`.
    pub(crate) fn committed(&self, is_saved: bool, now: Duration) {
        *self.failed_at.lock().unwrap_or_else(PoisonError::into_inner) = (!is_saved).then_some(now);
    }

    /// Whether the last commit failed a short time ago.
    pub(crate) fn is_failing(&self, now: Duration) -> bool {
        let failed_at = *self.failed_at.lock().unwrap_or_else(PoisonError::into_inner);
        failed_at.is_some_and(|at| now.saturating_sub(at) < COUNTS_FOR)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_failure_counts_until_a_commit_works_or_some_seconds_have_passed() {
        let health = Health::default();
        let second = Duration::from_secs(1);
        assert!(!health.is_failing(second));
        health.committed(false, second);
        assert!(health.is_failing(second * 2));
        assert!(!health.is_failing(second * 12));
        health.committed(true, second * 3);
        assert!(!health.is_failing(second * 3));
    }
}
