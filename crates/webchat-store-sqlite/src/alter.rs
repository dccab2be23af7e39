//! What changes a message that is stored: an edit, a reaction, a deletion. Runs inside the writer's transaction.

use rusqlite::{Connection, OptionalExtension, Result, params};
use webchat_core::rights::{self, Deed};
use webchat_core::store::{Appended, Deletion, Edition, ReactionChange, Refusal};
use webchat_protocol::{ConversationId, Message, Seq, Timestamp, UserId};

use crate::append::conversation;
use crate::facts::{Seat, seat};
use crate::rows::{self, number, select_message};
use crate::{figures, reactions};

pub(crate) const AT: &str = select_message!("WHERE m.conversation = ?1 AND m.seq = ?2");
// `deleted_at` stays out of it: naming it would have SQLite write the indexes that it is in as well.
pub(crate) const ALTER: &str = "UPDATE messages SET text = ?3, edited_at = ?4, reactions = ?5, change_seq = ?6 \
    WHERE conversation = ?1 AND seq = ?2";
pub(crate) const TAKE_SEQ: &str = "UPDATE conversations SET head = ?2 WHERE id = ?1";
pub(crate) const BURY: &str = "UPDATE messages SET text = '', edited_at = NULL, reactions = NULL, deleted_at = ?3, \
    change_seq = ?4 WHERE conversation = ?1 AND seq = ?2";
pub(crate) const AFTER_DELETION: &str = "UPDATE conversations SET head = ?2, last_position = (\
    SELECT max(position) FROM (\
    SELECT * FROM (SELECT position FROM messages INDEXED BY messages_live \
    WHERE conversation = ?1 AND deleted_at IS NULL AND notice IS NULL ORDER BY seq DESC LIMIT 1) \
    UNION ALL SELECT * FROM (SELECT position FROM messages INDEXED BY messages_notices \
    WHERE conversation = ?1 AND notice IS NOT NULL ORDER BY seq DESC LIMIT 1))) WHERE id = ?1";

type Outcome = std::result::Result<Appended, Refusal>;

/// A stored message, the key of its conversation, and the seq that a change to it takes.
struct Found {
    conversation: i64,
    next: Seq,
    message: Message,
    /// Whether whoever asks looks after the conversation.
    may_moderate: bool,
}

/// Gives a message another text.
pub(crate) fn edit(db: &Connection, edition: &Edition) -> Result<Outcome> {
    let found = match live(db, &edition.conversation_id, edition.seq, &edition.by)? {
        Ok(found) => found,
        Err(refusal) => return Ok(Err(refusal)),
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
    let mut found = match live(db, &change.conversation_id, change.seq, &change.by)? {
        Ok(found) => found,
        Err(refusal) => return Ok(Err(refusal)),
    };
    match reactions::set(&mut found.message.reactions, change) {
        Ok(true) => alter(db, found),
        Ok(false) => Ok(Ok(Appended::Known(found.message))),
        Err(refusal) => Ok(Err(refusal)),
    }
}

/// Makes a message a tombstone.
pub(crate) fn delete(db: &Connection, deletion: &Deletion) -> Result<Outcome> {
    let by = deletion.by.as_ref();
    let found = match find(db, &deletion.conversation_id, deletion.seq, by, Deed::Withdraw)? {
        Ok(found) => found,
        Err(refusal) => return Ok(Err(refusal)),
    };
    if by.is_some_and(|user| *user != found.message.sender_id && !found.may_moderate) {
        return Ok(Err(Refusal::NotYours));
    }
    if found.message.deleted_at.is_some() {
        return Ok(Ok(Appended::Known(found.message)));
    }
    let (seq, next) = (number(deletion.seq), number(found.next));
    db.prepare_cached(BURY)?.execute(params![found.conversation, seq, deletion.at.millis(), next])?;
    db.prepare_cached(AFTER_DELETION)?.execute(params![found.conversation, next])?;
    figures::count(db, found.message.created_at, -1)?;
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
    let Found { conversation, next, message, .. } = found;
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

/// A message that is there, and not deleted, for somebody who edits or reacts.
fn live(
    db: &Connection,
    id: &ConversationId,
    seq: Seq,
    by: &UserId,
) -> Result<std::result::Result<Found, Refusal>> {
    let found = find(db, id, seq, Some(by), Deed::Touch)?;
    Ok(found.and_then(
        |found| {
            if found.message.deleted_at.is_none() { Ok(found) } else { Err(Refusal::NotFound) }
        },
    ))
}

/// A message that is there, for somebody who may do this in its conversation. A notice is for nobody.
fn find(
    db: &Connection,
    id: &ConversationId,
    seq: Seq,
    by: Option<&UserId>,
    deed: Deed,
) -> Result<std::result::Result<Found, Refusal>> {
    let place = match by.filter(|_| id.is_minted()) {
        Some(by) => match seat(db, id, by, false)? {
            None => return Ok(Err(Refusal::Hidden)),
            Some(Seat { conversation, head, facts, role }) => {
                if let Err(refusal) = rights::check(&facts, role, deed) {
                    return Ok(Err(refusal));
                }
                Some((conversation, head, rights::check(&facts, role, Deed::Moderate).is_ok()))
            }
        },
        None => conversation(db, id)?.map(|(conversation, head)| (conversation, head, false)),
    };
    let Some((conversation, head, may_moderate)) = place else { return Ok(Err(Refusal::NotFound)) };
    let mut at = db.prepare_cached(AT)?;
    let message = at.query_row(params![conversation, number(seq)], rows::message).optional()?;
    Ok(match message {
        None => Err(Refusal::NotFound),
        Some(message) if message.notice.is_some() => Err(Refusal::IsNotice),
        Some(message) => Ok(Found { conversation, next: Seq(head.0 + 1), message, may_moderate }),
    })
}
