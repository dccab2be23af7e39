//! A whole chat in one thread, with a network that delays, tears and drops as its seed says, a server that crashes and a
//! disk that refuses. Time is simulated: minutes pass in milliseconds, and a seed is the same run every time.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test that can't go on fails")]

mod client;
mod disk;
mod follower;
mod network;
mod reading;
mod server;
mod time;
mod world;

use std::sync::atomic::{AtomicU64, Ordering};

use world::{Outcome, World};

/// Runs one seed in a runtime of its own whose clock only moves when nothing else can.
fn run(seed: u64) -> Outcome {
    let runtime =
        tokio::runtime::Builder::new_current_thread().enable_time().start_paused(true).build().unwrap();
    // Made inside, where its clock is the simulated one: outside, how long this took would be in it.
    runtime.block_on(async { World::new(seed).run().await })
}

/// Seeds that are run: by hand more of them can be, `SEEDS=5000 cargo test -p webchat-server --test simulation`.
fn seeds() -> u64 {
    std::env::var("SEEDS").ok().and_then(|seeds| seeds.parse().ok()).unwrap_or(300)
}

#[test]
fn whatever_the_network_does_everybody_ends_with_the_same_history() {
    let next = AtomicU64::new(0);
    let (messages, crashes, torn) = (AtomicU64::new(0), AtomicU64::new(0), AtomicU64::new(0));
    let work = || {
        loop {
            let seed = next.fetch_add(1, Ordering::Relaxed);
            if seed >= seeds() {
                return;
            }
            let outcome = run(seed);
            if let Err(problem) = &outcome.verdict {
                panic!("seed {seed}: {problem}\n{}", outcome.transcript.join("\n"));
            }
            messages.fetch_add(outcome.messages, Ordering::Relaxed);
            crashes.fetch_add(outcome.crashes, Ordering::Relaxed);
            torn.fetch_add(outcome.torn, Ordering::Relaxed);
        }
    };
    let threads = std::thread::available_parallelism().map_or(2, std::num::NonZero::get);
    std::thread::scope(|scope| {
        for _ in 0..threads {
            scope.spawn(work);
        }
    });
    let [messages, crashes, torn] = [messages, crashes, torn].map(AtomicU64::into_inner);
    eprintln!("{} seeds: {messages} commands, {crashes} crashes, {torn} torn connections", seeds());
    assert!(crashes > seeds() && torn > seeds(), "the network was too kind: {crashes} crashes, {torn} torn");
}

#[test]
fn a_seed_is_the_same_run_every_time() {
    for seed in [1, 7, 42] {
        let (one, other) = (run(seed), run(seed));
        assert_eq!(one.transcript, other.transcript, "seed {seed}");
    }
}
