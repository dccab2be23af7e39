//! What reaches those who only listen.

use std::collections::BTreeMap;

use reqwest::{Method, Response};
use serde_json::{Value, json};
use webchat_testkit::{Proof, Socket, TestServer};

use super::People;

/// Four who are known and in nothing: one for each transport, and a classic one.
pub struct Outsiders {
    full: Socket,
    classic: Socket,
    stream: Response,
    polls: Polls,
}

impl Outsiders {
    /// They come one after the other, each after the one before was seen to be there.
    pub async fn come(server: &TestServer, people: &People) -> Self {
        let ella = &people["ella"];
        let mut classic = ella.in_headers(server.rest()).connect().await;
        classic.send(ella.register_classic()).await;
        classic.until("registration-confirmed").await;
        let full = Socket::join_as(server.address(), &people["eve"]).await;
        classic.expect("user-joined").await;
        let stream = server.rest().request(Method::GET, "/api/v1/events");
        let stream = people["sue"].on(stream).send().await.unwrap();
        classic.expect("user-joined").await;
        let mut polls = Polls { server: server.rest(), proof: people["pam"].clone(), cursors: Value::Null };
        polls.ask("0").await;
        classic.expect("user-joined").await;
        Self { full, classic, stream, polls }
    }

    /// Everything that each of them was told up to the last word.
    pub async fn listen(&mut self) -> BTreeMap<String, String> {
        let mut heard = BTreeMap::new();
        for (name, socket) in [("socket", &mut self.full), ("classic socket", &mut self.classic)] {
            let mut frames = Vec::new();
            while frames.last().is_none_or(|frame: &String| !frame.contains("the-end")) {
                frames.push(socket.next_text().await);
            }
            heard.insert(name.to_owned(), frames.join("\n"));
        }
        let mut bytes = Vec::new();
        // The event ends with an empty line.
        while !(bytes.ends_with(b"\n\n") && String::from_utf8_lossy(&bytes).contains("the-end")) {
            bytes.extend_from_slice(&self.stream.chunk().await.unwrap().unwrap());
        }
        heard.insert("stream".to_owned(), String::from_utf8(bytes).unwrap());
        let mut batches: Vec<String> = Vec::new();
        while batches.last().is_none_or(|batch| !batch.contains("the-end")) {
            batches.push(self.polls.ask("20").await);
        }
        heard.insert("polls".to_owned(), batches.join("\n"));
        heard
    }
}

/// A client that asks again and again.
struct Polls {
    server: webchat_testkit::Rest,
    proof: Proof,
    cursors: Value,
}

impl Polls {
    async fn ask(&mut self, seconds: &str) -> String {
        let mut query = vec![("session", "s".to_owned()), ("wait", seconds.to_owned())];
        if !self.cursors.is_null() {
            query.push(("cursors", self.cursors.to_string()));
        }
        let request = self.server.request(Method::GET, "/api/v1/poll").query(&query);
        let (_, batch) = self.server.ask_text(self.proof.on(request)).await;
        let told: Value = serde_json::from_str(&batch).unwrap();
        self.cursors = json!({ "epoch": told["epoch"], "after": told["after"] });
        batch
    }
}

/// Those on whose sockets nobody is registered.
pub struct Strangers(Vec<(&'static str, Socket)>);

impl Strangers {
    /// One says nothing, and where a name is no proof, one gives a name by the classic contract and one by protocol 2.
    pub async fn come(server: &TestServer, is_open: bool) -> Self {
        let mut strangers = vec![("silent stranger", server.connect().await)];
        if !is_open {
            for (name, register) in [
                ("classic stranger", json!({ "type": "register", "userId": "alice" })),
                ("full stranger", json!({ "type": "register", "userId": "alice", "protocol": 2 })),
            ] {
                let mut socket = server.connect().await;
                socket.send(register).await;
                assert_eq!(socket.until("error").await["code"], "unauthenticated");
                strangers.push((name, socket));
            }
        }
        Self(strangers)
    }

    /// Everything that each of them was told up to now, which is an answer at most; and what is told to who comes now.
    pub async fn listen(&mut self, server: &TestServer) -> BTreeMap<String, String> {
        let mut heard = BTreeMap::new();
        for (name, socket) in &mut self.0 {
            // Whatever the server had to say before the answer stands before it.
            socket.send(json!({ "type": "ping" })).await;
            let mut frames: Vec<String> = Vec::new();
            while frames.last().is_none_or(|frame| !frame.contains("\"pong\"")) {
                frames.push(socket.next_text().await);
            }
            assert_eq!(frames.len(), 1, "the {name} heard something: {frames:?}");
            heard.insert((*name).to_owned(), frames.join("\n"));
        }
        let (_, greeting) = server.raw().await.read().await;
        heard.insert("late stranger".to_owned(), String::from_utf8(greeting).unwrap());
        heard
    }
}
