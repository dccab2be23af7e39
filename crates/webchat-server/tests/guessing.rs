//! Guessed passwords: refused, bounded, and of no concern to those who talk. They run alone: a storm takes all processors.

#![allow(clippy::unwrap_used, reason = "a test that can't go on fails")]

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};
use std::time::{Duration, Instant};

use reqwest::Method;
use serde_json::json;
use webchat_auth::{AccountLimits, Cost, SignUpPolicy};
use webchat_testkit::{Mode, TestServer};

/// Guesses under way at once.
const TOGETHER: u32 = 32;

async fn storm(server: &TestServer, guesses: u32) -> (u32, u32) {
    let (next, tried, later) =
        (Arc::new(AtomicU32::new(0)), Arc::new(AtomicU32::new(0)), Arc::new(AtomicU32::new(0)));
    let mut guessing = tokio::task::JoinSet::new();
    for _ in 0..TOGETHER {
        let (page, next, tried, later) = (server.page(), next.clone(), tried.clone(), later.clone());
        guessing.spawn(async move {
            loop {
                let number = next.fetch_add(1, Ordering::Relaxed);
                if number >= guesses {
                    return;
                }
                let guess = json!({ "userId": format!("user-{}", number % 500), "password": format!("guess {number}") });
                let from = format!("10.{}.{}.{}", number % 200, number / 200 % 200, number % 7);
                let request = page.request(Method::POST, "/api/v1/session").header("X-Forwarded-For", from);
                let response = request.json(&guess).send().await.unwrap();
                match response.status().as_u16() {
                    401 => tried.fetch_add(1, Ordering::Relaxed),
                    429 | 503 => {
                        assert!(response.headers().contains_key("retry-after"));
                        later.fetch_add(1, Ordering::Relaxed)
                    }
                    other => panic!("a guess was answered with {other}"),
                };
            }
        });
    }
    while let Some(outcome) = guessing.join_next().await {
        outcome.unwrap();
    }
    (tried.load(Ordering::Relaxed), later.load(Ordering::Relaxed))
}

#[tokio::test(flavor = "multi_thread")]
async fn ten_thousand_wrong_passwords_from_everywhere_do_not_slow_the_chat() {
    // With what a password costs in earnest, from so many addresses that only the room for hashing holds them back.
    let mode = Mode::Password {
        sign_up: SignUpPolicy::Open,
        cost: Cost::OWASP,
        limits: Box::new(AccountLimits { hashes_waiting: 8, ..AccountLimits::default() }),
    };
    let server = Arc::new(TestServer::behind(mode, |_| {}, |options| options.trust_proxy = true).await);
    let alice = server.sign_up("alice").await;
    let mut socket = alice.connect().await;
    socket.register_full("alice").await;
    let is_over = Arc::new(AtomicBool::new(false));
    let (serving, over) = (server.clone(), is_over.clone());
    let storm = tokio::spawn(async move {
        let counted = storm(&serving, 10_000).await;
        over.store(true, Ordering::Relaxed);
        counted
    });
    let (mut slowest, mut said) = (Duration::ZERO, 0);
    while !is_over.load(Ordering::Relaxed) {
        let begun = Instant::now();
        let id = format!("m-{said}");
        socket.say(&id, "hello", None).await;
        while socket.until("message").await["data"]["id"] != *id {}
        slowest = slowest.max(begun.elapsed());
        said += 1;
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    let (tried, later) = storm.await.unwrap();
    assert_eq!(tried + later, 10_000);
    assert!(later > 5_000, "only {later} were told to come back later");
    assert!(u64::from(tried) < server.accounts().hashes_computed() + 2);
    assert!(said > 5 && slowest < Duration::from_secs(2), "the slowest of {said} took {slowest:?}");
}

#[tokio::test]
async fn one_address_gets_so_many_guesses_and_the_owner_of_the_name_none_the_less_gets_in() {
    let server = TestServer::behind(Mode::password(), |_| {}, |options| options.trust_proxy = true).await;
    server.sign_up("alice").await;
    let sign_in = async |from: &str, password: &str| {
        let body = json!({ "userId": "alice", "password": password });
        let request = server.page().request(Method::POST, "/api/v1/session").header("X-Forwarded-For", from);
        request.json(&body).send().await.unwrap().status().as_u16()
    };
    let before = server.accounts().hashes_computed();
    let mut refused = 0;
    for _ in 0..100 {
        // What stands before the proxy's own entry is the guesser's invention.
        if sign_in(&format!("10.0.0.{refused}, 192.0.2.7"), "wrong password").await == 429 {
            refused += 1;
        }
    }
    assert_eq!((refused, server.accounts().hashes_computed() - before), (90, 10));
    assert_eq!(sign_in("192.0.2.8", webchat_testkit::PASSWORD).await, 200);
}

#[tokio::test]
async fn a_proxy_that_is_not_trusted_invents_no_addresses() {
    let server = TestServer::asking(Mode::password(), |_| {}).await;
    let mut tried = 0;
    for number in 0..100 {
        let body = json!({ "userId": "nobody", "password": "wrong password" });
        let request = server.page().request(Method::POST, "/api/v1/session");
        let request = request.header("X-Forwarded-For", format!("10.0.0.{number}")).json(&body);
        if request.send().await.unwrap().status() == 401 {
            tried += 1;
        }
    }
    assert_eq!(tried, 10);
}
