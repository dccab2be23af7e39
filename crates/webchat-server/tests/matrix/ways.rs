//! How something is asked: over a socket, by requests, or, for whom nobody can prove to be, without a wire.

use reqwest::{Method, RequestBuilder};
use serde_json::{Value, json};
use webchat_testkit::{Line, Proof, Socket, Transport};

use crate::deeds::Ask;
use crate::judged::Answer;
use crate::world::{Spot, World};

/// By what way commands go.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Way {
    Socket,
    Rest,
}

/// Somebody who asks.
pub struct Asker {
    user: &'static str,
    way: Way,
    line: Option<(Proof, Socket)>,
    asked: u32,
}

impl Asker {
    pub async fn come(world: &World, way: Way, user: &'static str) -> Self {
        let line = match world.people.proof(user) {
            Some(proof) => Some((proof.clone(), Socket::join_as(world.server.address(), proof).await)),
            None => None,
        };
        Self { user, way, line, asked: 0 }
    }

    /// Asks; `None` for what this way has no words for.
    pub async fn ask(&mut self, world: &World, spot: &Spot, ask: Ask) -> Option<Answer> {
        let way = self.way;
        match (ask, &mut self.line) {
            (Ask::Command(mut command), line) => {
                self.asked += 1;
                if command["id"].is_null() {
                    command["id"] = format!("{}-{way:?}-{}", self.user, self.asked).into();
                }
                let id = command["id"].as_str().unwrap().to_owned();
                let (head, body) = match line {
                    None => (String::new(), world.try_within(self.user, &command).await.to_string()),
                    Some((_, socket)) if way == Way::Socket => (String::new(), over(socket, command).await),
                    Some((proof, _)) => {
                        request(world, proof, Method::POST, "/api/v1/commands", Some(command)).await
                    }
                };
                Some(Answer::read(&head, &body, &[&id, &spot.id]))
            }
            (Ask::Get(path), Some((proof, _))) if way == Way::Rest => {
                let (head, body) = request(world, proof, Method::GET, &path, None).await;
                Some(Answer::read(&head, &body, &[&spot.id]))
            }
            (Ask::Follow, Some((proof, _))) => {
                let transports: &[_] = match way {
                    Way::Socket => &[Transport::Socket],
                    Way::Rest => &[Transport::Stream, Transport::Poll],
                };
                let mut told = Vec::new();
                for transport in transports {
                    told.push(follow(world, *transport, proof, spot).await);
                }
                told.dedup();
                assert_eq!(told.len(), 1, "each transport tells it in its own way");
                Some(Answer::read("", &told[0], &[&spot.id]))
            }
            _ => None,
        }
    }
}

/// The answer to a command: its echo, or what repeats its id.
async fn over(socket: &mut Socket, command: Value) -> String {
    let id = command["id"].clone();
    socket.send(command).await;
    loop {
        let text = socket.next_text().await;
        let event: Value = serde_json::from_str(&text).unwrap();
        if event["id"] == id || event["type"] == "message" && event["data"]["id"] == id {
            return text;
        }
    }
}

/// Status and headers of the answer, but for the time and the length, and its body.
async fn request(
    world: &World,
    proof: &Proof,
    method: Method,
    path: &str,
    body: Option<Value>,
) -> (String, String) {
    let mut request: RequestBuilder = proof.on(world.server.rest().request(method, path));
    if let Some(body) = body {
        request = request.json(&body);
    }
    let response = request.send().await.unwrap();
    let status = response.status();
    let mut headers: Vec<_> = response
        .headers()
        .iter()
        .filter(|(name, _)| !["date", "content-length"].contains(&name.as_str()))
        .map(|(name, value)| format!("{name}: {}", value.to_str().unwrap()))
        .collect();
    headers.sort();
    (format!("{status}\n{}", headers.join("\n")), response.text().await.unwrap())
}

/// What somebody is told who says that they followed the conversation up to its first message.
async fn follow(world: &World, transport: Transport, proof: &Proof, spot: &Spot) -> String {
    let epoch = world.server.chat().epoch();
    let cursors = json!({ "epoch": epoch, "after": { &spot.id: 1 } });
    let mut line = Line::open(&world.server, transport, proof.clone(), cursors).await;
    line.until_where("changes", |event| event["conversationId"] == spot.id.as_str()).await.to_string()
}
