//! Everybody and everything of one run, and what has to be true in the end.

use std::cell::RefCell;
use std::collections::HashSet;
use std::rc::Rc;
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::Duration;

use fastrand::Rng;
use serde_json::{Value, json};
use tokio::task::{LocalSet, spawn_local};
use tokio::time::{Instant, sleep};
use webchat_core::Store;
use webchat_core::store::Page;
use webchat_protocol::ConversationId;
use webchat_testkit::MemoryStore;

use crate::client::{Client, Memory};
use crate::follower::Follower;
use crate::network::Network;
use crate::server::{Server, downtime};

const USERS: [&str; 4] = ["alice", "bob", "carol", "dave"];
const CONVERSATIONS: [&str; 4] = ["general", "alice~bob", "bob~carol", "alice~dave"];
/// How long people talk and things break, in simulated time.
const TROUBLE: Duration = Duration::from_secs(20);
/// How long they then have to agree.
const PEACE: Duration = Duration::from_mins(2);

/// How a run ended.
pub struct Outcome {
    pub verdict: Result<(), String>,
    /// What the world did, line by line.
    pub transcript: Vec<String>,
    pub messages: u64,
    pub crashes: u64,
    pub torn: u64,
}

pub struct World {
    rng: Rng,
    store: Arc<MemoryStore>,
    server: Rc<RefCell<Server>>,
    memories: Vec<(&'static str, Rc<RefCell<Memory>>)>,
    transcript: Vec<String>,
    begun: Instant,
    /// The ids of what was said, as opposed to edits and the like.
    texts: HashSet<String>,
    said: u64,
    crashes: u64,
}

impl World {
    pub fn new(seed: u64) -> Self {
        let mut rng = Rng::with_seed(seed);
        let network =
            Network { tears_within: rng.u64(2_000..60_000), late_ms: rng.u64(0..300), torn: Arc::default() };
        let store = Arc::new(MemoryStore::default());
        let server = Rc::new(RefCell::new(Server::new(store.clone(), network)));
        let memories = USERS.map(|user| (user, Rc::new(RefCell::new(memory_of(user))))).to_vec();
        let (transcript, begun, texts) = (Vec::new(), Instant::now(), HashSet::new());
        Self { rng, store, server, memories, transcript, begun, texts, said: 0, crashes: 0 }
    }

    pub async fn run(mut self) -> Outcome {
        LocalSet::new().run_until(async { self.live().await }).await
    }

    async fn live(&mut self) -> Outcome {
        self.server.borrow_mut().start(&mut self.rng);
        for (user, memory) in &self.memories {
            let (user, memory, server) = ((*user).to_owned(), memory.clone(), self.server.clone());
            let rng = Rng::with_seed(self.rng.u64(..));
            spawn_local(Client { user, memory, server, rng, again_at: None }.live());
        }
        while self.begun.elapsed() < TROUBLE {
            sleep(Duration::from_millis(self.rng.u64(1..150))).await;
            match self.rng.u32(0..400) {
                0..=5 => self.crash().await,
                6..=9 => self.fill_the_disk().await,
                _ => self.act(),
            }
        }
        self.note("peace");
        self.server.borrow_mut().network.tears_within = 0;
        let verdict = self.agree().await;
        for (user, memory) in &self.memories {
            let memory = memory.borrow();
            let heads: Vec<_> =
                memory.followed.iter().map(|(name, f)| format!("{name}={}", f.history.seq)).collect();
            self.transcript.push(format!(
                "{user}: {} acknowledged, {}",
                memory.acknowledged.len(),
                heads.join(" ")
            ));
        }
        Outcome {
            verdict,
            transcript: std::mem::take(&mut self.transcript),
            messages: self.said,
            crashes: self.crashes,
            torn: self.server.borrow().network.torn.load(Ordering::Relaxed),
        }
    }

    fn note(&mut self, line: &str) {
        self.transcript.push(format!("{:>6} ms {line}", self.begun.elapsed().as_millis()));
    }

    async fn crash(&mut self) {
        self.note("crash");
        self.crashes += 1;
        self.server.borrow_mut().crash();
        sleep(downtime(&mut self.rng)).await;
        self.server.borrow_mut().start(&mut self.rng);
    }

