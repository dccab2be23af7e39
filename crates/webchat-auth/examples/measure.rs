//! What signing in costs on this machine:
//!
//! ```text
//! cargo run --release -p webchat-auth --example measure
//! ```

#![allow(clippy::print_stdout, reason = "the figures are what it is run for")]
#![allow(clippy::unwrap_used, reason = "a measurement that can't go on ends")]

use std::net::IpAddr;
use std::sync::Arc;
use std::time::Instant;

use tokio::task::JoinSet;
use webchat_auth::{
    AccountLimits, Authenticator, Cost, NewPerson, Pace, Password, PasswordParts, Proof, SignUpPolicy,
    SystemRandom, Visitor,
};
use webchat_core::SystemClock;
use webchat_protocol::UserId;
use webchat_testkit::MemoryStore;

const TIMES: u32 = 50;

#[tokio::main(flavor = "multi_thread", worker_threads = 2)]
async fn main() {
    let who = Arc::new(authenticator());
    let visitor = Visitor { address: IpAddr::from([127, 0, 0, 1]), user_agent: None };
    let mode = who.accounts().unwrap();
    let (user_id, password) = (UserId::new("alice").unwrap(), Password::new("correct horse"));
    let person = NewPerson { user_id: user_id.clone(), name: None, password: password.clone() };
    let cookie = mode.sign_up(&visitor, &person, None).await.unwrap().cookie;

    let started = Instant::now();
    for _ in 0..TIMES {
        mode.sign_in(&visitor, &user_id, &password).await.unwrap();
    }
    println!("one sign-in after the other: {:.1} ms each", millis(started) / f64::from(TIMES));

    let started = Instant::now();
    let mut all = JoinSet::new();
    for _ in 0..TIMES {
        let (who, visitor, user_id, password) =
            (Arc::clone(&who), visitor.clone(), user_id.clone(), password.clone());
        all.spawn(
            async move { who.accounts().unwrap().sign_in(&visitor, &user_id, &password).await.map(drop) },
        );
    }
    all.join_all().await.into_iter().for_each(Result::unwrap);
    println!("all at once, two hashed at a time: {:.1} ms each", millis(started) / f64::from(TIMES));

    let proof = Proof { cookie: Some(cookie), ..Proof::default() };
    let started = Instant::now();
    for _ in 0..10_000 {
        who.identify(&proof).await.unwrap();
    }
    println!("knowing a session again, store in memory: {:.4} ms each", millis(started) / 10_000.0);
}

/// Everything is allowed, so that only the hashing is measured.
fn authenticator() -> Authenticator {
    let off = Pace { burst: 0, every: std::time::Duration::ZERO };
    let limits = AccountLimits {
        tries_for_name_from_address: off,
        tries_for_name: off,
        tries_from_address: off,
        hashes_waiting: 1_000,
        browsers_per_user: 10_000,
        ..AccountLimits::default()
    };
    let parts = PasswordParts {
        accounts: Arc::new(MemoryStore::default()),
        clock: Arc::new(SystemClock::default()),
        random: Arc::new(SystemRandom),
        cost: Cost::OWASP,
        sign_up: SignUpPolicy::Open,
        limits,
    };
    Authenticator::password(parts).unwrap()
}

fn millis(since: Instant) -> f64 {
    since.elapsed().as_secs_f64() * 1_000.0
}
