//! A server on which the examples mean something.

use serde_json::{Value, json};
use webchat_testkit::TestServer;

use crate::request::{Answer, Request};

/// The id in the examples of a channel that a server minted.
pub const GOLDEN: &str = "c-Zm9vYmFyYmF6cXV4cXV1eA";

/// Three messages between Alice and Bob, and Alice types. A public channel of both and Dave, in which something was
/// said. A poll does not wait long.
pub struct Scene {
    pub server: TestServer,
    /// What this server minted for the channel.
    channel: String,
}

impl Scene {
    pub async fn start() -> Self {
        let server = TestServer::with(|limits| limits.poll_ms = 20).await;
        let channel = furnish(&server).await;
        Self { server, channel }
    }

    /// Sends a request that an example made, about the channel of this server.
    pub async fn send(&self, request: &Request) -> Answer {
        request.about(GOLDEN, &self.channel).send(&self.server.rest()).await
    }
}

async fn furnish(server: &TestServer) -> String {
    let rest = server.rest();
    for (id, from, to) in [("m-1", "alice", "bob"), ("m-2", "bob", "alice"), ("m-9", "alice", "bob")] {
        let body = json!({ "id": id, "text": "hello", "senderId": from, "receiverId": to });
        assert_eq!(rest.post("/api/messages", body).await.0, 201);
    }
    rest.post("/api/typing", json!({ "userId": "alice", "conversationId": "bob" })).await;
    let channel = json!({
        "type": "create-conversation", "id": "c-1", "kind": "channel", "name": "Art", "visibility": "public",
        "userIds": ["bob", "dave"],
    });
    let made = by_alice(server, channel).await;
    let channel = made["data"]["conversationId"].as_str().unwrap().to_owned();
    // With two owners, Alice may go.
    by_alice(
        server,
        json!({ "type": "set-role", "conversationId": channel, "userId": "bob", "role": "owner" }),
    )
    .await;
    for text in ["hello", "hello, all"] {
        by_alice(server, json!({ "type": "message", "conversationId": channel, "text": text })).await;
    }
    channel
}

async fn by_alice(server: &TestServer, command: Value) -> Value {
    let (status, answer) = server.rest().post("/api/v1/commands?userId=alice", command).await;
    assert_eq!(status, 200, "{answer}");
    answer
}
