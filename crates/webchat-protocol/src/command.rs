//! What a client asks for. The same commands come as WebSocket frames and as REST bodies.

mod conversations;

use std::collections::BTreeMap;

use serde::{Deserialize, Deserializer, Serialize};

pub use conversations::{
    AddMembers, BlockUser, ChangeConversation, CreateConversation, JoinConversation, LeaveConversation,
    RemoveMember, ReportMessage, SetRole,
};

use crate::{ConversationId, Emoji, Hidden, MessageId, Seq, UserId};

/// A command and the id that its answer repeats.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Request {
    /// Chosen by the client, so that it can tell which of its commands an answer is for; for `message` it is the
    /// message's own. One that breaks the rule of an id counts as left out.
    pub id: Option<MessageId>,
    /// What is asked for.
    pub command: Command,
}

/// One thing that a client asks for, told apart by `type`.
///
/// The first four are the classic contract; the rest belongs to protocol 2. Bytes become a `Command` in
/// [`decode_request`](crate::decode_request) only.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(tag = "type", rename_all = "kebab-case")]
pub enum Command {
    /// Says who is on this connection.
    Register(Register),
    /// Says something.
    Message(SendMessage),
    /// Says that the user is typing, or has stopped.
    Typing(SetTyping),
    /// Asks for a `pong`.
    Ping,
    /// Asks for what changed in a conversation after a place.
    Changes(AskChanges),
    /// Changes the text of a message of one's own.
    Edit(EditMessage),
    /// Puts an emoji under a message, or takes one's own away.
    React(SetReaction),
    /// Deletes a message of one's own; a tombstone stays.
    Delete(DeleteMessage),
    /// Has read a conversation up to a message.
    Read(ReadUpTo),
    /// Is at the device, or away from it.
    Presence(SetPresence),
    /// Changes what others see of oneself.
    Profile(SetProfile),
    /// Makes a group or a channel.
    CreateConversation(CreateConversation),
    /// Changes a conversation's name, description and the like.
    ChangeConversation(ChangeConversation),
    /// Adds people to a group or channel.
    AddMembers(AddMembers),
    /// Takes somebody out of a group or channel.
    RemoveMember(RemoveMember),
    /// Gives a member another role.
    SetRole(SetRole),
    /// Comes into a public channel.
    Join(JoinConversation),
    /// Goes from a group or channel.
    Leave(LeaveConversation),
    /// Blocks a user, or ends that.
    Block(BlockUser),
    /// Tells those who administer the server of a message.
    Report(ReportMessage),
}

impl Command {
    /// Its `type` on the wire.
    pub fn name(&self) -> &'static str {
        match self {
            Self::Register(_) => "register",
            Self::Message(_) => "message",
            Self::Typing(_) => "typing",
            Self::Ping => "ping",
            Self::Changes(_) => "changes",
            Self::Edit(_) => "edit",
            Self::React(_) => "react",
            Self::Delete(_) => "delete",
            Self::Read(_) => "read",
            Self::Presence(_) => "presence",
            Self::Profile(_) => "profile",
            Self::CreateConversation(_) => "create-conversation",
            Self::ChangeConversation(_) => "change-conversation",
            Self::AddMembers(_) => "add-members",
            Self::RemoveMember(_) => "remove-member",
            Self::SetRole(_) => "set-role",
            Self::Join(_) => "join",
            Self::Leave(_) => "leave",
            Self::Block(_) => "block",
            Self::Report(_) => "report",
        }
    }
}

/// Binds the connection to a user: the one it names where everybody is who they say they are, else the one that a token or
/// the connection's own cookie shows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct Register {
    /// Who is there. Needed where everybody is who they say they are; elsewhere it may be left out, and must not be somebody
    /// else.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "typescript", ts(optional))]
    pub user_id: Option<UserId>,
    /// What shows who is there: a program's token, or the host application's. Not needed where a cookie does. Registering
    /// again with a fresh one before it ends lets the connection go on.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "typescript", ts(optional))]
    pub token: Option<Hidden>,
    /// 2 asks for the full contract; left out, the connection gets the classic events and nothing else.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "typescript", ts(optional))]
    pub protocol: Option<u8>,
    /// The name to show for the user, 1–64 characters (protocol 2).
    #[serde(default, deserialize_with = "empty_is_none", skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "typescript", ts(optional))]
    pub name: Option<String>,
    /// How far the client has followed its conversations: what it missed of each comes at once (protocol 2).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "typescript", ts(optional))]
    pub cursors: Option<Cursors>,
}

/// How far a client has followed its conversations, in one history.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct Cursors {
    /// The `epoch` that the places are of.
    pub epoch: String,
    /// For each conversation the `seq` up to which everything was applied.
    #[cfg_attr(feature = "typescript", ts(type = "{ [conversationId: string]: Seq }"))]
    pub after: BTreeMap<ConversationId, Seq>,
}

