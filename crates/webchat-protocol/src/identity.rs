//! Who somebody is: what the routes about sign-in, links and one's own sessions take and answer.
//!
//! Passwords, links' secrets and tokens are in types of their own that print nothing: see [`Hidden`].

use std::fmt;

use serde::{Deserialize, Serialize};

#[cfg(feature = "schema")]
use crate::schema::{Name, NewPassword};
use crate::{ConversationId, Timestamp, UserId};

/// A string that must not reach a log: a password, a link's secret, a token. `Debug` prints nothing of it.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "typescript", ts(as = "String"))]
#[cfg_attr(feature = "schema", schemars(inline, extend("format" = "password")))]
#[serde(transparent)]
pub struct Hidden(String);

impl Hidden {
    /// Hides a string.
    pub fn new(text: String) -> Self {
        Self(text)
    }

    /// What is hidden, for the one who needs it.
    pub fn reveal(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Hidden {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Hidden")
    }
}

/// How people show who they are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum AuthMode {
    /// Everybody is who they say they are.
    Open,
    /// Accounts of this server.
    Password,
    /// The word of a host application.
    Token,
}

/// Who may get an account.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum SignUp {
    /// Nobody by themselves; administrators add people.
    Closed,
    /// Whoever has an invitation.
    Invite,
    /// Everybody.
    Open,
}

/// `GET /api/v1/session`, and what signing in and out answers: how this server knows people, and who asks.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct SessionState {
    /// How people show who they are.
    pub mode: AuthMode,
    /// Who may get an account; absent where the server has none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "typescript", ts(optional))]
    pub sign_up: Option<SignUp>,
    /// Whether nobody administers the server yet: the link for that was printed where it was started.
    pub needs_setup: bool,
    /// Who asks, if that is shown.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "typescript", ts(optional))]
    pub me: Option<Me>,
}

/// Who asks.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct Me {
    /// Their id.
    pub user_id: UserId,
    /// Their name; the id if they never chose one.
    pub name: String,
    /// The path or address of their picture, if they have one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "typescript", ts(optional))]
    pub avatar: Option<String>,
    /// Whether they administer the server.
    pub is_admin: bool,
    /// When they have to show again who they are; absent if never.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "typescript", ts(optional))]
    pub expires_at: Option<Timestamp>,
}

/// `POST /api/v1/session`: signs in at a browser.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct SignIn {
    /// Who.
    pub user_id: UserId,
    /// Their password.
    pub password: Hidden,
}

/// `POST /api/v1/accounts`: gets an account and signs it in. With the link for the first administrator, that is what the
/// account becomes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct NewAccount {
    /// The id they choose.
    pub user_id: UserId,
    /// The name to show; the id if it is left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "typescript", ts(optional))]
    #[cfg_attr(feature = "schema", schemars(with = "Option<Name>"))]
    pub name: Option<String>,
    /// The password they choose: 8–256 characters.
    #[cfg_attr(feature = "schema", schemars(with = "NewPassword"))]
    pub password: Hidden,
    /// The secret of the link that lets them in; not needed where sign-up is open.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "typescript", ts(optional))]
    pub link: Option<Hidden>,
}

/// `POST /api/v1/links`, `POST /api/v1/invitations/accept`: names a link by its secret.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct NamedLink {
    /// What stands behind `#` in its address.
    pub link: Hidden,
}

/// What a link is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum LinkPurpose {
    /// Becoming the first administrator.
    Setup,
    /// Getting an account, and into some conversations.
    Invite,
    /// Setting another password.
    Reset,
}

/// What whoever has a link may know of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct LinkSight {
    /// What it is for.
    pub purpose: LinkPurpose,
    /// Whose password it sets; absent for the others.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "typescript", ts(optional))]
    pub user_id: Option<UserId>,
    /// The name of who made it, if it was a person.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "typescript", ts(optional))]
    pub made_by: Option<String>,
    /// When it ends.
    pub expires_at: Timestamp,
}

/// The conversations that an invitation led somebody into who had an account.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct AcceptedInvitation {
    /// Which ones.
    pub conversation_ids: Vec<ConversationId>,
}

/// `POST /api/v1/reset`: sets another password by a link, and signs in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct ResetPassword {
    /// The link's secret.
    pub link: Hidden,
    /// The new password: 8–256 characters.
    #[cfg_attr(feature = "schema", schemars(with = "NewPassword"))]
    pub password: Hidden,
}

/// `POST /api/v1/me/password`: changes one's own password. The other browsers are signed out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct ChangePassword {
    /// The password so far.
    pub old: Hidden,
    /// The new one: 8–256 characters.
    #[cfg_attr(feature = "schema", schemars(with = "NewPassword"))]
    pub new: Hidden,
}

/// How many sessions were closed by what was asked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct ClosedSessions {
    /// How many.
    pub closed: u32,
}

/// Who holds a session.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum SessionHolder {
    /// A browser, in a cookie.
    Browser,
    /// A program, as a token.
    Program,
}

/// One of the user's own sessions.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct OwnSession {
    /// Its name, which tells nothing: 32 hexadecimal digits.
    pub session_id: String,
    /// Who holds it.
    pub holder: SessionHolder,
    /// The device in words, such as `Firefox on Linux`, or the name that the program was given.
    pub label: String,
    /// When it was opened.
    pub created_at: Timestamp,
    /// When it was last used, to within some minutes.
    pub last_used_at: Timestamp,
    /// When it ends if it is not used, or, a program's, in any case; absent if never.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "typescript", ts(optional))]
    pub expires_at: Option<Timestamp>,
    /// Whether it is the one that asks.
    pub is_current: bool,
}

/// `GET /api/v1/me/sessions`: those used last first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct SessionList {
    /// The sessions.
    pub sessions: Vec<OwnSession>,
}

/// `POST /api/v1/me/tokens`: makes a token for a program.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct NewToken {
    /// What the program is called: 1–64 characters on one line.
    #[cfg_attr(feature = "schema", schemars(with = "Name"))]
    pub name: String,
    /// How many days it lasts; left out, for ever.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "typescript", ts(optional))]
    pub days: Option<u32>,
}

/// A token for a program. It is told this once and kept nowhere.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct MadeToken {
    /// What the program sends in `Authorization: Bearer` or in `register`.
    pub token: Hidden,
    /// The name of its session: 32 hexadecimal digits.
    pub session_id: String,
}
