//! The words on the wire: what clients and the server say to each other, and nothing about how.
//!
//! Everything here is data with `serde`: ids that can't be malformed once they exist, the [`Message`], the
//! [`Command`]s a client sends, the [`Event`]s it receives, the REST bodies, error and close codes, and every
//! [limit](Limits) with its reason. The TypeScript types of `@webchat/client` are generated from these
//! definitions (`make types`), so the two can't drift.
//!
//! It must not know: sockets, HTTP, storage, time sources, or who is allowed to do what.

mod administration;
mod close;
mod command;
mod conversation;
mod decode;
mod error;
mod event;
mod identity;
mod ids;
mod limits;
mod message;
mod rest;
#[cfg(feature = "schema")]
pub mod schema;
mod timestamp;
#[cfg(feature = "typescript")]
pub mod typescript;

pub use administration::{
    AccountList, AccountRecord, AddAccount, AuditLog, AuditRecord, ChangeAccount, ChangeChannel,
    ChannelRecord, ChannelRecords, DayCount, LinkList, LinkRecord, LinkStanding, MadeLink, NewInvitation,
    Overview, ReportList, ReportRecord, SettleReport,
};
pub use close::{CloseCode, reconnect_hint};
pub use command::{
    AddMembers, AskChanges, BlockUser, ChangeConversation, Command, CreateConversation, Cursors,
    DeleteMessage, EditMessage, JoinConversation, LeaveConversation, ReadUpTo, Register, RemoveMember,
    ReportMessage, Request, SendMessage, SetPresence, SetProfile, SetReaction, SetRole, SetTyping, Status,
};
pub use conversation::{
    Channel, ChannelList, ConversationDetails, ConversationKind, ConversationSummary, Member, Notice,
    Posting, Role, Visibility,
};
pub use decode::decode_request;
pub use error::{ErrorCode, Problem};
pub use event::{Event, PROTOCOL_CLASSIC, PROTOCOL_FULL};
pub use identity::{
    AcceptedInvitation, AuthMode, ChangePassword, ClosedSessions, Hidden, LinkPurpose, LinkSight, MadeToken,
    Me, NamedLink, NewAccount, NewToken, OwnSession, ResetPassword, SessionHolder, SessionList, SessionState,
    SignIn, SignUp,
};
pub use ids::{ConversationId, Emoji, IdError, MessageId, UserId};
pub use limits::{
    DESCRIPTION_CHARACTERS, Limits, NAME_CHARACTERS, PRONOUNS_CHARACTERS, REASON_CHARACTERS,
    STATUS_CHARACTERS, TIME_ZONE_CHARACTERS,
};
pub use message::{Message, Reaction, Seq};
pub use rest::{
    AVATARS, About, Changes, ClassicConversation, ConversationList, EventBatch, MessagePage, Person,
    PersonList, TypingUsers, UserIdList,
};
pub use timestamp::Timestamp;
