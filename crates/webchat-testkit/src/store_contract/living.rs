//! A chat on this store, whose users do at random what can be done about conversations: what a device knew, and what it was
//! told since, is what the chat answers to who asks afresh. The same in every run; the round is said when it fails.

mod device;
mod known;

use std::collections::BTreeSet;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use futures_util::future::join_all;
use webchat_core::store::{Members, Sight, Store};
use webchat_core::{Actor, Chat, Parts, Rules};
use webchat_protocol::{
    AddMembers, BlockUser, ChangeConversation, Command, ConversationId, ConversationKind, CreateConversation,
    DeleteMessage, EditMessage, JoinConversation, LeaveConversation, Limits, MessageId, Posting, ReadUpTo,
    RemoveMember, Request, Role, SendMessage, Seq, SetRole, UserId, Visibility,
};

use super::chance::Chance;
use super::words::{conversation, general, user};
use crate::TestClock;
use device::Device;

const ROUNDS: u32 = 60;
/// Bursts in a round: in each, some devices ask for something at the same time.
const BURSTS: u32 = 6;
const USERS: [&str; 4] = ["alice", "bob", "carol", "dave"];
/// Each of them has two.
const DEVICES: usize = 2 * USERS.len();
/// After so many groups and channels no more are made: few, so that much happens in each.
const MADE: usize = 6;

pub async fn what_a_device_knew_and_was_told_since_is_the_present_state(store: &Arc<dyn Store>) {
    let mut life = Life::begin(store).await;
    for round in 0..ROUNDS {
        for _ in 0..BURSTS {
            life.burst().await;
        }
        life.come_to_rest().await;
        for device in &mut life.devices {
            device.compare(&life.chat, round).await;
        }
        life.check_owners(round).await;
        life.check_rosters(round).await;
    }
    let partings: u32 = life.devices.iter().map(|device| device.partings).sum();
    assert!(life.made().len() >= MADE && partings > 50, "too little happened: {partings} went");
}

/// A chat and those who use it.
struct Life {
    chat: Arc<Chat>,
    store: Arc<dyn Store>,
    devices: Vec<Device>,
    chance: Chance,
    asked: u32,
}

impl Life {
    async fn begin(store: &Arc<dyn Store>) -> Self {
        let off = Limits {
            messages_per_second: 0,
            typing_per_second: 0,
            creations_per_hour: 0,
            ..Limits::default()
        };
        let limits = Limits { page_messages: 10_000, ..off };
        let rules = Rules { classic_hears_all: false, strangers: false };
        let (ids, conversations) = (AtomicU64::new(1), AtomicU64::new(1));
        let next = |counter: &AtomicU64| counter.fetch_add(1, Ordering::Relaxed);
        let mint_id = Box::new(move || MessageId::new(&format!("minted-{}", next(&ids))).unwrap());
        let random = Box::new(move || next(&conversations).into());
        let clock = Arc::new(TestClock::default());
        let chat = Chat::start(Parts { store: store.clone(), clock, mint_id, random, limits, rules });
        let mut devices = Vec::with_capacity(DEVICES);
        for place in 0..DEVICES {
            devices.push(Device::register(&chat, USERS[place % USERS.len()]).await);
        }
        for device in &mut devices {
            device.learn(&chat).await;
        }
        Self { chat, store: store.clone(), devices, chance: Chance(7), asked: 0 }
    }

    /// Some ask over their connections, all at the same time; and one by request.
    async fn burst(&mut self) {
        let requests: Vec<_> =
            (0..DEVICES).map(|_| (self.chance.below(3) == 0).then(|| self.request())).collect();
        let (by_request, by) = (self.request(), self.one());
        let asking = self.devices.iter_mut().zip(requests);
        let asking =
            asking.filter_map(|(device, request)| Some(self.chat.dispatch(&mut device.session, request?)));
        let (actor, chat) = (Actor::new(user(by)), &self.chat);
        // Whether it is refused does not matter here.
        let _ = tokio::join!(join_all(asking), chat.perform(&actor, by_request));
    }

    /// Waits until everything is committed and told, and has every device take in what it was told.
    async fn come_to_rest(&mut self) {
        // What is committed after everything else is told after everything else.
        let last = Command::Message(says(general()));
        let request = Request { id: self.new_id(), command: last };
        self.chat.perform(&Actor::new(user(USERS[0])), request).await.unwrap();
        self.devices.iter_mut().for_each(Device::hear);
    }

