use serde_json::{Value, json};
use webchat_testkit::TestServer;

#[tokio::test]
async fn a_message_reaches_everybody_and_its_echo_is_the_acknowledgement() {
    let server = TestServer::start().await;
    let mut alice = server.join("alice").await;
    let mut bob = server.join("bob").await;
    alice.expect("user-joined").await;
    alice.say("m-1", "hello, Bob", Some("bob")).await;
    let echo = alice.expect("message").await;
    let golden: Value =
        serde_json::from_str(include_str!("../../../../fixtures/wire/events/message.direct.json")).unwrap();
    assert_eq!(echo, golden);
    assert_eq!(bob.expect("message").await, golden);
}

#[tokio::test]
async fn a_message_without_receiver_goes_to_general() {
    let server = TestServer::start().await;
    let mut alice = server.join("alice").await;
    alice.send(json!({ "type": "message", "text": "hello", "senderId": "alice" })).await;
    let data = alice.expect("message").await["data"].clone();
    assert_eq!(data["conversationId"], "general");
    assert_eq!(data["receiverId"], Value::Null);
    let id = data["id"].as_str().unwrap();
    assert!(id.starts_with("minted-"), "the server makes the id that was left out");
}

#[tokio::test]
async fn an_open_server_sends_every_message_to_every_connection() {
    let server = TestServer::start().await;
    let mut nobody = server.connect().await;
    let mut carol = server.join("carol").await;
    let mut alice = server.join("alice").await;
    alice.say("m-1", "for Bob", Some("bob")).await;
    assert_eq!(carol.until("message").await["data"]["id"], "m-1");
    assert_eq!(nobody.until("message").await["data"]["id"], "m-1", "registered or not");
}

#[tokio::test]
async fn a_message_that_names_its_sender_needs_no_registration() {
    let server = TestServer::start().await;
    let mut socket = server.connect().await;
    socket
        .send(
            json!({ "type": "message", "id": "m-1", "text": "hi", "senderId": "alice", "receiverId": "bob" }),
        )
        .await;
    assert_eq!(socket.expect("message").await["data"]["senderId"], "alice");
}

#[tokio::test]
async fn nobody_speaks_for_somebody_else() {
    let server = TestServer::start().await;
    let mut alice = server.join("alice").await;
    alice.send(json!({ "type": "message", "id": "m-1", "text": "hi", "senderId": "bob" })).await;
    let error = alice.expect("error").await;
    assert_eq!((&error["code"], &error["id"]), (&json!("forbidden"), &json!("m-1")));
    assert_eq!(server.rest().get("/api/messages").await, (200, json!([])));
}

#[tokio::test]
async fn the_same_id_is_one_message_however_it_comes() {
    let server = TestServer::start().await;
    let rest = server.rest();
    let mut alice = server.join("alice").await;
    let mut bob = server.join("bob").await;
    alice.expect("user-joined").await;
    alice.say("m-1", "once", Some("bob")).await;
    let first = alice.expect("message").await;
    bob.expect("message").await;

    alice.say("m-1", "once", Some("bob")).await;
    assert_eq!(alice.expect("message").await, first, "the one who sends again gets the stored one");
    let body = json!({ "id": "m-1", "text": "once", "senderId": "alice", "receiverId": "bob" });
    assert_eq!(rest.post("/api/messages", body.clone()).await, (200, first["data"].clone()));
    assert_eq!(rest.post("/api/v1/commands?userId=alice", with_type(body)).await, (200, first.clone()));

    bob.expect_nothing().await;
    assert_eq!(rest.get("/api/messages").await, (200, json!([first["data"]])));
}

fn with_type(mut body: Value) -> Value {
    body["type"] = json!("message");
    body
}

#[tokio::test]
async fn two_senders_may_use_the_same_id() {
    let server = TestServer::start().await;
    let mut alice = server.join("alice").await;
    let mut bob = server.join("bob").await;
    alice.say("m-1", "mine", None).await;
    bob.say("m-1", "mine too", None).await;
    let texts =
        [bob.until("message").await, bob.until("message").await].map(|event| event["data"]["text"].clone());
    assert!(texts.contains(&json!("mine")) && texts.contains(&json!("mine too")));
}

#[tokio::test]
async fn every_connection_sees_the_messages_in_the_order_of_their_seq() {
    let server = TestServer::start().await;
    let mut watcher = server.join("watcher").await;
    let mut senders = Vec::new();
    for name in ["alice", "bob", "carol"] {
        senders.push(server.join(name).await);
    }
    for round in 0..50 {
        for (number, sender) in senders.iter_mut().enumerate() {
            sender.say(&format!("m-{number}-{round}"), "hello", None).await;
        }
    }
    for seq in 1..=150 {
        assert_eq!(watcher.until("message").await["data"]["seq"], seq);
    }
}

#[tokio::test]
async fn everything_is_still_there_after_a_restart() {
    let server = TestServer::start().await;
    let mut alice = server.join("alice").await;
    for id in ["m-1", "m-2"] {
        alice.say(id, "keep this", Some("bob")).await;
        alice.expect("message").await;
    }
    let before = server.rest().get("/api/messages").await;
    let server = server.restart().await;
    assert_eq!(server.rest().get("/api/messages").await, before);
    let mut alice = server.join("alice").await;
    alice.say("m-2", "keep this", Some("bob")).await;
    assert_eq!(alice.expect("message").await["data"]["seq"], 2, "an id is remembered across restarts");
    alice.say("m-3", "go on", Some("bob")).await;
    assert_eq!(alice.expect("message").await["data"]["seq"], 3);
}

#[tokio::test]
async fn a_text_has_between_one_and_ten_thousand_characters() {
    let server = TestServer::start().await;
    let mut alice = server.join("alice").await;
    for (text, code) in [("", "empty-text"), (" \n\t", "empty-text"), (&"ä".repeat(10_001), "too-long")] {
        alice.say("m-1", text, None).await;
        let error = alice.expect("error").await;
        assert_eq!((&error["code"], &error["id"]), (&json!(code), &json!("m-1")));
    }
    let longest = "ä".repeat(10_000);
    alice.say("m-1", &longest, None).await;
    assert_eq!(alice.expect("message").await["data"]["text"], longest.as_str(), "a refused id is still free");
}
