//! A server on which the examples mean something.

use futures_util::{StreamExt, stream};
use reqwest::Method;
use serde_json::{Value, json};
use webchat_testkit::{Mode, TestServer};

use crate::document::Operation;
use crate::people::People;
use crate::request::{Answer, Request};

/// The id in the examples of a channel that a server minted.
pub const GOLDEN: &str = "c-Zm9vYmFyYmF6cXV4cXV1eA";

/// Three messages between Alice and Bob, and Alice types. A public channel of both and Dave, in which something was
/// said. A poll does not wait long.
pub struct Scene {
    pub server: TestServer,
    /// What this server minted for the channel.
    channel: String,
    /// Nobody, where everybody is who they say they are.
    people: Option<People>,
}

impl Scene {
    /// Everybody is who they say they are.
    pub async fn open() -> Self {
        Self::furnished(TestServer::with(|limits| limits.poll_ms = 20).await, None).await
    }

    /// Everybody has an account.
    pub async fn with_accounts() -> Self {
        let server = TestServer::asking(Mode::password(), |limits| limits.poll_ms = 20).await;
        let people = People::of(&server).await;
        Self::furnished(server, Some(people)).await
    }

    /// One on which an operation does what it is for.
    pub async fn of(operation: &Operation) -> Self {
        if operation.is_about_accounts() { Self::with_accounts().await } else { Self::open().await }
    }

    async fn furnished(server: TestServer, people: Option<People>) -> Self {
        let channel = furnish(&server, people.as_ref()).await;
        Self { server, channel, people }
    }

    /// Sends a request that an example made, about the channel of this server and as somebody who may.
    pub async fn send(&self, request: &Request) -> Answer {
        let mut request = request.clone();
        if self.people.is_some() {
            request.headers.push(("Sec-Fetch-Site".to_owned(), "same-origin".to_owned()));
        }
        self.send_doubtful(&request).await
    }

    /// The same without a word of the browser's about the page that asks.
    pub async fn send_doubtful(&self, request: &Request) -> Answer {
        let mut request = request.about(GOLDEN, &self.channel);
        if let Some(people) = &self.people {
            for (golden, own) in people.golden() {
                request = request.about(golden, own);
            }
            request.headers.push(("Cookie".to_owned(), people.cookie(request.path())));
        }
        request.send(&self.server.rest()).await
    }

    /// Ends the links that the examples name.
    pub async fn revoke_links(&self) {
        if let Some(people) = &self.people {
            people.revoke_links(&self.server).await;
        }
    }
}

/// Tries some of them at once, each on a scene of its own: what takes long is the disk, which they wait for together.
pub async fn at_once(trying: impl Iterator<Item: Future<Output = ()>>) {
    stream::iter(trying).buffer_unordered(8).collect::<()>().await;
}

async fn furnish(server: &TestServer, people: Option<&People>) -> String {
    let ask = async |user: &str, path: &str, body: Value| {
        let bearer = people.map_or_else(String::new, |people| format!("Bearer {}", people.token(user)));
        let request = server.rest().request(Method::POST, path).header("Authorization", bearer);
        let (status, answer) = server.rest().ask(request.json(&body)).await;
        assert!(status < 300, "{path} answered {status} {answer}");
        answer
    };
    for (id, from, to) in [("m-1", "alice", "bob"), ("m-2", "bob", "alice"), ("m-9", "alice", "bob")] {
        let message = json!({ "id": id, "text": "hello", "senderId": from, "receiverId": to });
        ask(from, "/api/messages", message).await;
    }
    ask("alice", "/api/typing", json!({ "userId": "alice", "conversationId": "bob" })).await;
    let command = async |command: Value| ask("alice", "/api/v1/commands?userId=alice", command).await;
    let channel = json!({
        "type": "create-conversation", "id": "c-1", "kind": "channel", "name": "Art", "visibility": "public",
        "userIds": ["bob", "dave"],
    });
    let made = command(channel).await;
    let channel = made["data"]["conversationId"].as_str().unwrap().to_owned();
    // With two owners, Alice may go.
    command(json!({ "type": "set-role", "conversationId": channel, "userId": "bob", "role": "owner" })).await;
    for text in ["hello", "hello, all"] {
        command(json!({ "type": "message", "conversationId": channel, "text": text })).await;
    }
    channel
}