    async fn fill_the_disk(&mut self) {
        self.note("the disk is full");
        self.server.borrow().set_disk_full(true);
        sleep(Duration::from_millis(self.rng.u64(10..1_500))).await;
        self.server.borrow().set_disk_full(false);
    }

    /// Somebody says or changes something.
    fn act(&mut self) {
        let (user, memory) = &self.memories[self.rng.usize(0..USERS.len())];
        let mine: Vec<_> = CONVERSATIONS.iter().filter(|name| includes(name, user)).collect();
        let name = mine[self.rng.usize(0..mine.len())];
        self.said += 1;
        let id = format!("c-{}", self.said);
        let mut memory = memory.borrow_mut();
        let known = memory.followed[*name].history.messages.keys().copied().collect::<Vec<_>>();
        let seq = (!known.is_empty()).then(|| known[self.rng.usize(0..known.len())]);
        let command = match (self.rng.u32(0..10), seq) {
            (0, Some(seq)) => {
                json!({ "type": "edit", "conversationId": name, "seq": seq, "text": id, "id": id })
            }
            (1, Some(seq)) => {
                let on = self.rng.bool();
                json!({ "type": "react", "conversationId": name, "seq": seq, "emoji": "👍", "on": on, "id": id })
            }
            (2, Some(seq)) => json!({ "type": "delete", "conversationId": name, "seq": seq, "id": id }),
            _ => {
                self.texts.insert(id.clone());
                json!({ "type": "message", "conversationId": name, "text": format!("text of {id}"), "id": id })
            }
        };
        let line = format!("{user} {command}");
        memory.outbox.push(command);
        drop(memory);
        self.note(&line);
    }

    /// Waits until everybody is told everything, and compares.
    async fn agree(&mut self) -> Result<(), String> {
        let begun = Instant::now();
        loop {
            sleep(Duration::from_millis(500)).await;
            let verdict = self.compare().await;
            for (_, memory) in &self.memories {
                if let Some(problem) = &memory.borrow().problem {
                    return Err(problem.clone());
                }
            }
            if verdict.is_ok() || begun.elapsed() > PEACE {
                return verdict;
            }
        }
    }

    async fn compare(&self) -> Result<(), String> {
        let mut ids = HashSet::new();
        for name in CONVERSATIONS {
            let truth = self.truth(name).await;
            for message in truth.messages() {
                let id = message["id"].as_str().unwrap();
                if !ids.insert(id.to_owned()) {
                    return Err(format!("{id} is there twice"));
                }
            }
            for (user, memory) in self.memories.iter().filter(|(user, _)| includes(name, user)) {
                let memory = memory.borrow();
                let seen = &memory.followed[name].history;
                if seen.seq != truth.head
                    || seen.messages.values().cloned().collect::<Vec<_>>() != truth.messages()
                {
                    return Err(format!(
                        "{user} follows {name} to {} of {}: {:#?}",
                        seen.seq, truth.head, seen.messages
                    ));
                }
            }
        }
        for (user, memory) in &self.memories {
            let memory = memory.borrow();
            let is_lost = |id: &&String| self.texts.contains(*id) && !ids.contains(*id);
            if let Some(id) = memory.acknowledged.iter().find(is_lost) {
                return Err(format!("{id} was acknowledged to {user} and is lost"));
            }
            if !memory.outbox.is_empty() {
                return Err(format!("{user} was never answered: {:?}", memory.outbox));
            }
        }
        Ok(())
    }

    async fn truth(&self, name: &str) -> Truth {
        let Page { messages, head, .. } =
            self.store.page(&ConversationId::new(name).unwrap(), None, 100_000).await.unwrap();
        Truth { messages: serde_json::to_value(&messages).unwrap(), head: head.0 }
    }
}

struct Truth {
    messages: Value,
    head: u64,
}

impl Truth {
    fn messages(&self) -> Vec<Value> {
        self.messages.as_array().unwrap().clone()
    }
}

fn memory_of(user: &str) -> Memory {
    let mine = CONVERSATIONS.into_iter().filter(|name| includes(name, user));
    Memory {
        followed: mine.map(|name| (name.to_owned(), Follower::default())).collect(),
        ..Memory::default()
    }
}

fn includes(name: &str, user: &str) -> bool {
    name.split_once('~').is_none_or(|(one, other)| one == user || other == user)
}
