//! What a conversation is, beside its messages: its kind, its members, what they may do, and what is told of its changes.

use serde::{Deserialize, Serialize};

use crate::{ConversationId, Message, Person, Seq, Timestamp, UserId};

/// What kind of conversation it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum ConversationKind {
    /// A pair of users.
    Direct,
    /// Some users among themselves: private, and any of them may add others.
    Group,
    /// Many users, under a name; its owners and admins look after it.
    Channel,
}

/// Who may find a channel and join it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Visibility {
    /// It is in the directory and anybody may join. What is said in it is its members' all the same.
    Public,
    /// Only its members know of it; its owners and admins add others.
    Private,
}

/// Who may say something in a channel.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Posting {
    /// Every member.
    #[default]
    Everyone,
    /// Owners and admins, for announcements. Other members read and react.
    Admins,
}

/// What a member may do in a group or channel. Each may do what the one before may.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Role {
    /// Says, reacts, leaves; in a group also adds people.
    Member,
    /// Changes name, description and posting, adds and removes members, deletes others' messages.
    Admin,
    /// Everything. A conversation always has one.
    Owner,
}

/// What changed about a conversation, told apart by `what`. It stands in a message whose sender did it and which has its
/// place in the conversation's order like any other.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(tag = "what", rename_all = "kebab-case", rename_all_fields = "camelCase")]
pub enum Notice {
    /// It was made.
    Created {
        /// Those it was made with, beside the sender.
        user_ids: Vec<UserId>,
    },
    /// It has another name.
    Renamed {
        /// The new one; empty for a group that has none any more.
        name: String,
    },
    /// It has another description.
    Described {
        /// The new one; empty when it has none any more.
        description: String,
    },
    /// Others may say something from now on.
    Posting {
        /// Who.
        posting: Posting,
    },
    /// Others may find it from now on.
    Visibility {
        /// Who.
        visibility: Visibility,
    },
    /// The sender added people.
    Added {
        /// Whom.
        user_ids: Vec<UserId>,
    },
    /// The sender came in by themselves.
    Joined,
    /// The sender went.
    Left,
    /// The sender removed people.
    Removed {
        /// Whom.
        user_ids: Vec<UserId>,
    },
    /// The sender gave somebody another role.
    Role {
        /// Whom.
        user_id: UserId,
        /// The new one.
        role: Role,
    },
    /// Nobody says anything there from now on.
    Archived,
    /// It goes on.
    Unarchived,
}

/// A conversation as one of its members sees it in their list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct ConversationSummary {
    /// Which one.
    pub conversation_id: ConversationId,
    /// Direct, group or channel.
    pub kind: ConversationKind,
    /// The other one of a direct conversation; `null` for a group or channel.
    pub peer: Option<Person>,
    /// The `seq` of the latest change in it; 0 when nothing happened yet.
    pub head: Seq,
    /// How far this user has read.
    pub read_seq: Seq,
    /// How many messages of others stand behind `readSeq`, notices left out; 100 means "more than 99".
    pub unread: u32,
    /// The newest message that is not deleted; it may be a notice.
    pub last_message: Option<Message>,
    /// Its name; absent in a direct conversation and in a group that has none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "typescript", ts(optional))]
    pub name: Option<String>,
    /// What it is for, if somebody said so.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "typescript", ts(optional))]
    pub description: Option<String>,
    /// Who may find it; absent in a direct conversation and in a group.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "typescript", ts(optional))]
    pub visibility: Option<Visibility>,
    /// Who may say something; absent in a direct conversation.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "typescript", ts(optional))]
    pub posting: Option<Posting>,
    /// What this user may do in it; absent in a direct conversation.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "typescript", ts(optional))]
    pub role: Option<Role>,
    /// How many members it has; absent in a direct conversation and in `general`, which has everybody.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "typescript", ts(optional))]
    pub member_count: Option<u32>,
    /// Since when nobody says anything there; absent while they may.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "typescript", ts(optional))]
    pub archived_at: Option<Timestamp>,
}

impl ConversationSummary {
    /// A conversation in which nothing happened yet and of which nothing is said.
    pub fn empty(conversation_id: ConversationId, kind: ConversationKind) -> Self {
        Self {
            conversation_id,
            kind,
            peer: None,
            head: Seq(0),
            read_seq: Seq(0),
            unread: 0,
            last_message: None,
            name: None,
            description: None,
            visibility: None,
            posting: None,
            role: None,
            member_count: None,
            archived_at: None,
        }
    }
}

/// Somebody who is in a conversation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct Member {
    /// Who.
    pub user_id: UserId,
    /// What they may do in it.
    pub role: Role,
    /// Since when they are in it; `null` in a direct conversation, where both always were.
    pub joined_at: Option<Timestamp>,
}

/// `GET /api/v1/conversations/{id}`: a conversation and who is in it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct ConversationDetails {
    /// What the list of conversations says of it.
    #[serde(flatten)]
    pub summary: ConversationSummary,
    /// Its members by their ids; none in `general`, which has everybody.
    pub members: Vec<Member>,
}

/// A public channel as the directory shows it, also to those who are not in it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct Channel {
    /// Which one.
    pub conversation_id: ConversationId,
    /// Its name.
    pub name: String,
    /// What it is for, if somebody said so.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "typescript", ts(optional))]
    pub description: Option<String>,
    /// How many members it has.
    pub member_count: u32,
    /// Whether this user is one of them.
    pub joined: bool,
}

/// `GET /api/v1/channels`: the public channels that are not archived, by name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct ChannelList {
    /// At most as many as the limit says; those that hold the `query` in name or description, if there was one.
    pub channels: Vec<Channel>,
}
