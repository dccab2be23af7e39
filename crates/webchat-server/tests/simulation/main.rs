//! A whole chat in one thread, with a network that delays, tears and drops as its seed says, a server that crashes and a
//! disk that refuses. Time is simulated: minutes pass in milliseconds, and a seed is the same run every time.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test that can't go on fails")]

mod client;
mod disk;
mod follower;
mod network;
mod server;
mod time;
mod world;

use world::{Outcome, World};

/// Runs one seed in a runtime of its own whose clock only moves when nothing else can.
fn run(seed: u64) -> Outcome {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_time().start_paused(true).build().unwrap();
    runtime.block_on(World::new(seed).run())
}

#[test]
fn whatever_the_network_does_everybody_ends_with_the_same_history() {
    let (mut messages, mut crashes, mut torn) = (0, 0, 0);
    for seed in 0..300 {
        let outcome = run(seed);
        if let Err(problem) = &outcome.verdict {
            panic!("seed {seed}: {problem}\n{}", outcome.transcript.join("\n"));
        }
        messages += outcome.messages;
        crashes += outcome.crashes;
        torn += outcome.torn;
    }
    eprintln!("300 seeds: {messages} messages, {crashes} crashes, {torn} torn connections");
    assert!(crashes > 100 && torn > 1_000, "the network was too kind: {crashes} crashes, {torn} torn");
}

#[test]
fn a_seed_is_the_same_run_every_time() {
    for seed in [1, 7, 42] {
        let (one, other) = (run(seed), run(seed));
        assert_eq!(one.transcript, other.transcript, "seed {seed}");
    }
}
