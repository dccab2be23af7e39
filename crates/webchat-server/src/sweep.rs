//! Lets the chat do what is due by the clock.

use std::sync::Arc;
use std::time::Duration;

use tokio::time::{MissedTickBehavior, interval};
use webchat_core::Chat;

use crate::events::Polls;
use crate::who::{Console, Gate};

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

/// What becomes of sessions and tries is looked after this often.
const SESSIONS_EVERY: Duration = Duration::from_hours(1);

/// Looks after the connections of those who showed who they are. A task of its own: a store that is slow must not keep
/// typing from ending.
pub(crate) async fn watch(gate: Gate) {
    if gate.is_open() {
        return;
    }
    let mut look = interval(Gate::LOOK);
    look.set_missed_tick_behavior(MissedTickBehavior::Delay);
    let mut sessions = interval(SESSIONS_EVERY);
    let mut console = Console::default();
    loop {
        tokio::select! {
            _ = look.tick() => {
                console.hear(&gate).await;
                gate.look().await;
            }
            _ = sessions.tick() => gate.authenticator().sweep().await,
        }
    }
}
