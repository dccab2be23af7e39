//! Groups and channels whose members come and go: some of the people are in them all the time, and one guest of each is let
//! in and put out again and again, while the server is broken like everything else.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use anyhow::{Context, bail};
use fastrand::Rng;
use serde_json::{Value, json};
use tokio::sync::{Mutex, MutexGuard};
use tokio::time::sleep;
use webchat_protocol::{ConversationId, Event, Message, Notice, UserId};

use crate::calm::Calm;
use crate::cast::Cast;
use crate::checks::Screen;
use crate::record::Fact;
use crate::witness::Witness;

/// Milliseconds that a guest is in or out, from and to.
const STAY_MS: (u64, u64) = (100, 900);

/// When it is tried again after the server gave no answer, or a refusal for now.
const AGAIN: Duration = Duration::from_millis(50);

/// The groups and channels of a run.
#[derive(Debug, Clone)]
pub struct Doors {
    doors: Vec<Door>,
    /// Held while somebody is on the way in or out.
    moving: Arc<Mutex<()>>,
}

/// One of them, and its guest.
#[derive(Debug, Clone)]
pub struct Door {
    /// Where it leads.
    pub conversation: ConversationId,
    guest: UserId,
    is_in: Arc<AtomicBool>,
    moving: Arc<Mutex<()>>,
}

impl Doors {
    /// Makes a group and a private channel, and puts some of the people in them. Nothing is broken yet.
    pub async fn open(witness: &Witness, cast: &mut Cast, mark: &str) -> anyhow::Result<Self> {
        let moving = Arc::new(Mutex::new(()));
        let mut doors = Vec::new();
        for (place, kind) in ["group", "channel"].into_iter().enumerate() {
            let inside: Vec<_> = cast.people.iter_mut().skip(place).take(INSIDE).collect();
            let users: Vec<_> = inside.iter().map(|person| person.user.clone()).collect();
            let id = format!("make-{kind}{mark}");
            let create = json!({
                "type": "create-conversation", "id": id, "kind": kind, "name": kind, "userIds": users,
            });
            let Event::Conversation { data, .. } = witness.command(&create).await? else {
                bail!("a {kind} could not be made: does the server know them?");
            };
            for person in inside {
                person.groups.push(data.conversation_id.clone());
            }
            let guest = UserId::new(&format!("guest{place}{mark}"))?;
            let (conversation, moving) = (data.conversation_id, moving.clone());
            doors.push(Door { conversation, guest, is_in: Arc::default(), moving });
        }
        Ok(Self { doors, moving })
    }

    /// All of them.
    pub fn all(&self) -> &[Door] {
        &self.doors
    }

    /// Waits until nobody is on the way in or out, and keeps it so.
    pub async fn still(&self) -> MutexGuard<'_, ()> {
        self.moving.lock().await
    }
}

/// People who are in each of them all the time.
const INSIDE: usize = 3;

impl Door {
    /// Who is let in and put out.
    pub fn guest(&self) -> &UserId {
        &self.guest
    }

    /// Whether the guest shows the conversation if they are in, and else does not.
    pub fn is_shown(&self, screens: &[Screen]) -> bool {
        let shows = |screen: &Screen| {
            *screen.who == *self.guest.as_str() && screen.windows.contains_key(&self.conversation)
        };
        screens.iter().any(shows) == self.is_in.load(Ordering::SeqCst)
    }

    /// Lets the guest in and puts them out, while it is not calm.
    pub async fn keep(self, witness: Witness, calm: Calm, mut rng: Rng) {
        loop {
            calm.ends().await;
            sleep(Duration::from_millis(rng.u64(STAY_MS.0..STAY_MS.1))).await;
            let _moving = self.moving.lock().await;
            if calm.is_now() {
                continue;
            }
            if self.is_in.load(Ordering::SeqCst) {
                self.put_out(&witness).await;
            } else {
                self.let_in(&witness).await;
            }
        }
    }

    async fn let_in(&self, witness: &Witness) {
        let (conversation, user) = (self.conversation.clone(), self.guest.clone());
        witness.note(Fact::Admitting { conversation, user });
        self.insist(witness, &json!({ "type": "add-members", "userIds": [self.guest] })).await;
        self.is_in.store(true, Ordering::SeqCst);
    }

    async fn put_out(&self, witness: &Witness) {
        self.insist(witness, &json!({ "type": "remove-member", "userId": self.guest })).await;
        let place = loop {
            match self.parting(witness).await {
                Ok(place) => break place,
                Err(_) => sleep(AGAIN).await,
            }
        };
        let (conversation, user) = (self.conversation.clone(), self.guest.clone());
        witness.note(Fact::Removed { conversation, user, place });
        self.is_in.store(false, Ordering::SeqCst);
    }

    /// Asks until it is done. Asked twice it is done once.
    async fn insist(&self, witness: &Witness, command: &Value) {
        let mut command = command.clone();
        command["conversationId"] = json!(self.conversation);
        while !matches!(witness.command(&command).await, Ok(Event::Conversation { .. })) {
            sleep(AGAIN).await;
        }
    }

    /// Where the notice stands of the guest's last removal.
    async fn parting(&self, witness: &Witness) -> anyhow::Result<u64> {
        let is_it = |message: &Message| match &message.notice {
            Some(Notice::Removed { user_ids }) => user_ids.contains(&self.guest),
            _ => false,
        };
        let notice = witness.last(&self.conversation, is_it).await?;
        Ok(notice.context("nothing tells of it")?.seq.0)
    }
}
