//! When to stop.

use std::future::Future;

use std::time::Duration;

use anyhow::Context;
use tokio::signal::unix::{SignalKind, signal};

/// Takes SIGINT and SIGTERM from now on and answers a future that is done at the first of them. The second one ends the
/// process at once.
pub(crate) fn shutdown() -> anyhow::Result<impl Future<Output = ()>> {
    let mut interrupt = signal(SignalKind::interrupt()).context("Could not listen for SIGINT")?;
    let mut terminate = signal(SignalKind::terminate()).context("Could not listen for SIGTERM")?;
    Ok(async move {
        tokio::select! {
            _ = interrupt.recv() => {}
            _ = terminate.recv() => {}
        }
        std::thread::spawn(leave_anyway);
        tokio::spawn(async move {
            tokio::select! {
                _ = interrupt.recv() => {}
                _ = terminate.recv() => {}
            }
            std::process::exit(130);
        });
    })
}

/// Within this time of the signal the process is gone, whatever hangs: service managers kill after 10 s.
const GONE_WITHIN: Duration = Duration::from_millis(9_500);

fn leave_anyway() {
    std::thread::sleep(GONE_WITHIN);
    tracing::error!("shutting down took too long; leaving now. Everything that was acknowledged is saved");
    std::process::exit(1);
}