/// A message to be stored and delivered. It goes to `conversationId` if that is given (protocol 2), else to the
/// direct conversation with `receiverId`, else to `general`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct SendMessage {
    /// 1–10,000 characters.
    pub text: String,
    /// May be left out once the connection is registered; if given, it must be the registered user.
    #[serde(default, deserialize_with = "empty_is_none", skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "typescript", ts(optional))]
    pub sender_id: Option<UserId>,
    /// Whom it is for; left out, `null` or empty it is for everybody.
    #[serde(default, deserialize_with = "empty_is_none", skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "typescript", ts(optional, type = "string | null"))]
    pub receiver_id: Option<UserId>,
    /// The conversation it is for (protocol 2).
    #[serde(default, deserialize_with = "empty_is_none", skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "typescript", ts(optional))]
    pub conversation_id: Option<ConversationId>,
    /// The sender's id for it; sending again with the same one stores nothing new. The server makes one if it
    /// is left out. (`createdAt` may be sent too, as classic clients do; the server's clock decides.)
    #[serde(default, deserialize_with = "empty_is_none", skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "typescript", ts(optional))]
    pub id: Option<MessageId>,
}

/// Starts, renews or ends the user's typing; it ends by itself 2 s after the last `true`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct SetTyping {
    /// Whether the user is typing now.
    pub is_typing: bool,
    /// Where (protocol 2); left out it is `general`.
    #[serde(default, deserialize_with = "empty_is_none", skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "typescript", ts(optional))]
    pub conversation_id: Option<ConversationId>,
}

/// Asks for what changed in a conversation after a place; answered by the event `changes`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct AskChanges {
    /// The conversation.
    pub conversation_id: ConversationId,
    /// The `seq` up to which the client has applied everything.
    pub after: Seq,
}

/// Gives the message at a place another text; only its sender may. The same text again changes nothing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct EditMessage {
    /// The conversation it is in.
    pub conversation_id: ConversationId,
    /// Its place there.
    pub seq: Seq,
    /// 1–10,000 characters.
    pub text: String,
}

/// Puts the user's reaction under the message at a place, or takes it away. Doing it again changes nothing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct SetReaction {
    /// The conversation it is in.
    pub conversation_id: ConversationId,
    /// Its place there.
    pub seq: Seq,
    /// With what.
    pub emoji: Emoji,
    /// Whether it is to be there.
    pub on: bool,
}

/// Deletes the message at a place; only its sender may. Deleting it again changes nothing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct DeleteMessage {
    /// The conversation it is in.
    pub conversation_id: ConversationId,
    /// Its place there.
    pub seq: Seq,
}

/// Moves the user's read position forward; a smaller one than the present changes nothing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct ReadUpTo {
    /// The conversation that was read.
    pub conversation_id: ConversationId,
    /// The last `seq` that was seen.
    pub seq: Seq,
}

/// Whether the person is at this device.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct SetPresence {
    /// `online`, `away` or `do-not-disturb`. A user is away when every one of their connections is, and is not to be
    /// disturbed when any of them says so.
    pub status: Status,
}

/// How reachable a user is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(rename_all = "kebab-case")]
pub enum Status {
    /// At a device that is connected.
    Online,
    /// Connected, but not looking.
    Away,
    /// Connected, and not to be disturbed.
    DoNotDisturb,
    /// On no connection. A client can't ask for this one: it leaves instead.
    Offline,
}

/// Changes what others see of the user. What is left out stays as it is.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct SetProfile {
    /// The name to show, 1–64 characters on one line.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "typescript", ts(optional))]
    pub name: Option<String>,
    /// What they have to say of themselves now, at most 100 characters on one line; empty takes it away.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "typescript", ts(optional))]
    pub status_text: Option<String>,
    /// The same as one emoji; empty takes it away.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "typescript", ts(optional))]
    pub status_emoji: Option<String>,
    /// The name of their time zone (IANA), such as `Europe/Berlin`; empty takes it away.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "typescript", ts(optional))]
    pub time_zone: Option<String>,
    /// At most 32 characters on one line; empty takes them away.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "typescript", ts(optional))]
    pub pronouns: Option<String>,
    /// Whether others see when they were last here; they do, unless this was set to `false`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "typescript", ts(optional))]
    pub show_last_seen: Option<bool>,
}

/// Classic clients send `""` and `null` where they mean "left out".
fn empty_is_none<'de, D, T>(deserializer: D) -> Result<Option<T>, D::Error>
where
    D: Deserializer<'de>,
    T: TryFrom<String>,
    T::Error: std::fmt::Display,
{
    match Option::<String>::deserialize(deserializer)? {
        Some(text) if !text.is_empty() => T::try_from(text).map(Some).map_err(serde::de::Error::custom),
        _ => Ok(None),
    }
}
