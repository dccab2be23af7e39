//! What can be made durable, and what becomes of it.

use webchat_protocol::{ConversationId, Emoji, Message, MessageId, Seq, Timestamp, UserId};

use super::{ConversationChange, Refusal};

/// A change to a conversation that is to be made durable.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Change {
    /// Something is said.
    Send(NewMessage),
    /// A message gets another text.
    Edit(Edition),
    /// A message gets a reaction, or loses one.
    React(ReactionChange),
    /// A message becomes a tombstone.
    Delete(Deletion),
    /// A conversation is made, or what is said of it changes, or who is in it.
    Conversation(ConversationChange),
}

/// A message before it has its place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewMessage {
    /// Where it goes; created if it is not there yet.
    pub conversation_id: ConversationId,
    /// The sender's id for it.
    pub id: MessageId,
    /// Who says it.
    pub sender_id: UserId,
    /// To whom; `None` in a channel.
    pub receiver_id: Option<UserId>,
    /// What is said.
    pub text: String,
    /// The server's clock.
    pub created_at: Timestamp,
    /// Why it is not taken, unless it is there already. What the sender may do in a group or channel is asked in the
    /// transaction all the same.
    pub refused: Option<Refusal>,
}

impl NewMessage {
    /// The message as it is once it has its place.
    pub fn placed(&self, seq: Seq) -> Message {
        Message {
            id: self.id.clone(),
            text: self.text.clone(),
            sender_id: self.sender_id.clone(),
            receiver_id: self.receiver_id.clone(),
            created_at: self.created_at,
            conversation_id: self.conversation_id.clone(),
            seq,
            change_seq: None,
            edited_at: None,
            reactions: Vec::new(),
            deleted_at: None,
            notice: None,
        }
    }
}

/// Which message gets which text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Edition {
    /// The conversation it is in.
    pub conversation_id: ConversationId,
    /// Its place there.
    pub seq: Seq,
    /// Who asks: it must be the sender's own.
    pub by: UserId,
    /// What it says from now on.
    pub text: String,
    /// The server's clock.
    pub at: Timestamp,
}

/// Which message gets or loses which reaction.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReactionChange {
    /// The conversation it is in.
    pub conversation_id: ConversationId,
    /// Its place there.
    pub seq: Seq,
    /// Whose reaction.
    pub by: UserId,
    /// With what.
    pub emoji: Emoji,
    /// Whether it is to be there.
    pub on: bool,
    /// How many different emoji the message may have.
    pub emoji_limit: usize,
    /// How many reactions it may have in all.
    pub limit: usize,
}

/// Which message goes, and on whose word.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Deletion {
    /// The conversation it is in.
    pub conversation_id: ConversationId,
    /// Its place there.
    pub seq: Seq,
    /// Who asks: it must be the sender's own, or one of a group or channel that they look after. `None` when nobody has to
    /// be asked.
    pub by: Option<UserId>,
    /// The server's clock.
    pub at: Timestamp,
}

/// What became of a change that was understood.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Appended {
    /// It took the next `seq`: the message as it is now.
    Fresh(Message),
    /// It was there already (same sender and `id`, same text, same reaction, deleted before): the message as it was
    /// found, unchanged. For a conversation that was made before it is the notice of its making.
    Known(Message),
}

impl Appended {
    /// The message, fresh or known.
    pub fn message(&self) -> &Message {
        match self {
            Self::Fresh(message) | Self::Known(message) => message,
        }
    }
}
