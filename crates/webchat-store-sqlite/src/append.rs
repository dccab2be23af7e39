//! What a change does to the tables, and saying something new. Runs inside the writer's transaction.

use rusqlite::{Connection, OptionalExtension, Result, params};
use webchat_core::rights::{self, Deed};
use webchat_core::store::{Appended, Change, NewMessage, Refusal};
use webchat_protocol::{ConversationId, Seq, UserId};

use crate::facts::seat;
use crate::rows::{self, number, select_message};
use crate::{alter, conversation, figures};

pub(crate) const KNOWN: &str = select_message!("WHERE m.id = ?1 AND m.sender = ?2");
pub(crate) const CONVERSATION: &str = "SELECT id, head FROM conversations WHERE name = ?1";
const CREATE: &str = "INSERT INTO conversations (name, kind) VALUES (?1, ?2)";
const ADMIT: &str = "INSERT INTO members (user, conversation) VALUES (?1, ?2) ON CONFLICT DO NOTHING";
const INSERT: &str = "INSERT INTO messages (conversation, seq, change_seq, id, sender, receiver, text, created_at) \
    VALUES (?1, ?2, ?2, ?3, ?4, ?5, ?6, ?7) ON CONFLICT (id, sender) DO NOTHING";
pub(crate) const ADVANCE: &str = "UPDATE conversations SET head = ?2, last_position = ?3 WHERE id = ?1";

type Outcome = std::result::Result<Appended, Refusal>;

/// Makes one change, or finds that it is made already or can't be.
pub(crate) fn apply(db: &Connection, change: &Change) -> Result<Outcome> {
    match change {
        Change::Send(message) => send(db, message),
        Change::Edit(edition) => alter::edit(db, edition),
        Change::React(reaction) => alter::react(db, reaction),
        Change::Delete(deletion) => alter::delete(db, deletion),
        Change::Conversation(of_all) => conversation::change(db, of_all),
    }
}

/// Stores a message at the end of its conversation, unless its sender's `id` is there already.
pub(crate) fn send(db: &Connection, new: &NewMessage) -> Result<Outcome> {
    let (conversation, head) = match place(db, new)? {
        Ok(Some(found)) => found,
        Ok(None) => match known(db, new)? {
            Some(known) => return Ok(known),
            None => (create(db, &new.conversation_id)?, Seq(0)),
        },
        // Whoever may not know of the conversation learns nothing of what was said in it either.
        Err(Refusal::Hidden) => return Ok(Err(Refusal::Hidden)),
        Err(refusal) => return Ok(known(db, new)?.unwrap_or(Err(refusal))),
    };
    let seq = Seq(head.0 + 1);
    // The unique index answers whether it is known: asking first would walk it twice.
    if insert(db, conversation, seq, new)? == 0
        && let Some(known) = known(db, new)?
    {
        return Ok(known);
    }
    db.prepare_cached(ADVANCE)?.execute(params![conversation, number(seq), db.last_insert_rowid()])?;
    figures::count(db, new.created_at, 1)?;
    Ok(Ok(Appended::Fresh(new.placed(seq))))
}

/// Where a message goes, for somebody who may say something there; `None` where nobody wrote yet.
fn place(db: &Connection, new: &NewMessage) -> Result<std::result::Result<Option<(i64, Seq)>, Refusal>> {
    if let Some(refusal) = &new.refused {
        return Ok(Err(refusal.clone()));
    }
    if !new.conversation_id.is_minted() {
        return conversation(db, &new.conversation_id).map(Ok);
    }
    let Some(seat) = seat(db, &new.conversation_id, &new.sender_id, false)? else {
        return Ok(Err(Refusal::Hidden));
    };
    let may = rights::check(&seat.facts, seat.role, Deed::Say);
    Ok(may.map(|()| Some((seat.conversation, seat.head))))
}

/// A conversation's key and head; `None` when nobody wrote to it yet.
pub(crate) fn conversation(db: &Connection, id: &ConversationId) -> Result<Option<(i64, Seq)>> {
    let mut query = db.prepare_cached(CONVERSATION)?;
    query.query_row([id.as_str()], |row| Ok((row.get(0)?, rows::seq(row, 1)?))).optional()
}

/// The message that the sender's `id` names already. What it names may be something else than a message.
fn known(db: &Connection, new: &NewMessage) -> Result<Option<Outcome>> {
    let mut query = db.prepare_cached(KNOWN)?;
    let found = query.query_row([new.id.as_str(), new.sender_id.as_str()], rows::message).optional()?;
    let Some(message) = found else { return Ok(None) };
    let is_theirs = message.notice.is_none() && may_see(db, new, &message.conversation_id)?;
    Ok(Some(if is_theirs { Ok(Appended::Known(message)) } else { Err(Refusal::IdTaken) }))
}

/// Whether the sender may see what they said there: who is no longer in a conversation may not.
fn may_see(db: &Connection, new: &NewMessage, there: &ConversationId) -> Result<bool> {
    if !there.is_minted() {
        return Ok(true);
    }
    Ok(seat(db, there, &new.sender_id, false)?.is_some_and(|seat| seat.role.is_some()))
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
