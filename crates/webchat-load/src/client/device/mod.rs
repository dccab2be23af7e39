//! One device of a user: a line that comes and goes, an outbox, and a timeline for each conversation.

mod answer;
mod connect;
mod hear;
mod say;

use std::collections::{BTreeMap, VecDeque};
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::{Duration, Instant};

use fastrand::Rng;
use tokio::sync::{mpsc, oneshot};
use tokio::time::{MissedTickBehavior, interval};
use webchat_protocol::{ConversationId, MessageId, UserId};

use super::line::{Incoming, Line};
use super::outbox::Outbox;
use super::requests::{Reply, Requests};
use super::timeline::Timeline;
use super::{Desk, Wish, World};
use crate::checks::Screen;
use crate::proof::Proof;
use crate::record::{Fact, Transport};

/// How often a device looks at its clock.
const TICK: Duration = Duration::from_millis(20);

/// Wishes that may wait for a device. Whoever wants more has to wait.
const ORDERS: usize = 16;

/// Replies that may wait: those of all requests under way, and then some.
const REPLIES: usize = 32;

/// Messages that a device remembers for changing them later.
const REMEMBERED: usize = 48;

/// What a device is told to do.
#[derive(Debug)]
pub enum Order {
    /// Something that its user wants.
    Want(Wish),
    /// Say what it shows.
    Show(oneshot::Sender<Screen>),
}

/// What a device is made of.
pub struct Setup {
    /// What it is called: `ada/1`.
    pub name: Arc<str>,
    /// Whose it is.
    pub user: UserId,
    /// What its user has in hand.
    pub desk: Desk,
    /// Where it connects to.
    pub address: SocketAddr,
    /// The transports that it uses, one after the other.
    pub transports: Vec<Transport>,
    /// Its user's conversations.
    pub conversations: Vec<ConversationId>,
    /// For what it leaves to chance.
    pub seed: u64,
}

/// A running device. Dropping it ends it.
pub struct Handle {
    /// What it is called.
    pub name: Arc<str>,
    /// Where its orders go.
    pub orders: mpsc::Sender<Order>,
    task: tokio::task::JoinHandle<()>,
}

impl Drop for Handle {
    fn drop(&mut self) {
        self.task.abort();
    }
}

/// One device.
pub struct Device {
    world: Arc<World>,
    name: Arc<str>,
    user: UserId,
    desk: Desk,
    address: SocketAddr,
    transports: Vec<Transport>,
    rng: Rng,
    line: Option<Line>,
    /// When to connect again.
    come_back: Instant,
    /// When to go over to another transport.
    switch: Instant,
    /// The epoch that the first confirmation named.
    epoch: Option<String>,
    /// What the last stream said to come back with, and how far it had told by then.
    token: Option<(String, BTreeMap<ConversationId, u64>)>,
    timelines: BTreeMap<ConversationId, Timeline>,
    /// Conversations whose newest page is being read.
    reading: Vec<ConversationId>,
    /// Counts confirmations: a page that was asked for before the present one may be older than the subscription.
    registration: u64,
    outbox: Outbox,
    requests: Requests,
    replies: mpsc::Receiver<Reply>,
    orders: mpsc::Receiver<Order>,
    minted: u64,
    /// Messages of one's own, and of anybody, to change later.
    mine: VecDeque<(ConversationId, u64)>,
    seen: VecDeque<(ConversationId, u64)>,
}

impl Device {
    /// Switches a device on.
    pub fn start(world: Arc<World>, setup: Setup) -> anyhow::Result<Handle> {
        let Setup { name, user, desk, address, transports, conversations, seed } = setup;
        let (orders, taken) = mpsc::channel(ORDERS);
        let (sent, replies) = mpsc::channel(REPLIES);
        let requests = Requests::new(address, Proof::of(&user), sent)?;
        let now = Instant::now();
        let device = Self {
            world,
            name: name.clone(),
            user,
            desk,
            address,
            transports,
            rng: Rng::with_seed(seed),
            line: None,
            come_back: now,
            switch: now,
            epoch: None,
            token: None,
            timelines: conversations.into_iter().map(|id| (id, Timeline::default())).collect(),
            reading: Vec::new(),
            registration: 0,
            outbox: Outbox::default(),
            requests,
            replies,
            orders: taken,
            minted: 0,
            mine: VecDeque::new(),
            seen: VecDeque::new(),
        };
        Ok(Handle { name, orders, task: tokio::spawn(device.run()) })
    }

    async fn run(mut self) {
        let mut clock = interval(TICK);
        clock.set_missed_tick_behavior(MissedTickBehavior::Delay);
        loop {
            tokio::select! {
                order = self.orders.recv() => match order {
                    Some(Order::Want(wish)) => self.want(wish),
                    Some(Order::Show(show)) => drop(show.send(self.screen())),
                    None => return,
                },
                incoming = Line::next(&mut self.line) => self.receive(incoming),
                Some(reply) = self.replies.recv() => self.reply(reply),
                _ = clock.tick() => self.tick(Instant::now()),
            }
        }
    }

    fn tick(&mut self, now: Instant) {
        self.keep_connected(now);
        self.read_pages();
        for id in self.outbox.due(now) {
            self.try_again(&id);
        }
    }

    fn receive(&mut self, incoming: Incoming) {
        if let Some(line) = &mut self.line {
            line.heard = Instant::now();
        }
        match incoming {
            Incoming::Event(event) => self.hear(*event),
            Incoming::Batch(batch) => self.hear_batch(*batch),
            Incoming::Token(token) => self.remember(token),
            Incoming::Alive => {}
            Incoming::Ended(why) => self.close(&why),
        }
    }

    fn reply(&mut self, reply: Reply) {
        match reply {
            Reply::Command { id, answer: Ok(event) } => self.requested(&id, *event),
            Reply::Command { id, answer: Err(why) } => self.unanswered(id, why),
            Reply::Page { conversation, registration, page } => {
                let is_late = registration != self.registration;
                self.begin(&conversation, page.ok().filter(|_| !is_late).as_ref());
            }
        }
    }

    fn screen(&self) -> Screen {
        let is_full = !self.transports.contains(&Transport::Classic);
        let shown = self.timelines.iter().filter(|_| is_full);
        let windows = shown.map(|(id, timeline)| (id.clone(), timeline.window().clone())).collect();
        Screen { who: self.name.clone(), windows }
    }

    /// Mints an id that nobody else mints.
    fn mint(&mut self) -> Option<MessageId> {
        self.minted += 1;
        MessageId::new(&format!("{}.{}", self.name, self.minted)).ok()
    }

    fn note(&self, what: Fact) {
        self.world.evidence.note(&self.name, what);
    }
}

/// Remembers one more, and forgets the oldest.
fn keep(places: &mut VecDeque<(ConversationId, u64)>, conversation: &ConversationId, seq: u64) {
    if places.len() == REMEMBERED {
        places.pop_front();
    }
    places.push_back((conversation.clone(), seq));
}