    /// Whoever is left, somebody among them owns it; when nobody is, it is archived.
    async fn check_owners(&self, round: u32) {
        for id in self.made() {
            let roster = self.store.roster(&id).await.unwrap().unwrap();
            let Members::Listed(roles) = &roster.members else { panic!("it lists its members") };
            let is_owned = roles.values().any(|role| *role == Role::Owner);
            let is_left = roles.is_empty() && roster.facts.archived_at.is_some();
            assert!(is_owned || is_left, "round {round}: {roster:?}");
        }
    }

    /// Whom the chat lets in, from memory, is whom the store lists.
    async fn check_rosters(&self, round: u32) {
        for id in self.made() {
            for name in USERS {
                let is_let_in = self.chat.changes(&Actor::new(user(name)), &id, Seq(0)).await.is_ok();
                let sight = self.store.sight(&id, &user(name)).await.unwrap();
                assert_eq!(is_let_in, matches!(sight, Sight::Inside(_)), "round {round}: {name} in {id}");
            }
        }
    }

    /// Every group and channel that anybody has ever known.
    fn made(&self) -> BTreeSet<ConversationId> {
        self.devices.iter().flat_map(|device| device.met.iter().cloned()).collect()
    }

    fn request(&mut self) -> Request {
        let command = self.command();
        Request { id: self.new_id(), command }
    }

    fn new_id(&mut self) -> Option<MessageId> {
        self.asked += 1;
        MessageId::new(&format!("asked-{}", self.asked)).ok()
    }

    fn one(&mut self) -> &'static str {
        self.chance.one_of(&USERS)
    }

    fn one_user(&mut self) -> UserId {
        user(self.one())
    }

    /// A conversation in which something may happen: mostly one of those that were made.
    fn place(&mut self) -> ConversationId {
        let made: Vec<_> = self.made().into_iter().collect();
        match self.chance.below(8) {
            0 => general(),
            1 => conversation("alice~bob"),
            _ if made.is_empty() => general(),
            _ => made[usize::try_from(self.chance.below(made.len() as u64)).unwrap()].clone(),
        }
    }

    fn command(&mut self) -> Command {
        let (conversation_id, user_id) = (self.place(), self.one_user());
        let seq = Seq(self.chance.below(30));
        match self.chance.below(26) {
            0..=2 if self.made().len() < MADE => Command::CreateConversation(self.creation()),
            3..=5 => {
                Command::AddMembers(AddMembers { conversation_id, user_ids: vec![user_id, self.one_user()] })
            }
            6..=8 => Command::RemoveMember(RemoveMember { conversation_id, user_id }),
            9 | 10 => Command::SetRole(SetRole { conversation_id, user_id, role: self.role() }),
            11 | 12 => Command::Join(JoinConversation { conversation_id }),
            13 => Command::Leave(LeaveConversation { conversation_id }),
            14 | 15 => Command::ChangeConversation(self.change(conversation_id)),
            16 | 17 => Command::Read(ReadUpTo { conversation_id, seq }),
            18 => Command::Edit(EditMessage { conversation_id, seq, text: "better".to_owned() }),
            19 => Command::Delete(DeleteMessage { conversation_id, seq }),
            20 => Command::Block(BlockUser { user_id, on: self.chance.below(4) == 0 }),
            _ => Command::Message(says(conversation_id)),
        }
    }

    fn creation(&mut self) -> CreateConversation {
        let is_channel = self.chance.below(3) > 0;
        CreateConversation {
            kind: if is_channel { ConversationKind::Channel } else { ConversationKind::Group },
            name: Some("Design".to_owned()),
            description: None,
            visibility: is_channel.then(|| self.visibility()),
            posting: None,
            user_ids: vec![self.one_user(), self.one_user()],
        }
    }

    fn change(&mut self, conversation_id: ConversationId) -> ChangeConversation {
        let mut change = ChangeConversation {
            conversation_id,
            name: None,
            description: None,
            visibility: None,
            posting: None,
            archived: None,
        };
        match self.chance.below(5) {
            0 => change.name = Some(self.one().to_owned()),
            1 => change.description = Some(self.one().to_owned()),
            2 => change.visibility = Some(self.visibility()),
            3 => {
                let posting = [Posting::Everyone, Posting::Admins];
                change.posting = Some(posting[usize::from(self.chance.below(3) == 0)]);
            }
            _ => change.archived = Some(self.chance.below(3) == 0),
        }
        change
    }

    fn visibility(&mut self) -> Visibility {
        if self.chance.below(2) == 0 { Visibility::Public } else { Visibility::Private }
    }

    fn role(&mut self) -> Role {
        [Role::Member, Role::Admin, Role::Owner][usize::try_from(self.chance.below(3)).unwrap()]
    }
}

fn says(conversation: ConversationId) -> SendMessage {
    let text = "on and on".to_owned();
    SendMessage { text, sender_id: None, receiver_id: None, conversation_id: Some(conversation), id: None }
}
