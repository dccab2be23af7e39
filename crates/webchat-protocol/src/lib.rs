//! The words on the wire: what clients and the server say to each other, and nothing about how.
//!
//! Everything here is data with `serde`: ids that can't be malformed once they exist, the [`Message`], the
//! [`Command`]s a client sends, the [`Event`]s it receives, the REST bodies, error and close codes, and every
//! [limit](Limits) with its reason. The TypeScript types of `@webchat/client` are generated from these
//! definitions (`make types`), so the two can't drift.
//!
//! It must not know: sockets, HTTP, storage, time sources, or who is allowed to do what.

mod close;
mod command;
mod decode;
mod error;
mod event;
mod ids;
mod limits;
mod message;
mod rest;
#[cfg(feature = "schema")]
pub mod schema;
mod timestamp;
#[cfg(feature = "typescript")]
pub mod typescript;

pub use close::{CloseCode, reconnect_hint};
pub use command::{
    AskChanges, Command, Cursors, DeleteMessage, EditMessage, ReadUpTo, Register, Request, SendMessage,
    SetPresence, SetProfile, SetReaction, SetTyping, Status,
};
pub use decode::decode_request;
pub use error::{ErrorCode, Problem};
pub use event::{Event, PROTOCOL_CLASSIC, PROTOCOL_FULL};
pub use ids::{ConversationId, Emoji, IdError, MessageId, UserId};
pub use limits::{Limits, NAME_CHARACTERS};
pub use message::{Message, Reaction, Seq};
pub use rest::{
    Changes, ClassicConversation, ConversationKind, ConversationList, ConversationSummary, EventBatch,
    MessagePage, Person, PersonList, TypingUsers,
};
pub use timestamp::Timestamp;
