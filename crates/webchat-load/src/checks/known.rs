//! What all entries together make known. The first word counts: whoever says otherwise later is for the checks.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

use webchat_protocol::{ConversationId, MessageId, UserId};

use crate::record::{ConnectionId, Digest, Entry, Fact, Heard, Intent, Moment, Sight, Transport};

/// The message state that a place of a conversation stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Occupant {
    /// The message's own place.
    pub seq: u64,
    /// Its content in that state.
    pub content: Digest,
    /// When somebody first saw it.
    pub since: Moment,
}

/// A command that somebody submitted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wanted {
    /// Whose it is.
    pub user: UserId,
    /// What for.
    pub intent: Intent,
    /// Since when.
    pub since: Moment,
    /// Whether it was answered for good.
    pub is_answered: bool,
}

/// A connection that is open.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// The device.
    pub who: Arc<str>,
    /// Its user.
    pub user: UserId,
    /// How it carries events.
    pub transport: Transport,
    /// Since when the client knows that it is registered.
    pub confirmed: Option<Moment>,
}

/// Everything known so far.
#[derive(Debug, Default)]
pub struct Known {
    users: BTreeSet<UserId>,
    occupants: HashMap<ConversationId, BTreeMap<u64, Occupant>>,
    messages: HashMap<(UserId, MessageId), (ConversationId, u64)>,
    commands: HashMap<MessageId, Wanted>,
    open: usize,
    lines: BTreeMap<ConnectionId, Line>,
    epoch: Option<String>,
    is_quiet: bool,
}

impl Known {
    /// Takes in what an entry says.
    pub fn learn(&mut self, entry: &Entry) {
        for sight in entry.what.sights() {
            self.see(sight, entry.at);
        }
        match &entry.what {
            Fact::Submitted { id, user, intent } => {
                self.users.insert(user.clone());
                let (user, intent, since) = (user.clone(), intent.clone(), entry.at);
                self.commands.insert(id.clone(), Wanted { user, intent, since, is_answered: false });
                self.open += 1;
            }
            Fact::Answered { id, answer, .. } if answer.is_final() => self.close(id),
            Fact::Opened { connection, user, transport, .. } => {
                let (who, user, transport) = (entry.who.clone(), user.clone(), *transport);
                self.lines.insert(*connection, Line { who, user, transport, confirmed: None });
            }
            Fact::Told { connection, what: Heard::Confirmed { epoch } } => {
                self.epoch = self.epoch.take().or_else(|| epoch.clone());
                if let Some(line) = self.lines.get_mut(connection) {
                    line.confirmed.get_or_insert(entry.at);
                }
            }
            Fact::Closed { connection, .. } => drop(self.lines.remove(connection)),
            Fact::Quiet => self.is_quiet = true,
            Fact::Stirred => self.is_quiet = false,
            _ => {}
        }
    }

    fn close(&mut self, id: &MessageId) {
        let open = self.commands.get_mut(id).filter(|wanted| !wanted.is_answered);
        if let Some(wanted) = open {
            wanted.is_answered = true;
            self.open -= 1;
        }
    }

    fn see(&mut self, sight: &Sight, since: Moment) {
        self.messages.entry(sight.key()).or_insert_with(|| (sight.conversation.clone(), sight.seq));
        let occupant = Occupant { seq: sight.seq, content: sight.content, since };
        let places = self.occupants.entry(sight.conversation.clone()).or_default();
        places.entry(sight.latest).or_insert(occupant);
    }

    /// Whether the verifier's own clients speak for this user.
    pub fn is_ours(&self, user: &UserId) -> bool {
        self.users.contains(user)
    }

    /// What a place stands for.
    pub fn occupant(&self, conversation: &ConversationId, place: u64) -> Option<Occupant> {
        self.occupants.get(conversation)?.get(&place).copied()
    }

    /// Every place of a conversation that anybody saw.
    pub fn places(&self, conversation: &ConversationId) -> impl Iterator<Item = (u64, Occupant)> {
        self.occupants.get(conversation).into_iter().flatten().map(|(place, occupant)| (*place, *occupant))
    }

    /// Where a message was seen first.
    pub fn place_of(&self, sender: &UserId, id: &MessageId) -> Option<&(ConversationId, u64)> {
        self.messages.get(&(sender.clone(), id.clone()))
    }

    /// A command by its id.
    pub fn command(&self, id: &MessageId) -> Option<&Wanted> {
        self.commands.get(id)
    }

    /// All commands.
    pub fn commands(&self) -> impl Iterator<Item = (&MessageId, &Wanted)> {
        self.commands.iter()
    }

    /// How many commands wait for their answer.
    pub fn open(&self) -> usize {
        self.open
    }

    /// A connection that is open.
    pub fn line(&self, connection: ConnectionId) -> Option<&Line> {
        self.lines.get(&connection)
    }

    /// The connections that are open.
    pub fn lines(&self) -> impl Iterator<Item = (ConnectionId, &Line)> {
        self.lines.iter().map(|(id, line)| (*id, line))
    }

    /// Whether this is the name of the history; the first that was heard is.
    pub fn is_epoch(&self, epoch: &str) -> bool {
        self.epoch.as_deref().is_none_or(|known| known == epoch)
    }

    /// Whether nothing changes any more until further notice.
    pub fn is_quiet(&self) -> bool {
        self.is_quiet
    }
}
