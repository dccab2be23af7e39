//! Shapes that no type has: bodies that are a command or an event out of several, and numbers of the query.

use schemars::JsonSchema;
use serde_json::{Value, json};

use crate::documents::{Schemas, command, event};

/// What a client sends, by its type.
pub(super) fn asked<T: JsonSchema>(schemas: &mut Schemas) -> Value {
    schemas.asked::<T>()
}

/// What the server sends, by its type.
pub(super) fn answered<T: JsonSchema>(schemas: &mut Schemas) -> Value {
    schemas.answered::<T>()
}

/// How many are asked for.
pub(super) fn limit(_: &mut Schemas) -> Value {
    json!({ "type": "integer", "minimum": 1, "maximum": u64::MAX })
}

/// Some time in seconds.
pub(super) fn seconds(_: &mut Schemas) -> Value {
    json!({ "type": "integer", "minimum": 0, "maximum": u64::MAX })
}

/// What the server gave as an `id:`, and nobody else reads anything into.
pub(super) fn token(_: &mut Schemas) -> Value {
    json!({ "type": "string" })
}

/// Text of a format of its own.
pub(super) fn text(_: &mut Schemas) -> Value {
    json!({ "type": "string" })
}

/// Any JSON object.
pub(super) fn object(_: &mut Schemas) -> Value {
    json!({ "type": "object" })
}

/// A command that a request can carry: the others are for live connections.
pub(super) fn request_command(schemas: &mut Schemas) -> Value {
    schemas.commands(|kind| !["register", "presence"].contains(&kind))
}

/// The command that opens a stream or a poll.
pub(super) fn register(_: &mut Schemas) -> Value {
    command("register")
}

/// The event that acknowledges a command.
pub(super) fn acknowledgement(schemas: &mut Schemas) -> Value {
    let about_messages = ["message", "message-changed", "changes", "read", "typing-update"];
    let others = ["presence", "conversation", "conversation-gone", "pong", "done"];
    schemas.events(|kind| about_messages.contains(&kind) || others.contains(&kind))
}

/// The event that a refusal under `/api/v1` is.
pub(super) fn error(_: &mut Schemas) -> Value {
    event("error")
}

/// A refusal of the router or of a command.
pub(super) fn error_or_refusal(schemas: &mut Schemas) -> Value {
    let (error, refusal) = (event("error"), schemas.answered::<crate::rest::Refusal>());
    json!({ "anyOf": [error, refusal] })
}
