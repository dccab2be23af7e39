use serde_json::{Value, json};
use webchat_testkit::TestServer;

#[tokio::test]
async fn what_is_posted_reaches_sockets_and_what_is_sent_is_in_the_next_get() {
    let server = TestServer::start().await;
    let rest = server.rest();
    let mut bob = server.join("bob").await;
    let body = json!({ "text": "by REST", "senderId": "alice", "receiverId": "bob" });
    let (status, posted) = rest.post("/api/messages", body).await;
    assert_eq!(status, 201);
    assert_eq!(bob.expect("message").await["data"], posted);
    bob.say("m-2", "by socket", Some("alice")).await;
    let sent = bob.expect("message").await["data"].clone();
    assert_eq!(rest.get("/api/messages").await, (200, json!([posted, sent])));
}

async fn say(server: &TestServer, count: usize) {
    for number in 1..=count {
        let body =
            json!({ "id": format!("m-{number}"), "text": "hi", "senderId": "alice", "receiverId": "bob" });
        assert_eq!(server.rest().post("/api/messages", body).await.0, 201);
    }
}

fn ids(messages: &Value) -> Vec<&str> {
    messages.as_array().unwrap().iter().map(|message| message["id"].as_str().unwrap()).collect()
}

#[tokio::test]
async fn history_is_the_newest_oldest_first_and_pages_back() {
    let server = TestServer::with(|limits| limits.history_messages = 4).await;
    say(&server, 6).await;
    let rest = server.rest();
    assert_eq!(ids(&rest.get("/api/messages").await.1), ["m-3", "m-4", "m-5", "m-6"]);
    assert_eq!(ids(&rest.get("/api/messages?limit=2").await.1), ["m-5", "m-6"]);
    assert_eq!(ids(&rest.get("/api/messages?limit=1000").await.1), ["m-3", "m-4", "m-5", "m-6"]);
    assert_eq!(ids(&rest.get("/api/messages?before=m-3").await.1), ["m-1", "m-2"]);
    assert_eq!(ids(&rest.get("/api/messages?before=m-6&limit=1").await.1), ["m-5"]);
}

#[tokio::test]
async fn deleting_answers_what_remains() {
    let server = TestServer::start().await;
    say(&server, 3).await;
    let (status, answer) = server.rest().delete("/api/messages", json!({ "id": "m-2" })).await;
    assert_eq!((status, ids(&answer["messages"])), (200, vec!["m-1", "m-3"]));
    assert_eq!(server.rest().delete("/api/messages", json!({ "id": "m-2" })).await.0, 404);
}

#[tokio::test]
async fn conversations_are_keyed_by_the_other_user() {
    let server = TestServer::with(|limits| limits.conversation_messages = 2).await;
    say(&server, 3).await;
    for body in [
        json!({ "id": "c", "text": "hi", "senderId": "carol", "receiverId": "alice" }),
        json!({ "id": "g", "text": "hi all", "senderId": "carol" }),
    ] {
        server.rest().post("/api/messages", body).await;
    }
    let (status, answer) = server.rest().get("/api/conversations?currentUserId=alice").await;
    assert_eq!(status, 200);
    assert_eq!(answer.as_object().unwrap().keys().collect::<Vec<_>>(), ["bob", "carol"]);
    assert_eq!(answer["bob"]["userId"], "bob");
    assert_eq!(ids(&answer["bob"]["messages"]), ["m-2", "m-3"]);
    assert_eq!(ids(&answer["carol"]["messages"]), ["c"]);
    assert_eq!(server.rest().get("/api/conversations?currentUserId=nobody").await, (200, json!({})));
}

#[tokio::test]
async fn the_websocket_is_described_and_counted() {
    let server = TestServer::start().await;
    let _phone = server.join("alice").await;
    let _laptop = server.join("alice").await;
    let (status, answer) = server.rest().get("/api/websocket").await;
    assert_eq!(status, 200);
    assert_eq!(answer["url"], format!("ws://{}/ws", server.address()));
    assert_eq!((&answer["connectedUsers"], &answer["connections"]), (&json!(1), &json!(2)));
    assert_eq!(server.rest().get("/api/websocket").await.0, 200, "asking twice is no harm");
}

#[tokio::test]
async fn a_well_server_says_so() {
    let server = TestServer::start().await;
    let (status, answer) = server.rest().get("/healthz").await;
    assert_eq!((status, &answer["status"]), (200, &json!("ok")));
}

#[tokio::test]
async fn deleted_messages_do_not_crowd_out_older_ones() {
    let server = TestServer::with(|limits| limits.conversation_messages = 2).await;
    say(&server, 4).await;
    for id in ["m-3", "m-4"] {
        server.rest().delete("/api/messages", json!({ "id": id })).await;
    }
    let (_, answer) = server.rest().get("/api/conversations?currentUserId=alice").await;
    assert_eq!(ids(&answer["bob"]["messages"]), ["m-1", "m-2"]);
}
