//! Bodies that only REST carries: pages and lists.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::{
    ConversationId, ConversationSummary, Emoji, Event, Message, MessageId, Seq, Status, Timestamp, UserId,
};

/// A user as others see them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct Person {
    /// The user.
    pub user_id: UserId,
    /// The name to show; the user id if they never chose one.
    pub name: String,
    /// How reachable they are now.
    pub status: Status,
    /// When their last connection went; `null` while they are connected, if they never were, or if they don't show it.
    pub last_seen_at: Option<Timestamp>,
    /// What they say of themselves.
    #[serde(flatten)]
    pub about: About,
}

/// What a user says of themselves beside their name. What they never said is absent.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct About {
    /// The path or address of their picture.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "typescript", ts(optional))]
    pub avatar: Option<String>,
    /// What they have to say now.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "typescript", ts(optional))]
    pub status_text: Option<String>,
    /// The same as one emoji.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "typescript", ts(optional))]
    pub status_emoji: Option<Emoji>,
    /// The name of their time zone (IANA).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "typescript", ts(optional))]
    pub time_zone: Option<String>,
    /// How they want to be spoken of.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "typescript", ts(optional))]
    pub pronouns: Option<String>,
}

/// `GET /api/v1/users`: the people this server knows, those seen last first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct PersonList {
    /// At most as many as the limit says.
    pub people: Vec<Person>,
}

/// `GET /api/v1/conversations`: a user's conversations, the most recent first, `general` always among them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct ConversationList {
    /// Names this database's history; see `registration-confirmed`.
    pub epoch: String,
    /// The conversations.
    pub conversations: Vec<ConversationSummary>,
}

/// `GET /api/v1/conversations/{id}/messages`: a page of history, oldest first, tombstones included.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct MessagePage {
    /// The messages, by `seq`.
    pub messages: Vec<Message>,
    /// Whether there are older ones.
    pub has_more: bool,
    /// The conversation's head when the page was read: a client that has applied the newest page has followed
    /// the conversation up to here.
    pub head: Seq,
}

/// `GET /api/v1/conversations/{id}/changes?after=`: what a client that followed up to `after` has missed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct Changes {
    /// The place that it begins at: the one that was asked for, also when it is not of this history.
    pub after: Seq,
    /// When true the delta would be too long or `after` is not of this history: drop what is known of the
    /// conversation and read its newest page.
    pub reset: bool,
    /// The messages that were sent or changed after `after`, in their present state, by their latest change.
    pub messages: Vec<Message>,
    /// Following up to here once `messages` are applied.
    pub seq: Seq,
    /// The conversation's head; ask again while `seq` is smaller.
    pub head: Seq,
}

impl Changes {
    /// The same as an event.
    pub fn about(self, conversation_id: ConversationId, id: Option<MessageId>) -> Event {
        let Self { after, reset, messages, seq, head } = self;
        Event::Changes { conversation_id, after, reset, messages, seq, head, id }
    }
}

/// `GET /api/v1/poll`: what happened since the cursors that were given.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct EventBatch {
    /// Names this database's history; see `registration-confirmed`.
    pub epoch: String,
    /// For each conversation of the user how far its client has followed it once it has applied `events`. With `epoch`
    /// these are the cursors for the next poll.
    #[cfg_attr(feature = "typescript", ts(type = "{ [conversationId: string]: Seq }"))]
    pub after: BTreeMap<ConversationId, Seq>,
    /// The events, in order; none when nothing happened while the poll waited.
    pub events: Vec<Event>,
}

/// `GET /api/v1/blocks`: whom this user has blocked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct UserIdList {
    /// The users, by their ids.
    pub user_ids: Vec<UserId>,
}

/// One entry of the classic `GET /api/conversations`, keyed by the other user's id.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct ClassicConversation {
    /// The other user.
    pub user_id: UserId,
    /// The newest 50, oldest first.
    pub messages: Vec<Message>,
}

/// The answer of the classic `/api/typing`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct TypingUsers {
    /// Who is typing now.
    pub typing_users: Vec<UserId>,
}
