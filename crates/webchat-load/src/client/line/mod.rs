//! A live connection of a device: something runs it, the device hears what comes and may say something.

mod poll;
mod socket;
mod stream;

use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::time::{Duration, Instant};

use reqwest::{Client, RequestBuilder};
use tokio::sync::mpsc;
use tokio::task::JoinHandle;
use webchat_protocol::{ConversationId, Event, EventBatch};

use crate::record::{ConnectionId, Transport};

/// What comes on a line.
#[derive(Debug)]
pub enum Incoming {
    /// An event.
    Event(Box<Event>),
    /// The answer to a poll.
    Batch(Box<EventBatch>),
    /// What a stream wants to be told when its client comes back.
    Token(String),
    /// A sign of life.
    Alive,
    /// Nothing more, and why.
    Ended(String),
}

/// What a line needs to begin.
#[derive(Debug, Clone)]
pub struct Opening {
    /// Its number.
    pub id: ConnectionId,
    /// How it carries events.
    pub transport: Transport,
    /// Where to connect to.
    pub address: SocketAddr,
    /// What to send or ask for first.
    pub first: First,
}

/// The beginning of a line.
#[derive(Debug, Clone, Default)]
pub struct First {
    /// The `register` command: the first frame of a socket, or the body of a question; empty if the query says it all.
    pub frame: String,
    /// The query of a stream or a poll.
    pub query: Vec<(&'static str, String)>,
    /// The token of a stream that is taken up again.
    pub token: Option<String>,
}

/// Events that may wait for the device. More than any test lets collect; then reading waits.
const WAITING: usize = 256;

/// How long connecting and shaking hands may take.
const CONNECTING: Duration = Duration::from_secs(4);

/// A line from its opening to its end. Dropping it ends it.
#[derive(Debug)]
pub struct Line {
    /// Its number; a poll has a new one each time.
    pub id: ConnectionId,
    /// How it carries events.
    pub transport: Transport,
    /// Whether the server confirmed the registration.
    pub is_confirmed: bool,
    /// The cursors that it began with.
    pub given: Option<BTreeMap<ConversationId, u64>>,
    /// When something was last heard.
    pub heard: Instant,
    /// When the device last asked for a sign of life, or last polled.
    pub asked: Instant,
    /// Whether an answer to a poll is on its way.
    pub is_polling: bool,
    /// How far each conversation was told on it.
    pub told: BTreeMap<ConversationId, u64>,
    /// The read positions that were told on it.
    pub read: BTreeMap<ConversationId, (u64, u32)>,
    out: mpsc::Sender<First>,
    incoming: mpsc::Receiver<Incoming>,
    task: JoinHandle<()>,
}

impl Line {
    /// Begins to connect.
    pub fn open(opening: Opening, after: Option<BTreeMap<ConversationId, u64>>) -> Self {
        let Opening { id, transport, .. } = opening;
        let (out, outgoing) = mpsc::channel(WAITING);
        let (told, incoming) = mpsc::channel(WAITING);
        let task = tokio::spawn(async move {
            let ended = match transport {
                Transport::Socket | Transport::Classic => socket::run(&opening, outgoing, &told).await,
                Transport::Stream => stream::run(&opening, &told).await,
                Transport::Poll => poll::run(&opening, outgoing, &told).await,
            };
            let why = ended.err().map_or("the server ended it".to_owned(), |error| format!("{error:#}"));
            // A device that closed it first does not listen any more.
            let _ = told.send(Incoming::Ended(why)).await;
        });
        let now = Instant::now();
        Self {
            id,
            transport,
            is_confirmed: false,
            told: after.clone().unwrap_or_default(),
            given: after,
            heard: now,
            asked: now,
            is_polling: transport == Transport::Poll,
            read: BTreeMap::new(),
            out,
            incoming,
            task,
        }
    }

    /// The next thing that comes. Waits for ever where there is no line.
    pub async fn next(line: &mut Option<Self>) -> Incoming {
        match line {
            Some(line) => match line.incoming.recv().await {
                Some(incoming) => incoming,
                None => Incoming::Ended("it broke".to_owned()),
            },
            None => std::future::pending().await,
        }
    }

    /// Whether commands can go as frames.
    pub fn takes_frames(&self) -> bool {
        self.is_confirmed && matches!(self.transport, Transport::Socket | Transport::Classic)
    }

    /// Sends a frame of a socket. `false` if too much waits already.
    pub fn say(&self, frame: String) -> bool {
        self.out.try_send(First { frame, ..First::default() }).is_ok()
    }

    /// Polls again, from these cursors.
    pub fn poll(&mut self, id: ConnectionId, question: First, given: Option<BTreeMap<ConversationId, u64>>) {
        self.id = id;
        self.given = given;
        self.is_polling = true;
        self.asked = Instant::now();
        let _ = self.out.try_send(question);
    }
}

impl Drop for Line {
    fn drop(&mut self) {
        self.task.abort();
    }
}

/// Asks for a stream or a poll.
fn question(client: &Client, url: &str, first: &First) -> RequestBuilder {
    let request = if first.frame.is_empty() {
        client.get(url)
    } else {
        client.post(url).header("Content-Type", "application/json").body(first.frame.clone())
    };
    request.query(&first.query)
}

/// Hands something on. An error if nobody listens any more.
async fn hand_on(told: &mpsc::Sender<Incoming>, what: Incoming) -> anyhow::Result<()> {
    told.send(what).await.map_err(|_| anyhow::anyhow!("nobody listens any more"))
}
