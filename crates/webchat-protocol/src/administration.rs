//! What the routes take and answer that are for those who administer a server.

use serde::{Deserialize, Serialize};

#[cfg(feature = "schema")]
use crate::schema::Name;
use crate::{ConversationId, Hidden, LinkPurpose, Message, Seq, Timestamp, UserId, Visibility};

/// An account as administrators see it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct AccountRecord {
    /// Whose.
    pub user_id: UserId,
    /// Their name; the id if they never chose one.
    pub name: String,
    /// Whether they administer the server.
    pub is_admin: bool,
    /// When the account was created.
    pub created_at: Timestamp,
    /// Since when they are kept out; absent if they are not.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "typescript", ts(optional))]
    pub suspended_at: Option<Timestamp>,
    /// When they were last seen.
    pub last_seen_at: Timestamp,
}

/// `GET /api/v1/admin/accounts`: by their ids.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct AccountList {
    /// The accounts.
    pub accounts: Vec<AccountRecord>,
    /// Whether there are more behind the last one.
    pub has_more: bool,
}

/// `POST /api/v1/admin/accounts`: adds somebody, who sets a password by the link that is answered.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct AddAccount {
    /// Their id.
    pub user_id: UserId,
    /// The name to show; the id if it is left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "typescript", ts(optional))]
    #[cfg_attr(feature = "schema", schemars(with = "Option<Name>"))]
    pub name: Option<String>,
}

/// `POST /api/v1/admin/accounts/{userId}`: changes what somebody is. What is left out stays; answered is the account.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct ChangeAccount {
    /// Whether they administer the server.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "typescript", ts(optional))]
    pub is_admin: Option<bool>,
    /// Whether they are kept out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "typescript", ts(optional))]
    pub suspended: Option<bool>,
}

/// A link that was just made. It is told this once and kept nowhere.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct MadeLink {
    /// The path of its page with its secret behind `#`, such as `/join#…`: put the address of the server before it.
    pub path: Hidden,
    /// What the list of links says of it.
    pub link: LinkRecord,
}

/// How a link stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum LinkStanding {
    /// It can be used.
    Open,
    /// It was used as often as it could be.
    Used,
    /// Its time is over.
    Expired,
    /// Somebody ended it.
    Revoked,
}

/// A link as administrators see it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct LinkRecord {
    /// Its name, which tells nothing: 32 hexadecimal digits.
    pub link_id: String,
    /// What it is for.
    pub purpose: LinkPurpose,
    /// How it stands.
    pub standing: LinkStanding,
    /// Whose password it sets; absent for the others.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "typescript", ts(optional))]
    pub user_id: Option<UserId>,
    /// The conversations that an invitation leads into.
    pub conversation_ids: Vec<ConversationId>,
    /// How many people it is for.
    pub max_uses: u32,
    /// How many came with it.
    pub uses: u32,
    /// Who made it; absent for somebody at the server's console.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "typescript", ts(optional))]
    pub made_by: Option<UserId>,
    /// When it was made.
    pub made_at: Timestamp,
    /// When it ends.
    pub expires_at: Timestamp,
}

/// `GET /api/v1/admin/links`: those made last first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct LinkList {
    /// The links.
    pub links: Vec<LinkRecord>,
}

/// `POST /api/v1/admin/invitations`: makes an invitation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct NewInvitation {
    /// How many people it is for; 1 if it is left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "typescript", ts(optional))]
    pub uses: Option<u32>,
    /// How many days it can be used: 1–365; 7 if it is left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "typescript", ts(optional))]
    #[cfg_attr(feature = "schema", schemars(range(min = 1, max = 365)))]
    pub days: Option<u32>,
    /// The groups and channels that it leads into, in which whoever asks may add people.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[cfg_attr(feature = "typescript", ts(optional, as = "Option<Vec<ConversationId>>"))]
    pub conversation_ids: Vec<ConversationId>,
}

/// A channel as administrators see it, private ones too; nothing of what is said in it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct ChannelRecord {
    /// Which one.
    pub conversation_id: ConversationId,
    /// Its name.
    pub name: String,
    /// Who may find it.
    pub visibility: Visibility,
    /// How many members it has.
    pub member_count: u32,
    /// Who owns it.
    pub owners: Vec<UserId>,
    /// Since when nobody says anything there; absent while they may.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "typescript", ts(optional))]
    pub archived_at: Option<Timestamp>,
    /// When something last happened in it; absent if nothing did.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "typescript", ts(optional))]
    pub last_change_at: Option<Timestamp>,
}

