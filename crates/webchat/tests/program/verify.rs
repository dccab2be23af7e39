//! The delivery checker against the real binary, for some seconds and with everything broken that can be. `make verify`
//! does the same for longer.

use std::time::Duration;

use webchat_load::verify::{Plan, Target, run};

use crate::WEBCHAT;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_promise_is_held_while_everything_breaks() {
    let target = Target::Program { path: WEBCHAT.into(), arguments: Vec::new() };
    let plan = Plan { is_quiet: true, ..Plan::of(target, Duration::from_secs(10), 1) };
    let outcome = run(plan).await.unwrap();
    assert!(outcome.broken.is_empty(), "{}", outcome.text);
}
