//! Classic rows, one by one, as if they were sent now in the order of their times.

use rusqlite::{Connection, Result, Row};
use webchat_core::store::{Appended, NewMessage};
use webchat_protocol::{ConversationId, Timestamp, UserId};

use super::loose;
use crate::append;
use crate::rows::BadRow;

/// Rows between two lines of progress: a few seconds.
const PROGRESS: u64 = 100_000;

const TIMES: &str = "SELECT rowid, createdAt FROM messages ORDER BY rowid";
const ROW: &str = "SELECT id, text, senderId, receiverId FROM messages WHERE rowid = ?1";
/// Who has written is known. What was said before this server came counts as read.
const AFTERWARDS: &str = "
    INSERT INTO users (id, last_seen_at) SELECT sender, max(created_at) FROM messages GROUP BY sender;
    INSERT INTO members (user, conversation) SELECT id, 1 FROM users;
    UPDATE members SET read_seq = (SELECT head FROM conversations WHERE id = conversation);";

/// What became of the rows.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub(super) struct Counts {
    pub(super) messages: u64,
    pub(super) skipped: u64,
}

/// Stores every classic message that has a text.
pub(super) fn take_over(classic: &Connection, db: &Connection) -> Result<Counts> {
    let mut counts = Counts::default();
    let mut row_at = classic.prepare(ROW)?;
    for (created_at, rowid) in in_order(classic)? {
        match row_at.query_row([rowid], |row| new_message(row, created_at, rowid))? {
            Some(new) => {
                store(db, new, rowid)?;
                counts.messages += 1;
            }
            None => counts.skipped += 1,
        }
        let rows = counts.messages + counts.skipped;
        if rows.is_multiple_of(PROGRESS) {
            tracing::info!(rows, "importing the classic database");
        }
    }
    db.execute_batch(AFTERWARDS)?;
    Ok(counts)
}

/// The rows by their times, and those of one time as they were stored. A row without a time has that of the one
/// stored before it. This is all that is kept in memory of each: 16 bytes.
fn in_order(classic: &Connection) -> Result<Vec<(Timestamp, i64)>> {
    let mut latest = Timestamp::from_millis(0);
    let mut times = classic.prepare(TIMES)?;
    let rows = times.query_map([], |row| {
        latest = loose::time(row.get_ref(1)?).unwrap_or(latest);
        Ok((latest, row.get(0)?))
    })?;
    let mut order = rows.collect::<Result<Vec<_>>>()?;
    order.sort_unstable();
    Ok(order)
}

/// What a row says; `None` if it has no text. Without a receiver it goes to `general`.
fn new_message(row: &Row<'_>, created_at: Timestamp, rowid: i64) -> Result<Option<NewMessage>> {
    let Some(text) = loose::text(row.get_ref(1)?) else {
        return Ok(None);
    };
    let id = loose::message_id(row.get_ref(0)?, rowid).map_err(BadRow::Made)?;
    let sender = loose::text(row.get_ref(2)?).unwrap_or_default();
    let sender_id = loose::user(&sender).map_err(BadRow::Made)?;
    let receiver = loose::text(row.get_ref(3)?);
    let receiver_id = receiver.map(|text| loose::user(&text)).transpose().map_err(BadRow::Made)?;
    let conversation_id = conversation(&sender_id, receiver_id.as_ref());
    Ok(Some(NewMessage { conversation_id, id, sender_id, receiver_id, text, created_at, refused: None }))
}

fn conversation(sender: &UserId, receiver: Option<&UserId>) -> ConversationId {
    receiver.map_or_else(ConversationId::general, |receiver| ConversationId::direct(sender, receiver))
}

/// Stores a message. In the classic system the same sender could use an id twice: the later one gets another.
fn store(db: &Connection, mut new: NewMessage, rowid: i64) -> Result<()> {
    for attempt in 0.. {
        if let Ok(Appended::Fresh(_)) = append::send(db, &new)? {
            break;
        }
        new.id = loose::made_message_id(rowid, attempt).map_err(BadRow::Made)?;
    }
    Ok(())
}
