//! What a violation is about, and which entries matter to it.

use std::sync::Arc;

use webchat_protocol::{ConversationId, MessageId, UserId};

use super::{Answer, ConnectionId, Entry, Fact, Heard, Intent, Sight};

/// What a violation is about. What is not named does not matter.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Subject {
    /// The conversation.
    pub conversation: Option<ConversationId>,
    /// The places in it.
    pub places: Vec<u64>,
    /// The message, by its sender and id.
    pub message: Option<(UserId, MessageId)>,
    /// The command.
    pub command: Option<MessageId>,
    /// The connection.
    pub connection: Option<ConnectionId>,
    /// The device. Then nobody else's hearing matters.
    pub who: Option<Arc<str>>,
}

impl Subject {
    /// A place in a conversation.
    pub fn place(conversation: &ConversationId, place: u64) -> Self {
        Self { conversation: Some(conversation.clone()), places: vec![place], ..Self::default() }
    }

    /// A message that somebody saw.
    pub fn message(sight: &Sight) -> Self {
        Self { message: Some(sight.key()), ..Self::place(&sight.conversation, sight.seq) }
    }

    /// A command.
    pub fn command(id: &MessageId) -> Self {
        Self { command: Some(id.clone()), ..Self::default() }
    }

    /// A connection, whatever was said on it in a conversation.
    pub fn connection(connection: ConnectionId, conversation: &ConversationId) -> Self {
        let conversation = Some(conversation.clone());
        Self { connection: Some(connection), conversation, ..Self::default() }
    }

    /// The same, and this place.
    #[must_use]
    pub fn and_place(mut self, place: u64) -> Self {
        self.places.push(place);
        self
    }

    /// The same, as seen by a device.
    #[must_use]
    pub fn seen_by(mut self, who: &Arc<str>) -> Self {
        self.who = Some(who.clone());
        self
    }

    /// Whether an entry is part of its story.
    pub fn matters(&self, entry: &Entry) -> bool {
        match (&self.who, &entry.what) {
            (Some(who), fact) if *who == entry.who => self.concerns(fact) || self.is_of_the_line(fact),
            (Some(_), Fact::Told { .. } | Fact::Afresh { .. } | Fact::Reached { .. }) => false,
            (_, fact) => self.concerns(fact),
        }
    }

    /// Whether it says how a device came to show what it shows of the conversation.
    fn is_of_the_line(&self, fact: &Fact) -> bool {
        let is_here = |conversation| self.conversation.as_ref() == Some(conversation);
        match fact {
            Fact::Opened { .. } | Fact::Closed { .. } => true,
            Fact::Told { what: Heard::Live(sight), .. } => is_here(&sight.conversation),
            Fact::Told { what: Heard::Changes { conversation, .. }, .. }
            | Fact::Afresh { conversation, .. } => is_here(conversation),
            _ => false,
        }
    }

    fn concerns(&self, fact: &Fact) -> bool {
        match fact {
            Fact::Submitted { id, intent, .. } => self.is_command(id) || self.is_at(intent),
            Fact::Tried { id, .. } | Fact::Unanswered { id, .. } => self.is_command(id),
            Fact::Answered { id, answer, .. } => {
                self.is_command(id) || matches!(answer, Answer::Stored(sight) if self.is_message(sight))
            }
            Fact::Opened { connection, .. } | Fact::Closed { connection, .. } => {
                self.connection == Some(*connection)
            }
            Fact::Told { connection, what } => self.was_told(*connection, what),
            Fact::Afresh { conversation, .. } => {
                self.connection.is_some() && self.conversation.as_ref() == Some(conversation)
            }
            Fact::Admitting { conversation, .. }
            | Fact::Removed { conversation, .. }
            | Fact::Reached { conversation, .. } => {
                self.who.is_some() && self.conversation.as_ref() == Some(conversation)
            }
            Fact::Inventory { found, .. } => found.iter().any(|sight| self.is_message(sight)),
            Fact::Injected { fault, .. } => fault.is_of_the_server(),
            Fact::Started { .. } | Fact::Ended { .. } | Fact::Calm | Fact::Quiet | Fact::Stirred => true,
        }
    }

    fn is_command(&self, id: &MessageId) -> bool {
        self.command.as_ref() == Some(id) || self.message.as_ref().is_some_and(|(_, known)| known == id)
    }

    fn is_at(&self, intent: &Intent) -> bool {
        let is_here = self.conversation.as_ref() == Some(intent.conversation());
        is_here && intent.place().is_some_and(|place| self.places.contains(&place))
    }

    fn is_message(&self, sight: &Sight) -> bool {
        let is_named =
            self.message.as_ref().is_some_and(|(sender, id)| *sender == sight.sender && *id == sight.id);
        let is_here = self.conversation.as_ref() == Some(&sight.conversation);
        is_named || is_here && self.places.iter().any(|place| [sight.seq, sight.latest].contains(place))
    }

    fn was_told(&self, connection: ConnectionId, what: &Heard) -> bool {
        let is_here = |conversation| self.conversation.as_ref().is_none_or(|known| known == conversation);
        let is_line = self.connection == Some(connection);
        match what {
            Heard::Confirmed { .. } => is_line,
            Heard::Live(sight) => self.is_message(sight) || is_line && is_here(&sight.conversation),
            Heard::Changes { conversation, messages, .. } => {
                is_line && is_here(conversation) || messages.iter().any(|sight| self.is_message(sight))
            }
            Heard::Read { conversation, .. } => {
                is_line && is_here(conversation) || self.places.is_empty() && self.is_read(conversation)
            }
        }
    }

    fn is_read(&self, conversation: &ConversationId) -> bool {
        self.connection.is_none()
            && self.command.is_none()
            && self.conversation.as_ref() == Some(conversation)
    }
}
