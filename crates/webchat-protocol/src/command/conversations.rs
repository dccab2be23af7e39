//! The commands about conversations and the people in them. All of them belong to protocol 2.

use serde::{Deserialize, Serialize};

#[cfg(feature = "schema")]
use crate::schema::{Description, Reason, Title, at_most_user_ids, some_user_ids};
use crate::{ConversationId, ConversationKind, Posting, Role, Seq, UserId, Visibility};

/// Makes a group or a channel, with whoever asks as its owner. The command needs an `id`: together with the user it names the
/// conversation for ever, so that asking again makes no second one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct CreateConversation {
    /// `group` or `channel`; a direct conversation is there by itself.
    #[cfg_attr(feature = "schema", schemars(extend("not" = { "const": "direct" })))]
    pub kind: ConversationKind,
    /// 1–64 characters on one line. A channel needs one; a group may have none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "typescript", ts(optional))]
    #[cfg_attr(feature = "schema", schemars(with = "Option<Title>"))]
    pub name: Option<String>,
    /// At most 300 characters.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "typescript", ts(optional))]
    #[cfg_attr(feature = "schema", schemars(with = "Option<Description>"))]
    pub description: Option<String>,
    /// Of a channel; left out it is `private`. A group has none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "typescript", ts(optional))]
    pub visibility: Option<Visibility>,
    /// Of a channel; left out it is `everyone`. A group has none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "typescript", ts(optional))]
    pub posting: Option<Posting>,
    /// Who is in it from the start, beside whoever asks: at most 100.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[cfg_attr(feature = "typescript", ts(optional, as = "Option<Vec<UserId>>"))]
    #[cfg_attr(feature = "schema", schemars(transform = at_most_user_ids))]
    pub user_ids: Vec<UserId>,
}

/// Changes what is said of a conversation. What is left out stays as it is; each thing that changes is told by a notice.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct ChangeConversation {
    /// Which one.
    pub conversation_id: ConversationId,
    /// 1–64 characters on one line; empty takes a group's name away.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "typescript", ts(optional))]
    #[cfg_attr(feature = "schema", schemars(with = "Option<Title>"))]
    pub name: Option<String>,
    /// At most 300 characters; empty takes it away.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "typescript", ts(optional))]
    #[cfg_attr(feature = "schema", schemars(with = "Option<Description>"))]
    pub description: Option<String>,
    /// Of a channel.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "typescript", ts(optional))]
    pub visibility: Option<Visibility>,
    /// Of a channel.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "typescript", ts(optional))]
    pub posting: Option<Posting>,
    /// Whether nobody may say anything there any more.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "typescript", ts(optional))]
    pub archived: Option<bool>,
}

/// Adds people to a group or channel. Those who are in it already change nothing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct AddMembers {
    /// Which one.
    pub conversation_id: ConversationId,
    /// Whom: 1–100.
    #[cfg_attr(feature = "schema", schemars(transform = some_user_ids))]
    pub user_ids: Vec<UserId>,
}

/// Takes somebody out of a group or channel. Who is not in it changes nothing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct RemoveMember {
    /// Which one.
    pub conversation_id: ConversationId,
    /// Whom.
    pub user_id: UserId,
}

/// Gives a member another role; only an owner may.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct SetRole {
    /// In which conversation.
    pub conversation_id: ConversationId,
    /// Whom.
    pub user_id: UserId,
    /// What they may do from now on.
    pub role: Role,
}

/// Comes into a public channel. Who is in it already changes nothing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct JoinConversation {
    /// Which one.
    pub conversation_id: ConversationId,
}

/// Goes from a group or channel. Its last owner names another one before.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct LeaveConversation {
    /// Which one.
    pub conversation_id: ConversationId,
}

/// Blocks a user, or ends that: while it lasts neither writes to the other directly, nor sees whether the other is here.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct BlockUser {
    /// Whom.
    pub user_id: UserId,
    /// Whether they are to be blocked.
    pub on: bool,
}

/// Tells those who administer the server of a message. Nobody else learns of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct ReportMessage {
    /// The conversation it is in.
    pub conversation_id: ConversationId,
    /// Its place there.
    pub seq: Seq,
    /// What is wrong with it: 1–500 characters.
    #[cfg_attr(feature = "schema", schemars(with = "Reason"))]
    pub reason: String,
}
