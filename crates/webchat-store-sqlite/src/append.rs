//! What a change does to the tables. Runs inside the writer's transaction.

use rusqlite::{Connection, OptionalExtension, Result, params};
use webchat_core::store::{Appended, Change, Deletion, NewMessage, Refusal};
use webchat_protocol::{ConversationId, Message, Seq, UserId};

use crate::rows::{self, number, select_message};

pub(crate) const KNOWN: &str = select_message!("WHERE m.id = ?1 AND m.sender = ?2");
pub(crate) const AT: &str = select_message!("WHERE m.conversation = ?1 AND m.seq = ?2");
pub(crate) const CONVERSATION: &str = "SELECT id, head FROM conversations WHERE name = ?1";
const CREATE: &str = "INSERT INTO conversations (name, kind) VALUES (?1, ?2)";
const ADMIT: &str = "INSERT INTO members (user, conversation) VALUES (?1, ?2) ON CONFLICT DO NOTHING";
const INSERT: &str = "INSERT INTO messages (conversation, seq, change_seq, id, sender, receiver, text, created_at) \
    VALUES (?1, ?2, ?2, ?3, ?4, ?5, ?6, ?7) ON CONFLICT (id, sender) DO NOTHING";
pub(crate) const ADVANCE: &str = "UPDATE conversations SET head = ?2, last_position = ?3 WHERE id = ?1";
pub(crate) const BURY: &str =
    "UPDATE messages SET text = '', deleted_at = ?3, change_seq = ?4 WHERE conversation = ?1 AND seq = ?2";
pub(crate) const AFTER_DELETION: &str = "UPDATE conversations SET head = ?2, last_position = (\
    SELECT position FROM messages WHERE conversation = ?1 AND deleted_at IS NULL ORDER BY seq DESC LIMIT 1\
    ) WHERE id = ?1";

/// Makes one change, or finds that it is made already or can't be.
pub(crate) fn apply(db: &Connection, change: &Change) -> Result<std::result::Result<Appended, Refusal>> {
    match change {
        Change::Send(message) => send(db, message).map(Ok),
        Change::Delete(deletion) => delete(db, deletion),
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
    Ok(Appended::Fresh(placed(new, seq)))
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
    let members = id.members();
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

fn placed(new: &NewMessage, seq: Seq) -> Message {
    Message {
        id: new.id.clone(),
        text: new.text.clone(),
        sender_id: new.sender_id.clone(),
        receiver_id: new.receiver_id.clone(),
        created_at: new.created_at,
        conversation_id: new.conversation_id.clone(),
        seq,
        change_seq: None,
        deleted_at: None,
    }
}

fn delete(db: &Connection, deletion: &Deletion) -> Result<std::result::Result<Appended, Refusal>> {
    let Some((conversation, head)) = conversation(db, &deletion.conversation_id)? else {
        return Ok(Err(Refusal::NotFound));
    };
    let mut at = db.prepare_cached(AT)?;
    let found = at.query_row(params![conversation, number(deletion.seq)], rows::message).optional()?;
    let Some(message) = found else {
        return Ok(Err(Refusal::NotFound));
    };
    if deletion.by.as_ref().is_some_and(|user| *user != message.sender_id) {
        return Ok(Err(Refusal::NotYours));
    }
    if message.deleted_at.is_some() {
        return Ok(Ok(Appended::Known(message)));
    }
    bury(db, conversation, Seq(head.0 + 1), deletion)?;
    let change_seq = Some(Seq(head.0 + 1));
    let tombstone = Message { text: String::new(), change_seq, deleted_at: Some(deletion.at), ..message };
    Ok(Ok(Appended::Fresh(tombstone)))
}

fn bury(db: &Connection, conversation: i64, change_seq: Seq, deletion: &Deletion) -> Result<()> {
    let (seq, change_seq) = (number(deletion.seq), number(change_seq));
    db.prepare_cached(BURY)?.execute(params![conversation, seq, deletion.at.millis(), change_seq])?;
    db.prepare_cached(AFTER_DELETION)?.execute(params![conversation, change_seq])?;
    Ok(())
}