/// `GET /api/v1/admin/channels`: by name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct ChannelRecords {
    /// The channels.
    pub channels: Vec<ChannelRecord>,
}

/// `POST /api/v1/admin/channels/{id}`: archives a channel, or takes it back; answered is the list's entry.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct ChangeChannel {
    /// Whether nobody may say anything there any more.
    pub archived: bool,
}

/// A report of a message.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct ReportRecord {
    /// Its number.
    #[cfg_attr(feature = "typescript", ts(type = "number"))]
    pub report_id: u64,
    /// Who reported it.
    pub reported_by: UserId,
    /// What is wrong with it, in their words.
    pub reason: String,
    /// When.
    pub reported_at: Timestamp,
    /// The conversation that it is in.
    pub conversation_id: ConversationId,
    /// Its place there.
    pub seq: Seq,
    /// The message as it is now.
    pub message: Message,
    /// When somebody settled it; absent while nobody did.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "typescript", ts(optional))]
    pub settled_at: Option<Timestamp>,
    /// Who settled it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "typescript", ts(optional))]
    pub settled_by: Option<UserId>,
}

/// `GET /api/v1/admin/reports`: those that are not settled first, the newest first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct ReportList {
    /// The reports.
    pub reports: Vec<ReportRecord>,
}

/// `POST /api/v1/admin/reports/{reportId}`: settles a report; answered is the report.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct SettleReport {
    /// Whether the message is deleted as well.
    #[serde(default)]
    pub delete_message: bool,
}

/// `GET /api/v1/admin/overview`: the server at a glance.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct Overview {
    /// The program's version.
    pub version: String,
    /// When this process was started.
    pub started_at: Timestamp,
    /// Accounts, suspended ones too.
    #[cfg_attr(feature = "typescript", ts(type = "number"))]
    pub accounts: u64,
    /// Users who are connected now.
    #[cfg_attr(feature = "typescript", ts(type = "number"))]
    pub users_online: u64,
    /// Their connections.
    #[cfg_attr(feature = "typescript", ts(type = "number"))]
    pub connections: u64,
    /// Groups, channels and direct conversations in which something was said.
    #[cfg_attr(feature = "typescript", ts(type = "number"))]
    pub conversations: u64,
    /// Messages that are stored, deleted ones not.
    #[cfg_attr(feature = "typescript", ts(type = "number"))]
    pub messages: u64,
    /// Messages of the last 24 hours by whole hours: the one that runs and the 23 before it.
    #[cfg_attr(feature = "typescript", ts(type = "number"))]
    pub messages_last_day: u64,
    /// Messages of each of the last 14 days (UTC), the oldest first.
    pub messages_by_day: Vec<DayCount>,
    /// Bytes of the database on the disk, its log included.
    #[cfg_attr(feature = "typescript", ts(type = "number"))]
    pub database_bytes: u64,
    /// Bytes that are free where it is; absent if the system doesn't say.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "typescript", ts(optional, type = "number"))]
    pub free_bytes: Option<u64>,
    /// Reports that nobody has settled.
    #[cfg_attr(feature = "typescript", ts(type = "number"))]
    pub open_reports: u64,
}

/// How many of something a day had.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct DayCount {
    /// The day, as `2026-11-23`.
    pub day: String,
    /// How many.
    #[cfg_attr(feature = "typescript", ts(type = "number"))]
    pub count: u64,
}

/// Something that somebody did.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct AuditRecord {
    /// Its place in the log; grows, from 1.
    #[cfg_attr(feature = "typescript", ts(type = "number"))]
    pub number: u64,
    /// When.
    pub at: Timestamp,
    /// Who did it; absent for the server itself, or somebody at its console.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "typescript", ts(optional))]
    pub by: Option<UserId>,
    /// What, as a word: `suspended`, `invited` and so on. Show a word that is not known as it is.
    pub deed: String,
    /// To whom, if to somebody.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "typescript", ts(optional))]
    pub user_id: Option<UserId>,
    /// More about it: the id of a link, the name of a program.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "typescript", ts(optional))]
    pub detail: Option<String>,
}

/// `GET /api/v1/admin/audit`: the newest first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct AuditLog {
    /// The entries.
    pub entries: Vec<AuditRecord>,
    /// Whether there are older ones.
    pub has_more: bool,
}
