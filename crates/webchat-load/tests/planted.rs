//! The checker finds what is planted, and nothing where nothing is.

#![allow(clippy::unwrap_used, reason = "a test that can't go on fails")]

use std::time::Duration;

use webchat_load::verify::{Outcome, Plan, Target, run};
use webchat_load::{Fault, Transport, Weather};

/// The server with a bug.
const PLANTED: &str = env!("CARGO_BIN_EXE_webchat-planted");

/// How long a bug may stay unfound: many times what it takes.
const LONGEST: Duration = Duration::from_secs(40);

fn plan(bug: &str, lasts: Duration) -> Plan {
    let arguments = ["--bug", bug].map(str::to_owned).to_vec();
    let target = Target::Program { path: PLANTED.into(), arguments };
    let weather = Weather { kills: Duration::from_millis(1_500), troubles: Duration::from_secs(2) };
    Plan { users: 6, weather, is_quiet: true, ..Plan::of(target, lasts, 7) }
}

async fn verify(plan: Plan) -> Outcome {
    let outcome = run(plan).await.unwrap();
    if let Some(kept) = &outcome.kept {
        std::fs::remove_dir_all(kept).unwrap();
    }
    outcome
}

/// Runs until the bug is found, and answers the promise that it broke first.
async fn found(plan: Plan) -> &'static str {
    let begun = std::time::Instant::now();
    let outcome = verify(plan).await;
    eprintln!("{} s\n{}", begun.elapsed().as_secs_f32(), outcome.text);
    outcome.broken.first().copied().unwrap_or("none")
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_echo_before_the_commit_is_found_by_a_kill() {
    let only = [Fault::Kill, Fault::LostAnswer, Fault::Cut];
    assert_eq!(found(Plan { faults: only.to_vec(), ..plan("echo", LONGEST) }).await, "committed");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_missing_index_is_found_by_a_message_that_is_there_twice() {
    assert_eq!(found(plan("no-index", LONGEST)).await, "once");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_replay_before_the_subscription_is_found_by_a_hole() {
    let plan = plan("replay", LONGEST).without(&[Fault::DiskFull, Fault::WriteError, Fault::SyncError]);
    assert_eq!(found(plan).await, "stream");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_dropped_last_event_is_found_when_it_is_quiet() {
    // Commands go by request, so that no answer on the stream itself shows that something was left out before it.
    let (faults, transports) = (Vec::new(), vec![Transport::Stream]);
    let plan = Plan { faults, transports, ..plan("dropped", Duration::from_secs(8)) };
    assert_eq!(found(plan).await, "stream");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_cursor_that_is_off_by_one_is_found_by_what_is_left_out() {
    assert_eq!(found(plan("off-by-one", LONGEST)).await, "stream");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn one_who_was_removed_and_still_hears_is_found() {
    assert_eq!(found(plan("still-hears", LONGEST)).await, "apart");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_disk_that_lies_is_found_by_a_power_cut() {
    let only = [Fault::PowerCut];
    let plan = Plan { faults: only.to_vec(), is_disk_lying: true, ..plan("none", LONGEST) };
    assert!(["committed", "kept", "alive", "history"].contains(&found(plan).await));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn where_nothing_is_planted_nothing_is_found() {
    let outcome = verify(plan("none", Duration::from_secs(6))).await;
    assert!(outcome.broken.is_empty(), "{}", outcome.text);
}
