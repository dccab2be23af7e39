//! One user's client over any of the three transports: the same questions, the same answers.

mod poll;
mod stream;

use std::collections::VecDeque;
use std::net::SocketAddr;

use serde_json::{Value, json};
use tokio::time::timeout;

use crate::{PATIENCE, Rest, Socket, TestServer};
use poll::Poll;
use stream::Stream;

/// How events come. Commands go by REST where they can't go the same way.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Transport {
    /// A WebSocket.
    Socket,
    /// Server-sent events.
    Stream,
    /// Long polls.
    Poll,
}

impl Transport {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Socket, Self::Stream, Self::Poll];
}

/// A registered client of protocol 2.
pub struct Line {
    user: String,
    rest: Rest,
    way: Way,
    passed_over: VecDeque<Value>,
    asked: u32,
}

enum Way {
    Socket(Socket),
    Stream(Stream),
    Poll(Poll),
}

impl Line {
    /// Registers, going on from `cursors` (`null` for none), and takes the confirmation.
    pub async fn open(server: &TestServer, transport: Transport, user: &str, cursors: Value) -> Self {
        Self::open_at(server.address(), transport, user, cursors).await
    }

    /// The same by address.
    pub async fn open_at(address: SocketAddr, transport: Transport, user: &str, cursors: Value) -> Self {
        Self::open_as(Rest::new(address), transport, user, cursors).await
    }

    /// The same with what somebody shows in every request.
    pub async fn open_as(rest: Rest, transport: Transport, user: &str, cursors: Value) -> Self {
        let way = match transport {
            Transport::Socket => {
                let mut socket = rest.connect().await;
                let mut register = json!({ "type": "register", "userId": user, "protocol": 2 });
                if !cursors.is_null() {
                    register["cursors"] = cursors;
                }
                socket.send(register).await;
                Way::Socket(socket)
            }
            Transport::Stream => Way::Stream(Stream::open(&rest, user, &cursors, None).await),
            Transport::Poll => Way::Poll(Poll::new(rest.clone(), user, cursors)),
        };
        let mut line = Self { user: user.to_owned(), rest, way, passed_over: VecDeque::new(), asked: 0 };
        // Until it is registered a socket is a classic one, and hears what all of them hear.
        let is_silent_before = transport != Transport::Socket;
        let confirmed =
            if is_silent_before { line.next().await } else { line.until("registration-confirmed").await };
        assert_eq!(confirmed["type"], "registration-confirmed", "another event came: {confirmed}");
        line
    }

    /// The next event.
    pub async fn next(&mut self) -> Value {
        if let Some(event) = self.passed_over.pop_front() {
            return event;
        }
        self.receive().await
    }

    async fn receive(&mut self) -> Value {
        let next = async {
            match &mut self.way {
                Way::Socket(socket) => socket.next().await,
                Way::Stream(stream) => stream.next().await.expect("the stream ended"),
                Way::Poll(poll) => poll.next().await,
            }
        };
        timeout(PATIENCE, next).await.expect("nothing came")
    }

    /// The next event of this type; others that come before it are passed over.
    pub async fn until(&mut self, kind: &str) -> Value {
        self.until_where(kind, |_| true).await
    }

    /// The next event of this type that is as wanted; others that come before it are passed over.
    pub async fn until_where(&mut self, kind: &str, wanted: impl Fn(&Value) -> bool) -> Value {
        loop {
            let event = self.next().await;
            if event["type"] == kind && wanted(&event) {
                return event;
            }
        }
    }

    /// Waits until the server has ended it because nobody may be on it any more.
    pub async fn signed_out(&mut self) {
        let ending = async {
            match &mut self.way {
                Way::Socket(socket) => assert_eq!(socket.closed().await.0, 4003),
                Way::Stream(stream) => {
                    let mut last = Value::Null;
                    while let Some(event) = stream.next().await {
                        last = event;
                    }
                    assert_eq!(last["code"], "unauthenticated", "the stream ended without a word: {last}");
                }
                Way::Poll(poll) => poll.refused("unauthenticated").await,
            }
        };
        timeout(PATIENCE, ending).await.expect("it goes on");
    }

    /// Sends a command and answers what it was answered with: its echo, `done`, `changes` or `error`. What else comes
    /// before that is kept for [`next`](Self::next).
    pub async fn ask(&mut self, mut command: Value) -> Value {
        let Way::Socket(socket) = &mut self.way else {
            return self.rest.post(&format!("/api/v1/commands?userId={}", self.user), command).await.1;
        };
        if command["id"].is_null() {
            self.asked += 1;
            command["id"] = format!("asked-{}", self.asked).into();
        }
        let id = command["id"].clone();
        let is_said = command["type"] == "message";
        socket.send(command).await;
        loop {
            let event = self.receive().await;
            let is_echo = is_said && event["type"] == "message" && event["data"]["id"] == id;
            if is_echo {
                // The echo is news too.
                self.passed_over.push_back(event.clone());
            }
            if is_echo || event["id"] == id {
                return event;
            }
            self.passed_over.push_back(event);
        }
    }

    /// Says something to everybody, or in a conversation, and answers its `seq`.
    pub async fn say(&mut self, conversation: &str, id: &str, text: &str) -> u64 {
        let command = json!({ "type": "message", "conversationId": conversation, "id": id, "text": text });
        let answer = self.ask(command).await;
        answer["data"]["seq"].as_u64().unwrap_or_else(|| panic!("it was refused: {answer}"))
    }

    /// What an `EventSource` would send back; only a stream has it.
    pub fn last_event_id(&self) -> Option<&str> {
        match &self.way {
            Way::Stream(stream) => stream.last_event_id(),
            _ => None,
        }
    }

    /// Breaks a stream and comes back as an `EventSource` does, with `Last-Event-ID`.
    pub async fn come_back(self) -> Self {
        let token = self.last_event_id().map(str::to_owned);
        let way = Way::Stream(Stream::open(&self.rest, &self.user, &Value::Null, token.as_deref()).await);
        Self { way, passed_over: VecDeque::new(), ..self }
    }
}
