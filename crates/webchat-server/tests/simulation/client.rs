//! A client by the rules of docs/protocol.md: it registers with its cursors, sends again until it is answered, and drops
//! what it has.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::rc::Rc;
use std::time::Duration;

use fastrand::Rng;
use futures_util::{SinkExt, StreamExt};
use serde_json::{Value, json};
use tokio::io::DuplexStream;
use tokio::time::{Instant, sleep, timeout};
use tokio_tungstenite::WebSocketStream;
use tokio_tungstenite::tungstenite::Message;
use tokio_tungstenite::tungstenite::protocol::Role;

use crate::follower::Follower;
use crate::server::Server;

/// How often a client looks up from listening: there may be something new to send.
const LOOK_UP: Duration = Duration::from_millis(100);
/// Looks after which it gives up waiting for an answer and comes back on another connection: 10 s.
const PATIENCE: u32 = 100;

/// What a client has done and seen. The world looks into it, and puts commands into the outbox.
#[derive(Default)]
pub struct Memory {
    pub followed: BTreeMap<String, Follower>,
    /// Commands that are not answered yet, in their order.
    pub outbox: Vec<Value>,
    /// The ids of those that were.
    pub acknowledged: Vec<String>,
    /// The first thing that went against the protocol.
    pub problem: Option<String>,
}

pub struct Client {
    pub user: String,
    pub memory: Rc<RefCell<Memory>>,
    pub server: Rc<RefCell<Server>>,
    pub rng: Rng,
    /// Something was refused for the moment: everything that is not answered is sent again then.
    pub again_at: Option<Instant>,
}

impl Client {
    /// Lives for ever: connects, talks until the connection ends, and comes back.
    pub async fn live(mut self) {
        loop {
            let connected = self.server.borrow_mut().connect(&mut self.rng);
            if let Some((stream, _wire)) = connected {
                let socket = WebSocketStream::from_raw_socket(stream, Role::Client, None).await;
                self.talk(socket).await;
            }
            sleep(Duration::from_millis(self.rng.u64(1..1_000))).await;
        }
    }

    /// Talks until the connection ends or is to be made anew.
    async fn talk(&mut self, mut socket: WebSocketStream<DuplexStream>) -> Option<()> {
        send(&mut socket, &self.register()).await?;
        let (mut sent, mut looks, mut is_registered) = (0, 0, false);
        self.again_at = None;
        while looks < PATIENCE {
            if self.again_at.is_some_and(|at| at <= Instant::now()) {
                (self.again_at, sent) = (None, 0);
            }
            while is_registered && self.again_at.is_none() && sent < self.memory.borrow().outbox.len() {
                let command = self.memory.borrow().outbox[sent].clone();
                // Now and then twice, as a nervous client does.
                for _ in 0..=u8::from(self.rng.u8(..) < 20) {
                    send(&mut socket, &command).await?;
                }
                sent += 1;
            }
            let Ok(message) = timeout(LOOK_UP, socket.next()).await else {
                looks += u32::from(sent > 0 || !is_registered);
                continue;
            };
            let Message::Text(text) = message?.ok()? else { continue };
            let event: Value = serde_json::from_str(&text).unwrap();
            // Until it is registered it is a classic connection, and hears what all of them hear.
            is_registered |= event["type"] == "registration-confirmed";
            if is_registered {
                let before = self.memory.borrow().outbox.len();
                let next = self.hear(&event);
                sent -= (before - self.memory.borrow().outbox.len()).min(sent);
                looks = 0;
                match next {
                    Next::Listen => {}
                    Next::Ask(question) => send(&mut socket, &question).await?,
                    Next::ComeBack => return None,
                }
            }
        }
        None
    }

    fn register(&self) -> Value {
        let mut memory = self.memory.borrow_mut();
        memory.followed.values_mut().for_each(Follower::begin);
        let after: BTreeMap<_, _> =
            memory.followed.iter().map(|(name, followed)| (name, followed.history.seq)).collect();
        let cursors = json!({ "epoch": self.server.borrow().epoch(), "after": after });
        json!({ "type": "register", "userId": self.user, "protocol": 2, "cursors": cursors })
    }

    /// Applies an event and answers what to ask next.
    fn hear(&mut self, event: &Value) -> Next {
        let kind = event["type"].as_str().unwrap();
        let name = event["data"]["conversationId"].as_str().or(event["conversationId"].as_str());
        let mut memory = self.memory.borrow_mut();
        let mut question = None;
        if ["message", "message-changed", "changes"].contains(&kind)
            && let Some(followed) = memory.followed.get_mut(name.unwrap())
        {
            match followed.hear(name.unwrap(), event) {
                Ok(next) => question = next,
                Err(problem) => drop(memory.problem.get_or_insert(format!("{}: {problem}", self.user))),
            }
        }
        // Some answers are lost on their way to the user; the rest of what they say is not.
        let is_deaf = self.rng.u8(..) < 8;
        if let Some(id) = answered(event, &self.user)
            && !is_deaf
        {
            let is_answered = |command: &Value| command["id"] == id;
            if memory.outbox.iter().any(is_answered) {
                memory.outbox.retain(|command| !is_answered(command));
                memory.acknowledged.push(id.to_owned());
            }
        }
        if kind == "error" {
            match event["retryAfterMs"].as_u64() {
                Some(millis) => self.again_at = Some(Instant::now() + Duration::from_millis(millis)),
                None => memory.outbox.retain(|command| command["id"] != event["id"]),
            }
            // Registering failed: everything begins anew.
            if event["id"].is_null() {
                return Next::ComeBack;
            }
        }
        question.map_or(Next::Listen, Next::Ask)
    }
}

/// What a client does after an event.
enum Next {
    Listen,
    Ask(Value),
    /// The connection is to be made anew.
    ComeBack,
}

/// The id of the command that an event acknowledges.
fn answered<'a>(event: &'a Value, user: &str) -> Option<&'a str> {
    match event["type"].as_str().unwrap() {
        "message" | "message-changed" if event["data"]["senderId"] == user => event["data"]["id"].as_str(),
        "done" => event["id"].as_str(),
        _ => None,
    }
}

async fn send(socket: &mut WebSocketStream<DuplexStream>, command: &Value) -> Option<()> {
    let sending = socket.send(Message::text(command.to_string()));
    timeout(LOOK_UP * PATIENCE, sending).await.ok()?.ok()
}
