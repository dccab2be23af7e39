//! What a device asks by REST: commands, and the newest page of a conversation.

use std::net::SocketAddr;
use std::time::Duration;

use anyhow::Context;
use reqwest::{Client, RequestBuilder};
use serde_json::Value;
use tokio::sync::mpsc;
use tokio::task::JoinSet;
use webchat_protocol::{ConversationId, ErrorCode, Event, Message, MessageId, MessagePage};

use crate::proof::Proof;

/// How long an answer may take.
const PATIENCE: Duration = Duration::from_secs(4);

/// Requests that may be under way at once: a few more than a browser has.
const TOGETHER: usize = 8;

/// What came of a request.
#[derive(Debug)]
pub enum Reply {
    /// The answer to a command, or why there is none.
    Command { id: MessageId, answer: Result<Box<Event>, String> },
    /// The newest page of a conversation, and in which registration it was asked for.
    Page { conversation: ConversationId, registration: u64, page: Result<MessagePage, String> },
}

/// The requests of one device. Dropping it gives up those under way.
pub struct Requests {
    client: Client,
    base: String,
    proof: Proof,
    replies: mpsc::Sender<Reply>,
    under_way: JoinSet<()>,
}

impl Requests {
    /// For a user, by way of an address. Replies go to `replies`.
    pub fn new(address: SocketAddr, proof: Proof, replies: mpsc::Sender<Reply>) -> anyhow::Result<Self> {
        let client = Client::builder().no_proxy().timeout(PATIENCE).build()?;
        let base = format!("http://{address}");
        Ok(Self { client, base, proof, replies, under_way: JoinSet::new() })
    }

    /// Whether another one may begin.
    pub fn has_room(&mut self) -> bool {
        while self.under_way.try_join_next().is_some() {}
        self.under_way.len() < TOGETHER
    }

    /// Sends a command of protocol 2.
    pub fn command(&mut self, id: MessageId, text: String) {
        let request = self.proof.on(self.client.post(format!("{}/api/v1/commands", self.base)));
        self.send(id, request.header("Content-Type", "application/json").body(text), full);
    }

    /// Sends a message by the classic route.
    pub fn classic(&mut self, id: MessageId, text: String) {
        let request = self.client.post(format!("{}/api/messages", self.base));
        self.send(id, request.header("Content-Type", "application/json").body(text), classic);
    }

    /// Reads the newest page of a conversation.
    pub fn page(&mut self, conversation: ConversationId, registration: u64) {
        let url = format!("{}/api/v1/conversations/{conversation}/messages", self.base);
        let request = self.proof.on(self.client.get(url)).query(&[("limit", "100")]);
        let replies = self.replies.clone();
        self.under_way.spawn(async move {
            let page = read_page(request).await.map_err(|error| format!("{error:#}"));
            // A device that has ended asks no further.
            let _ = replies.send(Reply::Page { conversation, registration, page }).await;
        });
    }

    fn send(&mut self, id: MessageId, request: RequestBuilder, understand: Understand) {
        let replies = self.replies.clone();
        self.under_way.spawn(async move {
            let answer = read_answer(request, understand).await;
            let answer = answer.map(Box::new).map_err(|error| format!("{error:#}"));
            let _ = replies.send(Reply::Command { id, answer }).await;
        });
    }
}

type Understand = fn(u16, &str) -> anyhow::Result<Event>;

async fn read_answer(request: RequestBuilder, understand: Understand) -> anyhow::Result<Event> {
    let response = request.send().await?;
    let status = response.status().as_u16();
    understand(status, &response.text().await?)
}

async fn read_page(request: RequestBuilder) -> anyhow::Result<MessagePage> {
    Ok(request.send().await?.error_for_status()?.json().await?)
}

fn full(status: u16, text: &str) -> anyhow::Result<Event> {
    serde_json::from_str(text).with_context(|| format!("{status}, and not an event: {text}"))
}

/// The classic routes answer the message itself, and refuse with a sentence.
fn classic(status: u16, text: &str) -> anyhow::Result<Event> {
    if matches!(status, 200 | 201) {
        let data: Message = serde_json::from_str(text).with_context(|| format!("not a message: {text}"))?;
        return Ok(Event::Message { data });
    }
    let code = match status {
        429 => ErrorCode::RateLimited,
        500..=599 => ErrorCode::StorageUnavailable,
        404 => ErrorCode::NotFound,
        _ => ErrorCode::BadField,
    };
    let problem: Value = serde_json::from_str(text).unwrap_or_default();
    let message = problem["error"].as_str().unwrap_or(text).to_owned();
    Ok(Event::Error { message, code, id: None, retry_after_ms: None })
}
