use std::time::Duration;

use serde_json::json;
use webchat_testkit::TestServer;

#[tokio::test]
async fn the_others_learn_who_comes_and_who_goes() {
    let server = TestServer::start().await;
    let mut bob = server.join("bob").await;
    let mut alice = server.connect().await;
    alice.register("alice").await;
    let joined = bob.expect("user-joined").await;
    assert_eq!(
        joined,
        json!({ "type": "user-joined", "userId": "alice", "timestamp": "2026-01-31T09:30:00.000Z" })
    );
    alice.expect_nothing().await;
    server.clock.advance(60_000);
    // What is 60 s silent by this clock and was not heard since is dropped: bob speaks up.
    bob.expect_nothing().await;
    alice.leave().await;
    let left = bob.expect("user-left").await;
    assert_eq!(
        left,
        json!({ "type": "user-left", "userId": "alice", "timestamp": "2026-01-31T09:31:00.000Z" })
    );
}

#[tokio::test]
async fn a_second_device_changes_nothing_for_the_others() {
    let server = TestServer::start().await;
    let mut bob = server.join("bob").await;
    let mut phone = server.join("alice").await;
    bob.expect("user-joined").await;
    let mut laptop = server.join("alice").await;
    bob.expect_nothing().await;
    bob.say("m-1", "to both", Some("alice")).await;
    phone.expect("message").await;
    laptop.expect("message").await;
    bob.expect("message").await;
    laptop.leave().await;
    bob.expect_nothing().await;
    phone.leave().await;
    assert_eq!(bob.expect("user-left").await["userId"], "alice");
}

#[tokio::test]
async fn a_connection_that_breaks_is_a_connection_that_left() {
    let server = TestServer::start().await;
    let mut bob = server.join("bob").await;
    let alice = server.join("alice").await;
    bob.expect("user-joined").await;
    drop(alice);
    assert_eq!(bob.expect("user-left").await["userId"], "alice");
}

#[tokio::test]
async fn who_is_silent_for_a_minute_is_dropped() {
    let server = TestServer::with(|limits| limits.ping_ms = 20).await;
    let mut quiet = server.raw().await;
    let (opcode, _) = quiet.read().await;
    assert_eq!(opcode, 0x81, "the greeting");
    let (opcode, _) = quiet.read().await;
    assert_eq!(opcode, 0x89, "the server pings");
    server.clock.advance(59_999);
    let (opcode, _) = quiet.read().await;
    assert_eq!(opcode, 0x89, "and waits");
    server.clock.advance(1);
    assert_eq!(quiet.close_code().await, 4000);
}

#[tokio::test]
async fn who_answers_pings_stays() {
    let server = TestServer::with(|limits| limits.ping_ms = 20).await;
    let mut raw = server.raw().await;
    raw.read().await;
    for _ in 0..5 {
        server.clock.advance(59_000);
        let (opcode, _) = raw.read().await;
        assert_eq!(opcode, 0x89);
        raw.send(webchat_testkit::Opcode(0x8a), b"").await;
        // The pong has been read once the answer to what follows it is here.
        raw.send(webchat_testkit::Opcode::PING, b"?").await;
        while raw.read().await.0 != 0x8a {}
    }
}

#[tokio::test]
async fn a_full_server_says_when_to_come_back() {
    let server = TestServer::with(|limits| limits.connections = 1).await;
    let first = server.connect().await;
    let upgrade = server
        .rest()
        .request(reqwest::Method::GET, "/ws")
        .header("Connection", "Upgrade")
        .header("Upgrade", "websocket")
        .header("Sec-WebSocket-Version", "13")
        .header("Sec-WebSocket-Key", "dGhlIHNhbXBsZSBub25jZQ==")
        .timeout(Duration::from_secs(5));
    let refused = upgrade.try_clone().unwrap().send().await.unwrap();
    assert_eq!(refused.status(), 503);
    let again = upgrade.try_clone().unwrap().send().await.unwrap();
    let hint = |response: &reqwest::Response| response.headers()["retry-after"].to_str().unwrap().to_owned();
    assert_eq!(
        (hint(&refused), hint(&again)),
        ("1".to_owned(), "3".to_owned()),
        "they don't come back together"
    );
    first.leave().await;
    assert_eq!(upgrade.send().await.unwrap().status(), 101, "there is room again");
}
