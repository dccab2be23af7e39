use serde_json::json;
use webchat_testkit::TestServer;

#[tokio::test]
async fn typing_is_told_when_it_begins_and_when_it_ends() {
    let server = TestServer::start().await;
    let mut alice = server.join("alice").await;
    let mut bob = server.join("bob").await;
    alice.expect("user-joined").await;
    alice.send(json!({ "type": "typing", "isTyping": true })).await;
    let update = bob.expect("typing-update").await;
    assert_eq!(update["typingUsers"], json!(["alice"]));
    assert_eq!(update["timestamp"], 1_769_851_800_000_i64, "milliseconds since the epoch");
    alice.expect("typing-update").await;
    alice.send(json!({ "type": "typing", "isTyping": false })).await;
    assert_eq!(bob.expect("typing-update").await["typingUsers"], json!([]));
}

#[tokio::test]
async fn typing_ends_by_itself_after_two_seconds() {
    let server = TestServer::start().await;
    let mut alice = server.join("alice").await;
    alice.send(json!({ "type": "typing", "isTyping": true })).await;
    alice.expect("typing-update").await;
    server.clock.advance(1_999);
    alice.expect_nothing().await;
    alice.send(json!({ "type": "typing", "isTyping": true })).await;
    alice.expect_nothing().await;
    server.clock.advance(1_999);
    alice.expect_nothing().await;
    server.clock.advance(1);
    let update = alice.expect("typing-update").await;
    assert_eq!(update["typingUsers"], json!([]), "2 s after the last renewal");
}

#[tokio::test]
async fn sending_ends_typing() {
    let server = TestServer::start().await;
    let mut alice = server.join("alice").await;
    alice.send(json!({ "type": "typing", "isTyping": true })).await;
    alice.expect("typing-update").await;
    alice.say("m-1", "done", None).await;
    alice.expect("message").await;
    assert_eq!(alice.expect("typing-update").await["typingUsers"], json!([]));
}

#[tokio::test]
async fn leaving_ends_typing_with_the_last_connection() {
    let server = TestServer::start().await;
    let mut bob = server.join("bob").await;
    let mut phone = server.join("alice").await;
    let laptop = server.join("alice").await;
    bob.expect("user-joined").await;
    phone.send(json!({ "type": "typing", "isTyping": true })).await;
    bob.expect("typing-update").await;
    laptop.leave().await;
    bob.expect_nothing().await;
    phone.leave().await;
    bob.expect("user-left").await;
    assert_eq!(bob.expect("typing-update").await["typingUsers"], json!([]));
}

#[tokio::test]
async fn typing_by_rest_is_typing() {
    let server = TestServer::start().await;
    let rest = server.rest();
    let mut bob = server.join("bob").await;
    let body = json!({ "userId": "alice", "conversationId": "bob", "isTyping": true });
    assert_eq!(rest.post("/api/typing", body).await, (200, json!({ "typingUsers": ["alice"] })));
    assert_eq!(bob.expect("typing-update").await["typingUsers"], json!(["alice"]));
    assert_eq!(rest.get("/api/typing").await.1, json!({ "typingUsers": ["alice"] }));
    assert_eq!(
        rest.get("/api/typing?userId=bob&conversationId=alice").await.1,
        json!({ "typingUsers": ["alice"] })
    );
    assert_eq!(rest.get("/api/typing?conversationId=general").await.1, json!({ "typingUsers": [] }));
    let body = json!({ "userId": "alice", "conversationId": "bob" });
    assert_eq!(rest.delete("/api/typing", body).await, (200, json!({ "typingUsers": [] })));
    assert_eq!(bob.expect("typing-update").await["typingUsers"], json!([]));
}
