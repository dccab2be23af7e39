//! What changes a message that is stored: an edit, a reaction, a deletion. Runs inside the writer's transaction.

use rusqlite::{Connection, OptionalExtension, Result, params};
use webchat_core::store::{Appended, Deletion, Edition, ReactionChange, Refusal};
use webchat_protocol::{ConversationId, Message, Seq, Timestamp};

use crate::append::conversation;
use crate::reactions;
use crate::rows::{self, number, select_message};

pub(crate) const AT: &str = select_message!("WHERE m.conversation = ?1 AND m.seq = ?2");
// `deleted_at` stays out of it: naming it would have SQLite write the indexes that it is in as well.
pub(crate) const ALTER: &str = "UPDATE messages SET text = ?3, edited_at = ?4, reactions = ?5, change_seq = ?6 \
    WHERE conversation = ?1 AND seq = ?2";
pub(crate) const TAKE_SEQ: &str = "UPDATE conversations SET head = ?2 WHERE id = ?1";
pub(crate) const BURY: &str = "UPDATE messages SET text = '', edited_at = NULL, reactions = NULL, deleted_at = ?3, \
    change_seq = ?4 WHERE conversation = ?1 AND seq = ?2";
pub(crate) const AFTER_DELETION: &str = "UPDATE conversations SET head = ?2, last_position = (\
    SELECT position FROM messages WHERE conversation = ?1 AND deleted_at IS NULL ORDER BY seq DESC LIMIT 1\
    ) WHERE id = ?1";

type Outcome = std::result::Result<Appended, Refusal>;

/// A stored message, the key of its conversation, and the seq that a change to it takes.
struct Found {
    conversation: i64,
    next: Seq,
    message: Message,
}

/// Gives a message another text.
pub(crate) fn edit(db: &Connection, edition: &Edition) -> Result<Outcome> {
    let Some(found) = live(db, &edition.conversation_id, edition.seq)? else {
        return Ok(Err(Refusal::NotFound));
    };
    if found.message.sender_id != edition.by {
        return Ok(Err(Refusal::NotYours));
    }
    if found.message.text == edition.text {
        return Ok(Ok(Appended::Known(found.message)));
    }
    let message = Message { text: edition.text.clone(), edited_at: Some(edition.at), ..found.message };
    alter(db, Found { message, ..found })
}

/// Gives a message a reaction, or takes one away.
pub(crate) fn react(db: &Connection, change: &ReactionChange) -> Result<Outcome> {
    let Some(mut found) = live(db, &change.conversation_id, change.seq)? else {
        return Ok(Err(Refusal::NotFound));
    };
    match reactions::set(&mut found.message.reactions, change) {
        Ok(true) => alter(db, found),
        Ok(false) => Ok(Ok(Appended::Known(found.message))),
        Err(refusal) => Ok(Err(refusal)),
    }
}

/// Makes a message a tombstone.
pub(crate) fn delete(db: &Connection, deletion: &Deletion) -> Result<Outcome> {
    let Some(found) = find(db, &deletion.conversation_id, deletion.seq)? else {
        return Ok(Err(Refusal::NotFound));
    };
    if deletion.by.as_ref().is_some_and(|user| *user != found.message.sender_id) {
        return Ok(Err(Refusal::NotYours));
    }
    if found.message.deleted_at.is_some() {
        return Ok(Ok(Appended::Known(found.message)));
    }
    let (seq, next) = (number(deletion.seq), number(found.next));
    db.prepare_cached(BURY)?.execute(params![found.conversation, seq, deletion.at.millis(), next])?;
    db.prepare_cached(AFTER_DELETION)?.execute(params![found.conversation, next])?;
    Ok(Ok(Appended::Fresh(Message {
        text: String::new(),
        change_seq: Some(found.next),
        edited_at: None,
        reactions: Vec::new(),
        deleted_at: Some(deletion.at),
        ..found.message
    })))
}

/// Stores what a message has become.
fn alter(db: &Connection, found: Found) -> Result<Outcome> {
    let Found { conversation, next, message } = found;
    db.prepare_cached(ALTER)?.execute(params![
        conversation,
        number(message.seq),
        message.text,
        message.edited_at.map(Timestamp::millis),
        reactions::to_text(&message.reactions),
        number(next),
    ])?;
    db.prepare_cached(TAKE_SEQ)?.execute(params![conversation, number(next)])?;
    Ok(Ok(Appended::Fresh(Message { change_seq: Some(next), ..message })))
}

/// A message that is there and not deleted.
fn live(db: &Connection, id: &ConversationId, seq: Seq) -> Result<Option<Found>> {
    Ok(find(db, id, seq)?.filter(|found| found.message.deleted_at.is_none()))
}

fn find(db: &Connection, id: &ConversationId, seq: Seq) -> Result<Option<Found>> {
    let Some((conversation, head)) = conversation(db, id)? else {
        return Ok(None);
    };
    let mut at = db.prepare_cached(AT)?;
    let message = at.query_row(params![conversation, number(seq)], rows::message).optional()?;
    Ok(message.map(|message| Found { conversation, next: Seq(head.0 + 1), message }))
}
