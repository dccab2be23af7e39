//! How fast a user may go. A rate of 0 is off.

use std::num::NonZeroU32;
use std::sync::Arc;
use std::time::Duration;

use webchat_protocol::{ErrorCode, Limits, Problem, UserId};

use crate::Clock;
use crate::rate::{Rate, TooFast};

/// The rates that are watched per user.
pub(crate) struct Rates {
    messages: Option<Rate<UserId>>,
    typing: Option<Rate<UserId>>,
    creations: Option<Rate<UserId>>,
    pictures: Option<Rate<UserId>>,
}

impl Rates {
    pub(crate) fn new(limits: &Limits, clock: &Arc<dyn Clock>) -> Self {
        let rate = |per_second: u32, burst: u32| {
            let (per_second, burst) = (NonZeroU32::new(per_second)?, NonZeroU32::new(burst)?);
            Rate::new(Duration::from_secs(1) / per_second.get(), burst, limits.tracked_users, clock)
        };
        let hourly = |per_hour: u32| {
            let count = NonZeroU32::new(per_hour)?;
            Rate::new(Duration::from_hours(1) / count.get(), count, limits.tracked_users, clock)
        };
        Self {
            messages: rate(limits.messages_per_second, limits.messages_burst.max(1)),
            typing: rate(limits.typing_per_second, limits.typing_per_second),
            creations: hourly(limits.creations_per_hour),
            pictures: hourly(limits.pictures_per_hour),
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

    /// Counts a group or channel that the user makes.
    pub(crate) fn check_creation(&self, user: &UserId) -> Result<(), Problem> {
        check(
            self.creations.as_ref(),
            user,
            "You have made many conversations. Wait a while before the next one.",
        )
    }

    /// Counts a picture that the user gives of themselves.
    pub(crate) fn check_picture(&self, user: &UserId) -> Result<(), Problem> {
        check(
            self.pictures.as_ref(),
            user,
            "You have changed your picture often. Wait a while before the next one.",
        )
    }

    /// Forgets users who have been quiet long enough to have their whole burst again.
    pub(crate) fn sweep(&self) {
        [&self.messages, &self.typing, &self.creations, &self.pictures]
            .into_iter()
            .flatten()
            .for_each(Rate::sweep);
    }
}

fn check(rate: Option<&Rate<UserId>>, user: &UserId, sentence: &str) -> Result<(), Problem> {
    let Some(rate) = rate else { return Ok(()) };
    rate.check(user).map_err(|too_fast| {
        let sentence = match too_fast {
            TooFast::Wait(_) => sentence,
            TooFast::Full => "The server has its hands full. Nothing was sent; wait a moment and try again.",
        };
        let wait = u64::try_from(too_fast.wait().as_millis()).unwrap_or(u64::MAX);
        Problem::new(ErrorCode::RateLimited, sentence).retry_after(wait.max(1))
    })
}
