//! What a change does to the tables, and saying something new. Runs inside the writer's transaction.

use rusqlite::{Connection, OptionalExtension, Result, params};
use webchat_core::store::{Appended, Change, NewMessage, Refusal};
use webchat_protocol::{ConversationId, Message, Seq, UserId};

use crate::alter;
use crate::rows::{self, number, select_message};

pub(crate) const KNOWN: &str = select_message!("WHERE m.id = ?1 AND m.sender = ?2");
pub(crate) const CONVERSATION: &str = "SELECT id, head FROM conversations WHERE name = ?1";
const CREATE: &str = "INSERT INTO conversations (name, kind) VALUES (?1, ?2)";
const ADMIT: &str = "INSERT INTO members (user, conversation) VALUES (?1, ?2) ON CONFLICT DO NOTHING";
const INSERT: &str = "INSERT INTO messages (conversation, seq, change_seq, id, sender, receiver, text, created_at) \
    VALUES (?1, ?2, ?2, ?3, ?4, ?5, ?6, ?7) ON CONFLICT (id, sender) DO NOTHING";
pub(crate) const ADVANCE: &str = "UPDATE conversations SET head = ?2, last_position = ?3 WHERE id = ?1";

/// Makes one change, or finds that it is made already or can't be.
pub(crate) fn apply(db: &Connection, change: &Change) -> Result<std::result::Result<Appended, Refusal>> {
    match change {
        Change::Send(message) => send(db, message).map(Ok),
        Change::Edit(edition) => alter::edit(db, edition),
        Change::React(reaction) => alter::react(db, reaction),
        Change::Delete(deletion) => alter::delete(db, deletion),
    }
}

/// Stores a message at the end of its conversation, unless its sender's `id` is there already.
pub(crate) fn send(db: &Connection, new: &NewMessage) -> Result<Appended> {
    let (conversation, head) = match conversation(db, &new.conversation_id)? {
        Some(found) => found,
        None => match known(db, new)? {
            Some(message) => return Ok(Appended::Known(message)),
            None => (create(db, &new.conversation_id)?, Seq(0)),
        },
    };
    let seq = Seq(head.0 + 1);
    // The unique index answers whether it is known: asking first would walk it twice.
    if insert(db, conversation, seq, new)? == 0
        && let Some(message) = known(db, new)?
    {
        return Ok(Appended::Known(message));
    }
    db.prepare_cached(ADVANCE)?.execute(params![conversation, number(seq), db.last_insert_rowid()])?;
    Ok(Appended::Fresh(new.placed(seq)))
}

/// A conversation's key and head; `None` when nobody wrote to it yet.
pub(crate) fn conversation(db: &Connection, id: &ConversationId) -> Result<Option<(i64, Seq)>> {
    let mut query = db.prepare_cached(CONVERSATION)?;
    query.query_row([id.as_str()], |row| Ok((row.get(0)?, rows::seq(row, 1)?))).optional()
}

fn known(db: &Connection, new: &NewMessage) -> Result<Option<Message>> {
    let mut query = db.prepare_cached(KNOWN)?;
    query.query_row([new.id.as_str(), new.sender_id.as_str()], rows::message).optional()
}

fn create(db: &Connection, id: &ConversationId) -> Result<i64> {
    let members = id.pair();
    let kind = if members.is_some() { "direct" } else { "channel" };
    db.prepare_cached(CREATE)?.execute([id.as_str(), kind])?;
    let conversation = db.last_insert_rowid();
    if let Some((one, other)) = members {
        let mut admit = db.prepare_cached(ADMIT)?;
        admit.execute(params![one.as_str(), conversation])?;
        admit.execute(params![other.as_str(), conversation])?;
    }
    Ok(conversation)
}

fn insert(db: &Connection, conversation: i64, seq: Seq, new: &NewMessage) -> Result<usize> {
    db.prepare_cached(INSERT)?.execute(params![
        conversation,
        number(seq),
        new.id.as_str(),
        new.sender_id.as_str(),
        new.receiver_id.as_ref().map(UserId::as_str),
        new.text,
        new.created_at.millis(),
    ])
}
