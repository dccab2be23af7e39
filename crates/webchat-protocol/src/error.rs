//! What can't be done is answered: a code for programs and a sentence for people.

use serde::{Deserialize, Serialize};

use crate::MessageId;

/// Why a command was refused, for programs. The sentence beside it is for people and may change.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum ErrorCode {
    /// Not JSON, or not an object.
    BadJson,
    /// No command has this `type`.
    UnknownType,
    /// A field is missing, of the wrong type, or breaks its rule.
    BadField,
    /// The text is empty or white space.
    EmptyText,
    /// Something is longer than its limit.
    TooLong,
    /// `register` must come first.
    NotRegistered,
    /// It has to be shown first, or again, who this is.
    Unauthenticated,
    /// Somebody else's to do.
    Forbidden,
    /// There is no such thing, or none that this user may see.
    NotFound,
    /// It was there and is no more: a link that was used, expired or revoked.
    Gone,
    /// It does not go with what is there: a name that is taken, the last administrator.
    Conflict,
    /// Faster than the limit; try again after `retryAfterMs`.
    RateLimited,
    /// The user has as many connections as one may.
    TooManyConnections,
    /// The message has as many reactions as one may.
    TooManyReactions,
    /// The conversation has as many members as one may.
    TooManyMembers,
    /// Somebody is in as many groups and channels as one may.
    TooManyConversations,
    /// Only text frames carry commands.
    BinaryFrame,
    /// The server has its hands full. Nothing was done; try again after `retryAfterMs`.
    Busy,
    /// The store did not take it; nothing was saved. Try again.
    StorageUnavailable,
}

/// A refusal on its way to the one who asked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// For programs.
    pub code: ErrorCode,
    /// For people: a sentence.
    pub message: String,
    /// The `id` of the command that is refused, if it had one; for `message` that is the message's own.
    pub id: Option<MessageId>,
    /// When trying again makes sense, in milliseconds from now.
    pub retry_after_ms: Option<u64>,
}

impl Problem {
    /// A refusal with its sentence.
    pub fn new(code: ErrorCode, message: impl Into<String>) -> Self {
        Self { code, message: message.into(), id: None, retry_after_ms: None }
    }

    /// The same, about the command with this id, unless it already names one.
    #[must_use]
    pub fn about(mut self, id: Option<MessageId>) -> Self {
        self.id = self.id.or(id);
        self
    }

    /// The same, with the time after which to try again, in milliseconds.
    #[must_use]
    pub fn retry_after(mut self, millis: u64) -> Self {
        self.retry_after_ms = Some(millis);
        self
    }
}
