//! A quiet moment: the server as it shows itself, its database, and what every device shows.

use std::collections::BTreeMap;
use std::sync::Arc;

use webchat_protocol::{Changes, ConversationId, ConversationSummary, Message, MessageId, Seq, UserId};

use crate::record::Digest;

/// A conversation as the server tells it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct History {
    /// The latest place.
    pub head: u64,
    /// Where the run began: only what stands above was read.
    pub above: u64,
    /// The messages, in the order in which the server gave them.
    pub messages: Vec<Message>,
}

impl History {
    /// The message at a place.
    pub fn at(&self, seq: u64) -> Option<&Message> {
        let index = self.messages.binary_search_by_key(&Seq(seq), |message| message.seq).ok()?;
        self.messages.get(index)
    }
}

/// What the server says changed after a place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Delta {
    /// Where.
    pub conversation: ConversationId,
    /// After which place.
    pub after: u64,
    /// The answer.
    pub changes: Changes,
}

/// A message as it stands in the database.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// Its place.
    pub seq: u64,
    /// The place of its latest change.
    pub latest: u64,
    /// Its sender's id for it.
    pub id: MessageId,
    /// Who said it.
    pub sender: UserId,
    /// What it says.
    pub text: String,
    /// Whether it is a tombstone.
    pub is_deleted: bool,
}

/// What a device shows of a conversation.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Window {
    /// The first place that it holds; what is older was never loaded.
    pub from: u64,
    /// How far it has followed.
    pub followed: u64,
    /// For each message its latest place, and the content that it has there.
    pub messages: BTreeMap<u64, (u64, Digest)>,
}

/// What a device shows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Screen {
    /// The device.
    pub who: Arc<str>,
    /// Its conversations.
    pub windows: BTreeMap<ConversationId, Window>,
}

/// Everything, at one quiet moment.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Picture {
    /// The name of the history.
    pub epoch: String,
    /// Every conversation.
    pub histories: BTreeMap<ConversationId, History>,
    /// For some places of each conversation what changed after them.
    pub deltas: Vec<Delta>,
    /// Every user's list of conversations.
    pub lists: BTreeMap<UserId, Vec<ConversationSummary>>,
    /// The database, if it can be read.
    pub rows: Option<BTreeMap<ConversationId, Vec<Row>>>,
    /// What the database says about its own soundness; `ok` if it is.
    pub soundness: Option<String>,
    /// Every device.
    pub screens: Vec<Screen>,
    /// Conversations in which messages are sent and never changed.
    pub plain: Vec<ConversationId>,
}

impl Picture {
    /// Every message of every conversation.
    pub fn messages(&self) -> impl Iterator<Item = &Message> {
        self.histories.values().flat_map(|history| &history.messages)
    }
}
