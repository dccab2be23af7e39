//! Lets the chat do what is due by the clock.

use std::sync::Arc;
use std::time::Duration;

use tokio::time::{MissedTickBehavior, interval};
use webchat_core::Chat;

use crate::events::Polls;

/// Users who have been quiet for a burst's length are forgotten within this time.
const RATES_EVERY: Duration = Duration::from_mins(1);

pub(crate) async fn run(chat: Arc<Chat>, polls: Polls) {
    let mut sweep = interval(Chat::SWEEP);
    sweep.set_missed_tick_behavior(MissedTickBehavior::Delay);
    let mut rates = interval(RATES_EVERY);
    loop {
        tokio::select! {
            _ = sweep.tick() => {
                chat.sweep();
                polls.sweep(chat.clock().elapsed());
            }
            _ = rates.tick() => chat.sweep_rates(),
        }
    }
}
