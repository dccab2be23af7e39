use serde_json::json;
use webchat_testkit::TestServer;

#[tokio::test]
async fn a_pair_is_one_conversation_whoever_begins() {
    let server = TestServer::start().await;
    let mut alice = server.join("alice").await;
    let mut bob = server.join("bob").await;
    alice.expect("user-joined").await;
    alice.say("m-1", "hello", Some("bob")).await;
    bob.expect("message").await;
    alice.expect("message").await;
    bob.say("m-1", "hello yourself", Some("alice")).await;
    let data = alice.expect("message").await["data"].clone();
    assert_eq!((&data["conversationId"], &data["seq"]), (&json!("alice~bob"), &json!(2)));
}

#[tokio::test]
async fn somebody_may_write_notes_to_themselves() {
    let server = TestServer::start().await;
    let mut alice = server.join("alice").await;
    alice.say("m-1", "buy milk", Some("alice")).await;
    let data = alice.expect("message").await["data"].clone();
    assert_eq!((&data["conversationId"], &data["receiverId"]), (&json!("alice~alice"), &json!("alice")));
}

#[tokio::test]
async fn a_conversation_of_others_is_not_there() {
    let server = TestServer::start().await;
    let mut eve = server.join_full("eve").await;
    for frame in [
        json!({ "type": "message", "id": "m-1", "text": "hi", "conversationId": "alice~bob" }),
        json!({ "type": "typing", "isTyping": true, "conversationId": "alice~bob" }),
        json!({ "type": "read", "seq": 1, "conversationId": "alice~bob" }),
        json!({ "type": "delete", "seq": 1, "conversationId": "alice~bob" }),
    ] {
        eve.send(frame).await;
        assert_eq!(eve.expect("error").await["code"], "not-found");
    }
    for path in ["messages", "changes"] {
        let path = format!("/api/v1/conversations/alice~bob/{path}?userId=eve");
        assert_eq!(server.rest().get(&path).await.0, 404);
    }
}
