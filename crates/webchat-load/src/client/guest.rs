//! Somebody who is let into a conversation and put out again. They listen on a socket, read the newest page when they are
//! let in, and take down whatever of the conversation reaches them.

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::{Duration, Instant};

use reqwest::{Client, StatusCode};
use tokio::sync::{mpsc, oneshot};
use tokio::task::JoinHandle;
use tokio::time::interval;
use webchat_protocol::{ConversationId, Event, Message, MessagePage, UserId};

use super::line::{First, Incoming, Line, Opening};
use super::timeline::{Need, Timeline};
use crate::checks::Screen;
use crate::evidence::Evidence;
use crate::proof::Proof;
use crate::record::{ConnectionId, Fact, Sight, Transport};

/// How long an answer may take.
const PATIENCE: Duration = Duration::from_secs(4);

/// How often it is looked whether the line is there.
const LOOK: Duration = Duration::from_millis(50);

/// How long a line may be silent before it counts as dead; it is asked for a sign of life often enough.
const SILENCE: Duration = Duration::from_secs(4);

/// A guest. Dropping it ends it.
pub struct Guest {
    shows: mpsc::Sender<oneshot::Sender<Screen>>,
    task: JoinHandle<()>,
}

impl Drop for Guest {
    fn drop(&mut self) {
        self.task.abort();
    }
}

impl Guest {
    /// Comes to a server, and waits to be let in.
    pub fn arrive(
        user: &UserId,
        conversation: &ConversationId,
        address: SocketAddr,
        evidence: &Arc<Evidence>,
    ) -> anyhow::Result<Self> {
        let client = Client::builder().no_proxy().timeout(PATIENCE).build()?;
        let (shows, asked) = mpsc::channel(1);
        let ear = Ear {
            name: user.as_str().into(),
            proof: Proof::of(user),
            user: user.clone(),
            conversation: conversation.clone(),
            address,
            evidence: evidence.clone(),
            client,
            line: None,
            timeline: None,
        };
        Ok(Self { shows, task: tokio::spawn(ear.run(asked)) })
    }

    /// What they show of the conversation.
    pub async fn show(&self) -> Option<Screen> {
        let (show, shown) = oneshot::channel();
        self.shows.send(show).await.ok()?;
        shown.await.ok()
    }
}

struct Ear {
    name: Arc<str>,
    user: UserId,
    proof: Proof,
    conversation: ConversationId,
    address: SocketAddr,
    evidence: Arc<Evidence>,
    client: Client,
    line: Option<Line>,
    /// There while they are in, as far as they know.
    timeline: Option<Timeline>,
}

impl Ear {
    async fn run(mut self, mut asked: mpsc::Receiver<oneshot::Sender<Screen>>) {
        let mut clock = interval(LOOK);
        loop {
            tokio::select! {
                Some(show) = asked.recv() => drop(show.send(self.screen())),
                incoming = Line::next(&mut self.line) => self.receive(incoming).await,
                _ = clock.tick() => self.keep_connected(),
            }
        }
    }

    fn keep_connected(&mut self) {
        let Some(line) = &mut self.line else {
            let mut register = self.proof.register();
            register["protocol"] = 2.into();
            let first = First { frame: register.to_string(), ..First::default() };
            let (id, transport, address) = (ConnectionId(0), Transport::Socket, self.address);
            self.line = Some(Line::open(Opening { id, transport, address, first }, None));
            return;
        };
        if line.heard.elapsed() > SILENCE {
            self.line = None;
        } else if line.asked.elapsed() > SILENCE / 4 {
            line.asked = Instant::now();
            line.say("{\"type\":\"ping\"}".to_owned());
        }
    }

    async fn receive(&mut self, incoming: Incoming) {
        if let Some(line) = &mut self.line {
            line.heard = Instant::now();
        }
        match incoming {
            Incoming::Event(event) => self.hear(*event).await,
            Incoming::Ended(_) => self.line = None,
            _ => {}
        }
    }

    async fn hear(&mut self, event: Event) {
        let Some(line) = &mut self.line else { return };
        match event {
            Event::RegistrationConfirmed { .. } => {
                line.is_confirmed = true;
                self.look().await;
            }
            // A socket that is nobody's yet hears what classic clients hear.
            _ if !line.is_confirmed => {}
            Event::Conversation { data, .. } if data.conversation_id == self.conversation => {
                self.look().await;
            }
            Event::ConversationGone { conversation_id } if conversation_id == self.conversation => {
                self.timeline = None;
            }
            Event::Message { data } | Event::MessageChanged { data }
                if data.conversation_id == self.conversation =>
            {
                self.take(&data).await;
            }
            _ => {}
        }
    }

    async fn take(&mut self, message: &Message) {
        let sight = Sight::from(message);
        self.reached(vec![sight.clone()]);
        let need = self.timeline.as_mut().map(|timeline| timeline.push(&sight));
        if need.is_some_and(|need| need != Need::Nothing) {
            self.look().await;
        }
    }

    /// Reads the newest page, if they may. What can't be read now is read on the next line.
    async fn look(&mut self) {
        match self.page().await {
            Ok(Some(page)) => {
                self.reached(page.messages.iter().map(Sight::from).collect());
                let mut timeline = Timeline::default();
                timeline.reset();
                timeline.begin(&page);
                self.timeline = Some(timeline);
            }
            Ok(None) => self.timeline = None,
            Err(_) => (self.line, self.timeline) = (None, None),
        }
    }

    async fn page(&self) -> anyhow::Result<Option<MessagePage>> {
        let url =
            format!("http://{}/api/v1/conversations/{}/messages?limit=100", self.address, self.conversation);
        let response = self.proof.on(self.client.get(url)).send().await?;
        if response.status() == StatusCode::NOT_FOUND {
            return Ok(None);
        }
        Ok(Some(response.error_for_status()?.json().await?))
    }

    fn reached(&self, found: Vec<Sight>) {
        let (conversation, user) = (self.conversation.clone(), self.user.clone());
        self.evidence.note(&self.name, Fact::Reached { conversation, user, found });
    }

    fn screen(&self) -> Screen {
        let window =
            self.timeline.as_ref().map(|timeline| (self.conversation.clone(), timeline.window().clone()));
        Screen { who: self.name.clone(), windows: window.into_iter().collect() }
    }
}
