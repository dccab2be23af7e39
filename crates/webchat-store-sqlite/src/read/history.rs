//! All conversations in the order of storing, and messages by their id.

use rusqlite::{Connection, OptionalExtension, Result, params};
use webchat_protocol::{Message, MessageId, UserId};

use crate::append::KNOWN;
use crate::rows::{self, row_limit, select_message};

pub(super) const NEWEST_WITH_ID: &str = "SELECT max(position) FROM messages WHERE id = ?1 AND notice IS NULL";
pub(super) const POSITIONS_WITH_ID: &str = "SELECT m.position, c.name FROM messages m JOIN conversations c ON c.id = m.conversation \
    WHERE m.id = ?1 AND m.notice IS NULL";
// The planner would walk the table and step over every tombstone in it.
pub(super) const BEFORE: &str = select_message!(
    "WHERE m.position IN (SELECT position FROM messages INDEXED BY messages_history \
     WHERE deleted_at IS NULL AND notice IS NULL AND position < ?1 ORDER BY position DESC LIMIT ?2) ORDER BY m.position DESC"
);
pub(super) const AT_POSITION: &str = select_message!("WHERE m.position = ?1 AND m.deleted_at IS NULL");

/// See [`webchat_core::store::Store::history`].
pub(crate) fn history(
    db: &Connection,
    before: Option<&MessageId>,
    limit: usize,
) -> Result<Option<Vec<Message>>> {
    let end = match before {
        None => i64::MAX,
        Some(id) => match newest_with_id(db, id)? {
            Some(position) => position,
            None => return Ok(None),
        },
    };
    let mut query = db.prepare_cached(BEFORE)?;
    let found = query.query_map(params![end, row_limit(limit)], rows::message)?;
    let mut messages = found.collect::<Result<Vec<_>>>()?;
    messages.reverse();
    Ok(Some(messages))
}

/// See [`webchat_core::store::Store::find`].
pub(crate) fn find(db: &Connection, id: &MessageId) -> Result<Option<Message>> {
    let Some(position) = newest_with_id(db, id)? else {
        return Ok(None);
    };
    db.prepare_cached(AT_POSITION)?.query_row([position], rows::message).optional()
}

/// See [`webchat_core::store::Store::find_own`].
pub(crate) fn find_own(db: &Connection, sender: &UserId, id: &MessageId) -> Result<Option<Message>> {
    let mut query = db.prepare_cached(KNOWN)?;
    let found = query.query_row([id.as_str(), sender.as_str()], rows::message).optional()?;
    Ok(found.filter(|message| message.deleted_at.is_none() && message.notice.is_none()))
}

fn newest_with_id(db: &Connection, id: &MessageId) -> Result<Option<i64>> {
    db.prepare_cached(NEWEST_WITH_ID)?.query_row([id.as_str()], |row| row.get(0))
}
