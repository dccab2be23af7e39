use serde_json::json;
use webchat_testkit::TestServer;

#[tokio::test]
async fn a_connection_is_greeted_with_the_time() {
    let server = TestServer::start().await;
    let mut raw = server.raw().await;
    let (_, payload) = raw.read().await;
    let greeting: serde_json::Value = serde_json::from_slice(&payload).unwrap();
    assert_eq!(greeting["type"], "connection-established");
    assert_eq!(greeting["timestamp"], "2026-01-31T09:30:00.000Z");
    assert!(greeting["message"].is_string());
}

#[tokio::test]
async fn who_registers_learns_who_is_here() {
    let server = TestServer::start().await;
    let _bob = server.join("bob").await;
    let mut alice = server.connect().await;
    let confirmed = alice.register("alice").await;
    let golden = include_str!("../../../../fixtures/wire/events/registration-confirmed.json");
    assert_eq!(confirmed, serde_json::from_str::<serde_json::Value>(golden).unwrap());
}

#[tokio::test]
async fn registering_again_confirms_again_and_tells_nobody() {
    let server = TestServer::start().await;
    let mut bob = server.join("bob").await;
    let mut alice = server.join("alice").await;
    bob.expect("user-joined").await;
    alice.register("alice").await;
    bob.expect_nothing().await;
}

#[tokio::test]
async fn registering_as_somebody_else_ends_the_first() {
    let server = TestServer::start().await;
    let mut bob = server.join("bob").await;
    let mut alice = server.join("alice").await;
    bob.expect("user-joined").await;
    alice.send(json!({ "type": "register", "userId": "carol" })).await;
    let confirmed = alice.until("registration-confirmed").await;
    assert_eq!(confirmed["connectedUsers"], json!(["bob", "carol"]));
    assert_eq!(bob.expect("user-left").await["userId"], "alice");
    assert_eq!(bob.expect("user-joined").await["userId"], "carol");
}

#[tokio::test]
async fn a_command_before_registering_is_refused() {
    let server = TestServer::start().await;
    let mut socket = server.connect().await;
    for frame in [
        json!({ "type": "typing", "isTyping": true }),
        json!({ "type": "message", "text": "who am I?", "id": "m-1" }),
        json!({ "type": "read", "conversationId": "general", "seq": 1 }),
    ] {
        socket.send(frame).await;
        assert_eq!(socket.expect("error").await["code"], "not-registered");
    }
}

#[tokio::test]
async fn a_ping_is_answered_before_registering_too() {
    let server = TestServer::start().await;
    let mut socket = server.connect().await;
    socket.send(json!({ "type": "ping" })).await;
    assert_eq!(socket.next().await, json!({ "type": "pong" }));
}

#[tokio::test]
async fn an_unknown_protocol_is_refused_and_the_known_ones_are_named() {
    let server = TestServer::start().await;
    let mut socket = server.connect().await;
    socket.send(json!({ "type": "register", "userId": "alice", "protocol": 3 })).await;
    let error = socket.expect("error").await;
    assert_eq!(error["code"], "bad-field");
    assert!(error["message"].as_str().unwrap().contains("1 and 2"));
    socket.register("alice").await;
}

#[tokio::test]
async fn one_user_has_no_more_connections_than_may_be() {
    let server = TestServer::with(|limits| limits.connections_per_user = 2).await;
    let mut first = server.join("alice").await;
    let _second = server.join("alice").await;
    let mut third = server.connect().await;
    third.send(json!({ "type": "register", "userId": "alice" })).await;
    assert_eq!(third.expect("error").await["code"], "too-many-connections");
    third.register("bob").await;
    assert_eq!(first.expect("user-joined").await["userId"], "bob");
}
