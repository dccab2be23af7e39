//! The facts that a run is made of. Checks see nothing else but these, and pictures of the server at quiet points.

use std::collections::BTreeMap;
use std::fmt;
use std::sync::Arc;

use serde::{Deserialize, Serialize};
use webchat_protocol::{ConversationId, Emoji, ErrorCode, MessageId, UserId};

use super::{ConnectionId, Digest, Fault, Sight, Transport, Way};

/// A point in time: microseconds since the run began, on a clock that never jumps.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Moment(pub u64);

impl fmt::Display for Moment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:>4}.{:06}", self.0 / 1_000_000, self.0 % 1_000_000)
    }
}

/// One thing that happened: when, to whom or by whom, and what.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entry {
    /// When.
    pub at: Moment,
    /// A device such as `ada/1`, `injector`, `server` or `verifier`.
    pub who: Arc<str>,
    /// What.
    pub what: Fact,
}

/// What a user wants. Texts are digests: the log holds none.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Intent {
    /// To say something.
    Send { conversation: ConversationId, text: Digest },
    /// To give a message another text.
    Edit { conversation: ConversationId, seq: u64, text: Digest },
    /// To put a reaction under a message or take it away.
    React { conversation: ConversationId, seq: u64, emoji: Emoji, on: bool },
    /// To delete a message.
    Delete { conversation: ConversationId, seq: u64 },
    /// To have read up to a place.
    Read { conversation: ConversationId, seq: u64 },
    /// To know what changed after a place.
    Changes { conversation: ConversationId, after: u64 },
    /// To be seen typing.
    Typing { conversation: ConversationId },
}

impl Intent {
    /// The conversation that it is about.
    pub fn conversation(&self) -> &ConversationId {
        match self {
            Self::Send { conversation, .. }
            | Self::Edit { conversation, .. }
            | Self::React { conversation, .. }
            | Self::Delete { conversation, .. }
            | Self::Read { conversation, .. }
            | Self::Changes { conversation, .. }
            | Self::Typing { conversation } => conversation,
        }
    }

    /// The place of the message that it would change.
    pub fn place(&self) -> Option<u64> {
        match self {
            Self::Edit { seq, .. } | Self::React { seq, .. } | Self::Delete { seq, .. } => Some(*seq),
            _ => None,
        }
    }
}

/// What a command was answered with.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Answer {
    /// The message as it is now.
    Stored(Sight),
    /// The read position as it is now.
    ReadTo { seq: u64, unread: u32 },
    /// What changed, by request. On a connection it is told, and this is [`Answer::Done`].
    Changes { after: u64, reset: bool, messages: Vec<Sight>, seq: u64, head: u64 },
    /// That it was done.
    Done,
    /// That it was not, and why. With `retry_ms` it will be tried again.
    Refused { code: ErrorCode, retry_ms: Option<u64> },
}

impl Answer {
    /// Whether nothing more is to come. A refusal for now is followed by another try.
    pub fn is_final(&self) -> bool {
        !matches!(self, Self::Refused { retry_ms: Some(_), .. })
    }
}

/// What a client was told on a connection.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Heard {
    /// That it is registered.
    Confirmed { epoch: Option<String> },
    /// A message that was sent or changed.
    Live(Sight),
    /// What it missed after a place: in answer to a cursor, or to the command `asked`.
    Changes {
        conversation: ConversationId,
        after: u64,
        reset: bool,
        messages: Vec<Sight>,
        seq: u64,
        head: u64,
        asked: Option<MessageId>,
    },
    /// How far the user has read.
    Read { conversation: ConversationId, seq: u64, unread: u32 },
}

/// Something that happened.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Fact {
    /// A user wants something; from here on the device tries until it is answered.
    Submitted { id: MessageId, user: UserId, intent: Intent },
    /// A try goes out.
    Tried { id: MessageId, way: Way },
    /// An answer came in.
    Answered { id: MessageId, way: Way, answer: Answer },
    /// A try ended without an answer.
    Unanswered { id: MessageId, why: String },
    /// A connection is opened. `after` are the cursors that go with it, if any do; `epoch` the history they are of.
    Opened {
        connection: ConnectionId,
        user: UserId,
        transport: Transport,
        epoch: Option<String>,
        after: Option<BTreeMap<ConversationId, u64>>,
    },
    /// A client was told something.
    Told { connection: ConnectionId, what: Heard },
    /// A connection has ended, whoever ended it.
    Closed { connection: ConnectionId, why: String },
    /// A client took the present state of a conversation by reading its newest page.
    Afresh { conversation: ConversationId, head: u64, found: Vec<Sight> },
    /// From here on a guest may be let into a conversation.
    Admitting { conversation: ConversationId, user: UserId },
    /// A guest is out of it: that is stored, and told by the notice at this place.
    Removed { conversation: ConversationId, user: UserId, place: u64 },
    /// Something of a conversation reached a guest, in whatever way.
    Reached { conversation: ConversationId, user: UserId, found: Vec<Sight> },
    /// The injector struck. Something that lasts is told again when it ends.
    Injected { fault: Fault, detail: String },
    /// The server's process began to serve.
    Started { millis: u64 },
    /// The server's process is gone.
    Ended { how: Fault },
    /// After a start, what the server has above a place of a conversation.
    Inventory { conversation: ConversationId, above: u64, found: Vec<Sight> },
    /// The injector rests and nobody submits anything more.
    Calm,
    /// Every command is answered; what is read from here on is final.
    Quiet,
    /// It goes on.
    Stirred,
}

impl Fact {
    /// The messages that somebody saw in it.
    pub fn sights(&self) -> &[Sight] {
        match self {
            Self::Answered { answer: Answer::Stored(sight), .. }
            | Self::Told { what: Heard::Live(sight), .. } => std::slice::from_ref(sight),
            Self::Told { what: Heard::Changes { messages, .. }, .. }
            | Self::Answered { answer: Answer::Changes { messages, .. }, .. } => messages,
            Self::Inventory { found, .. } | Self::Afresh { found, .. } | Self::Reached { found, .. } => found,
            _ => &[],
        }
    }
}
