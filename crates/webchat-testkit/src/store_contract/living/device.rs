//! A connection, and what its user knows by it.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use webchat_core::{Actor, Chat, Session};
use webchat_protocol::{
    ConversationId, ConversationKind, ConversationSummary, Event, Message, Register, UserId,
};

use super::known::Known;
use crate::store_contract::words::user;

pub(super) struct Device {
    pub(super) session: Session,
    /// Every group and channel that it was ever told of.
    pub(super) met: BTreeSet<ConversationId>,
    /// How often it was told that a conversation is gone.
    pub(super) partings: u32,
    user: UserId,
    known: BTreeMap<ConversationId, Known>,
    /// Where it heard something without being in it. When somebody goes and comes back before either is told, the
    /// conversation is shown to them after what was said between; else it must not be.
    unannounced: BTreeSet<ConversationId>,
}

impl Device {
    pub(super) async fn register(chat: &Arc<Chat>, name: &str) -> Self {
        let mut session = chat.attach().unwrap();
        let register =
            Register { user_id: Some(user(name)), token: None, protocol: Some(2), name: None, cursors: None };
        chat.register(&mut session, register).await.unwrap();
        let (met, known, unannounced) = Default::default();
        Self { session, met, partings: 0, user: user(name), known, unannounced }
    }

    /// Reads everything there is to know.
    pub(super) async fn learn(&mut self, chat: &Chat) {
        self.hear();
        let actor = Actor::new(self.user.clone());
        self.known.clear();
        for summary in chat.conversations(&actor).await.unwrap().conversations {
            self.known.insert(summary.conversation_id.clone(), Known::read(chat, &actor, summary).await);
        }
    }

    /// Takes in what it was told since.
    pub(super) fn hear(&mut self) {
        let mut frames = Vec::new();
        assert_eq!(self.session.connection.queue.take(&mut frames), None, "the connection was closed");
        for frame in frames {
            self.apply(serde_json::from_slice(frame.bytes()).unwrap());
        }
    }

    /// Whether what it knows is what is so. Then it knows everything, of what it was shown meanwhile too.
    pub(super) async fn compare(&mut self, chat: &Chat, round: u32) {
        assert!(self.unannounced.is_empty(), "round {round}: {} heard of {:?}", self.user, self.unannounced);
        let known = std::mem::take(&mut self.known);
        self.learn(chat).await;
        let names = |known: &BTreeMap<ConversationId, Known>| known.keys().cloned().collect::<Vec<_>>();
        assert_eq!(names(&known), names(&self.known), "round {round}: the conversations of {}", self.user);
        for (id, known) in &known {
            known.compare(&self.known[id], &format!("round {round}: {} in {id}", self.user));
        }
    }

    fn apply(&mut self, event: Event) {
        match event {
            Event::Message { data } | Event::MessageChanged { data } => self.take(data),
            Event::Conversation { data, .. } => {
                let id = data.conversation_id.clone();
                self.unannounced.remove(&id);
                if id.is_minted() {
                    self.met.insert(id.clone());
                }
                // Its answer to a question says what a device knows already, or will be told in its turn.
                self.known.entry(id).or_insert_with(|| Known::shown(*data));
            }
            Event::ConversationGone { conversation_id } => {
                self.known.remove(&conversation_id);
                self.partings += 1;
            }
            Event::Read { conversation_id, seq, unread } => {
                if let Some(known) = self.known.get_mut(&conversation_id) {
                    known.read_up_to(&self.user, seq, unread);
                }
            }
            _ => {}
        }
    }

    fn take(&mut self, message: Message) {
        let id = message.conversation_id.clone();
        if !self.known.contains_key(&id) && id.is_minted() {
            self.unannounced.insert(id);
            return;
        }
        // A direct conversation begins with its first message.
        let begun = || Known::begun(ConversationSummary::empty(id.clone(), ConversationKind::Direct));
        let user = self.user.clone();
        self.known.entry(id.clone()).or_insert_with(begun).apply(&user, message);
    }
}
