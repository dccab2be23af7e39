//! How far a user has read.

use rusqlite::{Connection, OptionalExtension, Result, params};
use webchat_core::store::ReadPosition;
use webchat_protocol::{ConversationId, Seq, UserId};

use crate::append::conversation;
use crate::read::unread;
use crate::rows::{self, number};
use crate::schema::GENERAL;

pub(crate) const POSITION: &str = "SELECT read_seq FROM members WHERE user = ?1 AND conversation = ?2";
const MOVE: &str = "INSERT INTO members (user, conversation, read_seq) VALUES (?1, ?2, ?3) \
    ON CONFLICT DO UPDATE SET read_seq = excluded.read_seq";

/// See [`webchat_core::store::Store::read_up_to`]. Who is in no conversation with this name has read nothing of
/// it, and nothing is kept.
pub(crate) fn read_up_to(
    db: &Connection,
    user: &UserId,
    id: &ConversationId,
    seq: Seq,
) -> Result<ReadPosition> {
    let nothing = ReadPosition { seq: Seq(0), unread: 0 };
    let Some((conversation, head)) = conversation(db, id)? else {
        return Ok(nothing);
    };
    let present = position(db, user, conversation)?;
    if present.is_none() && conversation != GENERAL {
        return Ok(nothing);
    }
    let wanted = seq.min(head);
    if present.is_none_or(|present| present < wanted) {
        set(db, user, conversation, wanted)?;
    }
    let seq = present.unwrap_or_default().max(wanted);
    Ok(ReadPosition { seq, unread: unread(db, user, conversation, seq)? })
}

/// Puts a user's read position where it is told, forward or back.
pub(crate) fn set(db: &Connection, user: &UserId, conversation: i64, seq: Seq) -> Result<()> {
    db.prepare_cached(MOVE)?.execute(params![user.as_str(), conversation, number(seq)])?;
    Ok(())
}

fn position(db: &Connection, user: &UserId, conversation: i64) -> Result<Option<Seq>> {
    let mut query = db.prepare_cached(POSITION)?;
    query.query_row(params![user.as_str(), conversation], |row| rows::seq(row, 0)).optional()
}
