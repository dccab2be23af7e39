//! A server on which the examples mean something.

use std::collections::BTreeMap;
use std::net::{IpAddr, Ipv4Addr};

use reqwest::Method;
use serde_json::{Value, json};
use webchat_auth::{NewPerson, Password, Visitor};
use webchat_protocol::UserId;
use webchat_testkit::TestServer;

use crate::request::{Answer, Request};

/// The id in the examples of a channel that a server minted.
pub const GOLDEN: &str = "c-Zm9vYmFyYmF6cXV4cXV1eA";
/// The token in them of a program.
const GOLDEN_TOKEN: &str = "wct_0123456789012345678901234567890123456789012";

/// Three messages between Alice and Bob, and Alice types. A public channel of both and Dave, in which something was
/// said. A poll does not wait long.
pub struct Scene {
    pub server: TestServer,
    /// What this server minted for the channel.
    channel: String,
    /// What this server made for a program of Alice's; empty where nobody has to show who they are.
    token: String,
}

impl Scene {
    /// Everybody is who they say they are.
    pub async fn open() -> Self {
        let server = TestServer::with(|limits| limits.poll_ms = 20).await;
        Self::furnished(server, &BTreeMap::new()).await
    }

    /// Everybody has an account.
    pub async fn with_accounts() -> Self {
        let server = TestServer::with_accounts(|limits| limits.poll_ms = 20).await;
        let mut tokens = BTreeMap::new();
        for (number, id) in (1..).zip(["alice", "bob", "carol", "dave", "erin", "mallory"]) {
            tokens.insert(id, token(&server, number, id).await);
        }
        Self::furnished(server, &tokens).await
    }

    async fn furnished(server: TestServer, tokens: &BTreeMap<&str, String>) -> Self {
        let channel = furnish(&server, tokens).await;
        let token = tokens.get("alice").cloned().unwrap_or_default();
        Self { server, channel, token }
    }

    /// Whether everybody is who they say they are.
    pub fn is_open(&self) -> bool {
        self.token.is_empty()
    }

    /// Sends a request that an example made, as Alice and about the channel of this server.
    pub async fn send(&self, request: &Request) -> Answer {
        let mut request = request.about(GOLDEN, &self.channel);
        if !self.is_open() {
            request = request.about(GOLDEN_TOKEN, &self.token);
            request.headers.push(("Authorization".to_owned(), format!("Bearer {}", self.token)));
        }
        request.send(&self.server.rest()).await
    }
}

/// Gives somebody an account, and a program of theirs a token.
async fn token(server: &TestServer, number: u8, id: &str) -> String {
    // From an address of their own: one alone may not sign up so many.
    let address = IpAddr::from(Ipv4Addr::new(192, 0, 2, number));
    let visitor = Visitor { address, user_agent: None };
    let (user_id, password) = (UserId::new(id).unwrap(), Password::new("correct horse"));
    let person = NewPerson { user_id, name: None, password };
    let actor = server.accounts().sign_up(&visitor, &person, None).await.unwrap().identified.actor;
    let made = server.accounts().make_token(&actor, "a test", None).await.unwrap();
    made.token.expose().to_owned()
}

async fn furnish(server: &TestServer, tokens: &BTreeMap<&str, String>) -> String {
    let ask = async |user: &str, path: &str, body: Value| {
        let bearer = tokens.get(user).map_or_else(String::new, |token| format!("Bearer {token}"));
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
