//! The classic history of one user: the conversations that they are in, merged in the order of storing.
//!
//! Within a conversation the order of `seq` is that of storing, so each is one walk back along an index, and the newest of
//! what they have reached comes next. What is newer than `before` is stepped over: that is what the one who asks has paged
//! through already.

use std::collections::BinaryHeap;

use rusqlite::{Connection, Result, params};
use webchat_protocol::{ConversationId, Message, MessageId, UserId};

use super::history::{AT_POSITION, POSITIONS_WITH_ID};
use crate::facts::seat;
use crate::rows;

pub(super) const MINE: &str =
    "SELECT conversation FROM members WHERE user = ?1 UNION SELECT id FROM conversations WHERE id = 1";
pub(super) const STEP_BACK: &str = "SELECT position, seq FROM messages INDEXED BY messages_live \
    WHERE conversation = ?1 AND deleted_at IS NULL AND notice IS NULL AND seq < ?2 ORDER BY seq DESC LIMIT ?3";

/// Places that are read at once along one conversation.
const STEP: i64 = 32;

/// See [`webchat_core::store::Store::history_of`].
pub(crate) fn history_of(
    db: &Connection,
    user: &UserId,
    before: Option<&MessageId>,
    limit: usize,
) -> Result<Option<Vec<Message>>> {
    let end = match before {
        None => i64::MAX,
        Some(id) => match position_for(db, user, id)? {
            Some(position) => position,
            None => return Ok(None),
        },
    };
    let mut messages = Vec::new();
    let mut walks = walks(db, user, end)?;
    let mut at = db.prepare_cached(AT_POSITION)?;
    while messages.len() < limit
        && let Some(mut walk) = walks.pop()
    {
        messages.push(at.query_row([walk.position], rows::message)?);
        if walk.step(db, i64::MAX)? {
            walks.push(walk);
        }
    }
    messages.reverse();
    Ok(Some(messages))
}

/// The newest message with this id that the user may see.
fn position_for(db: &Connection, user: &UserId, id: &MessageId) -> Result<Option<i64>> {
    let mut query = db.prepare_cached(POSITIONS_WITH_ID)?;
    let found = query.query_map([id.as_str()], |row| Ok((row.get(0)?, rows::conversation_name(row, 1)?)))?;
    let mut found = found.collect::<Result<Vec<(i64, ConversationId)>>>()?;
    found.sort_unstable();
    for (position, conversation) in found.into_iter().rev() {
        if seat(db, &conversation, user, false)?.is_some_and(|seat| seat.role.is_some()) {
            return Ok(Some(position));
        }
    }
    Ok(None)
}

/// Where each conversation of the user's stands before the position `end`.
fn walks(db: &Connection, user: &UserId, end: i64) -> Result<BinaryHeap<Walk>> {
    let mut query = db.prepare_cached(MINE)?;
    let mine = query.query_map([user.as_str()], |row| row.get(0))?.collect::<Result<Vec<i64>>>()?;
    let mut walks = BinaryHeap::with_capacity(mine.len());
    for conversation in mine {
        let mut walk = Walk { position: i64::MAX, conversation, below: i64::MAX, ahead: Vec::new() };
        if walk.step(db, end)? {
            walks.push(walk);
        }
    }
    Ok(walks)
}

/// One conversation on the way back. The order is that of the position reached.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct Walk {
    position: i64,
    conversation: i64,
    /// The `seq` below which nothing was read yet.
    below: i64,
    /// Positions that were read and not reached yet, the newest last.
    ahead: Vec<i64>,
}

impl Walk {
    /// Goes on to the next position before `end`; false when there is none.
    fn step(&mut self, db: &Connection, end: i64) -> Result<bool> {
        loop {
            if self.ahead.is_empty() && !self.read_on(db)? {
                return Ok(false);
            }
            if let Some(position) = self.ahead.pop().filter(|position| *position < end) {
                self.position = position;
                return Ok(true);
            }
        }
    }

    fn read_on(&mut self, db: &Connection) -> Result<bool> {
        let mut query = db.prepare_cached(STEP_BACK)?;
        let mut found = query.query(params![self.conversation, self.below, STEP])?;
        while let Some(row) = found.next()? {
            self.ahead.push(row.get(0)?);
            self.below = row.get(1)?;
        }
        self.ahead.reverse();
        Ok(!self.ahead.is_empty())
    }
}
