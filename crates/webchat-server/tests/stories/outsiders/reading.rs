//! What can be read by whoever likes, with ids that were guessed.

use std::collections::BTreeMap;

use reqwest::{Method, RequestBuilder};
use serde_json::{Value, json};
use webchat_testkit::{Proof, Rest, TestServer};

const LISTS: [&str; 12] = [
    "/api/v1/users",
    "/api/v1/conversations",
    "/api/v1/channels",
    "/api/v1/channels?query=light",
    "/api/v1/blocks",
    "/api/v1/admin/channels",
    "/api/v1/admin/reports",
    "/api/messages",
    "/api/typing",
    "/api/conversations?currentUserId=eve",
    "/api/websocket",
    "/healthz",
];

/// Somebody who reads: what they show of who they are, if anything.
struct Reader<'a> {
    rest: Rest,
    proof: Option<&'a Proof>,
}

/// Everything that somebody who is in nothing can read by themselves, with the ids they guessed: by status, headers and body.
pub async fn read_everything(
    server: &TestServer,
    proof: Option<&Proof>,
    guessed: &[String],
) -> BTreeMap<String, String> {
    let reader = Reader { rest: server.rest(), proof };
    let mut read = BTreeMap::new();
    for path in LISTS {
        read.insert(path.to_owned(), reader.get(path).await);
    }
    for (place, id) in guessed.iter().enumerate() {
        for rest_of_path in ["", "/messages", "/messages?before=2", "/changes?after=0", "/changes?after=5"] {
            let path = format!("/api/v1/conversations/{id}{rest_of_path}");
            read.insert(format!("guess {place}{rest_of_path}"), reader.get(&path).await);
        }
        let typing = reader.get(&format!("/api/typing?conversationId={id}")).await;
        read.insert(format!("guess {place} typing"), typing);
        for command in [
            json!({ "type": "join" }),
            json!({ "type": "leave" }),
            json!({ "type": "message", "text": "hello?" }),
            json!({ "type": "message", "text": "hello?", "id": format!("murmured {id}") }),
            json!({ "type": "edit", "seq": 2, "text": "hello?" }),
            json!({ "type": "report", "seq": 2, "reason": "curious" }),
            json!({ "type": "read", "seq": 2 }),
        ] {
            let answer = reader.command(&command, id).await;
            read.insert(format!("guess {place} {command}").replace(id, "…"), answer);
        }
    }
    if proof.is_none() {
        // Who shows something opens these and listens.
        for path in ["/api/v1/events", "/api/v1/poll?wait=0"] {
            read.insert(path.to_owned(), reader.get(path).await);
        }
    }
    read
}

impl Reader<'_> {
    async fn get(&self, path: &str) -> String {
        self.ask(self.rest.request(Method::GET, path)).await
    }

    /// The answer to a command about a conversation, without the id that was asked about.
    async fn command(&self, command: &Value, conversation: &str) -> String {
        let mut asked = command.clone();
        asked["conversationId"] = conversation.into();
        let answer = self.ask(self.rest.request(Method::POST, "/api/v1/commands").json(&asked)).await;
        asked["id"].as_str().map_or(answer.clone(), |id| answer.replace(id, "…"))
    }

    async fn ask(&self, request: RequestBuilder) -> String {
        let request = self.proof.iter().fold(request, |request, proof| proof.on(request));
        let response = request.send().await.unwrap();
        let status = response.status();
        // The length is that of the body, in which names differ that are of the server and not of what is said there.
        let headers = response
            .headers()
            .iter()
            .filter(|(name, _)| !["date", "content-length"].contains(&name.as_str()));
        let mut headers: Vec<_> = headers.map(|(name, value)| format!("{name}: {value:?}")).collect();
        headers.sort();
        format!("{status}\n{}\n{}", headers.join("\n"), response.text().await.unwrap())
    }
}
