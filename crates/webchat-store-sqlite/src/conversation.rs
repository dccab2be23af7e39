//! What becomes of a conversation as a whole: making one, changing what is said of it, and telling of it. Runs inside the
//! writer's transaction.

use rusqlite::{Connection, OptionalExtension, Result, params};
use webchat_core::rights::{self, Deed};
use webchat_core::store::{Alteration, Appended, ConversationChange, Facts, NewConversation, Refusal, Terms};
use webchat_protocol::{Message, Notice, Role, Seq, Timestamp};

use crate::append::{ADVANCE, KNOWN, conversation};
use crate::facts::{Seat, kind_word, posting_word, role_of, seat, visibility_word};
use crate::failure::json;
use crate::members::{self, Newcomers};
use crate::rows::{self, number};

const CREATE: &str = "INSERT INTO conversations (name, kind) VALUES (?1, ?2)";
pub(crate) const SAY_OF: &str = "UPDATE conversations SET title = ?2, description = ?3, visibility = ?4, \
    posting = ?5, archived_at = ?6, member_count = ?7, folded = ?8 WHERE id = ?1";
const TELL: &str = "INSERT INTO messages (conversation, seq, change_seq, id, sender, text, created_at, notice) \
    VALUES (?1, ?2, ?2, ?3, ?4, '', ?5, ?6)";

type Outcome<T> = std::result::Result<T, Refusal>;

/// Makes a change, or finds that it is so already or can't be.
pub(crate) fn change(db: &Connection, change: &ConversationChange) -> Result<Outcome<Appended>> {
    if let Alteration::Create(new, terms) = &change.what {
        return create(db, change, new, terms);
    }
    let Some(mut seat) = seat(db, &change.conversation_id, &change.by, change.is_admin)? else {
        return Ok(Err(Refusal::Hidden));
    };
    let target = match &change.what {
        Alteration::Remove(user) | Alteration::Role(user, _) => role_of(db, seat.conversation, user)?,
        _ => None,
    };
    if seat.role.is_some() && matches!(change.what, Alteration::Join(_)) {
        return Ok(Err(Refusal::Unchanged));
    }
    let deed = Deed::of(&change.what, target);
    if let Err(refusal) = rights::check_change(&seat.facts, seat.role, change.is_admin, deed) {
        return Ok(Err(refusal));
    }
    if known(db, change)?.is_some() {
        return Ok(Err(Refusal::IdTaken));
    }
    match effect(db, change, &mut seat, target)? {
        Ok(notice) => {
            say_of(db, seat.conversation, &seat.facts)?;
            let seq = Seq(seat.head.0 + 1);
            tell(db, change, seat.conversation, seq, notice).map(|told| Ok(Appended::Fresh(told)))
        }
        Err(refusal) => Ok(Err(refusal)),
    }
}

fn create(
    db: &Connection,
    change: &ConversationChange,
    new: &NewConversation,
    terms: &Terms,
) -> Result<Outcome<Appended>> {
    match known(db, change)? {
        Some(message) if matches!(message.notice, Some(Notice::Created { .. })) => {
            return Ok(Ok(Appended::Known(message)));
        }
        Some(_) => return Ok(Err(Refusal::IdTaken)),
        None if conversation(db, &change.conversation_id)?.is_some() => return Ok(Err(Refusal::IdTaken)),
        None => {}
    }
    let newcomers = Newcomers { by: &change.by, at: change.at, terms, first: Some(Role::Owner) };
    let user_ids = match newcomers.check(db, None, &new.user_ids)? {
        Ok(user_ids) => user_ids,
        Err(refusal) => return Ok(Err(refusal)),
    };
    db.prepare_cached(CREATE)?.execute([change.conversation_id.as_str(), kind_word(new.kind)])?;
    let (conversation, seq) = (db.last_insert_rowid(), Seq(1));
    newcomers.admit(db, conversation, seq, &user_ids)?;
    let facts = Facts {
        kind: new.kind,
        name: new.name.clone(),
        description: new.description.clone(),
        visibility: new.visibility,
        posting: new.posting,
        member_count: Some(1 + members::count(user_ids.len())),
        archived_at: None,
    };
    say_of(db, conversation, &facts)?;
    tell(db, change, conversation, seq, Notice::Created { user_ids }).map(|told| Ok(Appended::Fresh(told)))
}

/// Does it, but for what stands in the conversation's own row: that is changed in the seat. Answers what to tell.
fn effect(
    db: &Connection,
    change: &ConversationChange,
    seat: &mut Seat,
    target: Option<Role>,
) -> Result<Outcome<Notice>> {
    match &change.what {
        Alteration::Add(user_ids, terms) => members::add(db, change, seat, user_ids, terms),
        Alteration::Join(terms) => members::join(db, change, seat, terms),
        Alteration::Leave => members::leave(db, change, seat),
        Alteration::Remove(user) => members::remove(db, seat, user, target),
        Alteration::Role(user, role) => members::set_role(db, seat, user, target, *role),
        // Made elsewhere.
        Alteration::Create(..) => Ok(Err(Refusal::Fixed)),
        said => Ok(say(&mut seat.facts, said, change.at)),
    }
}

/// Changes what is said of a conversation.
fn say(facts: &mut Facts, what: &Alteration, at: Timestamp) -> Outcome<Notice> {
    let before = facts.clone();
    let notice = match what {
        Alteration::Rename(None) if facts.visibility.is_some() => return Err(Refusal::Fixed),
        Alteration::Rename(name) => {
            facts.name.clone_from(name);
            Notice::Renamed { name: name.clone().unwrap_or_default() }
        }
        Alteration::Describe(description) => {
            facts.description.clone_from(description);
            Notice::Described { description: description.clone().unwrap_or_default() }
        }
        Alteration::Posting(posting) => {
            facts.posting = *posting;
            Notice::Posting { posting: *posting }
        }
        Alteration::Visibility(visibility) => {
            facts.visibility = Some(*visibility);
            Notice::Visibility { visibility: *visibility }
        }
        Alteration::Archive(true) => {
            facts.archived_at.get_or_insert(at);
            Notice::Archived
        }
        _ => {
            facts.archived_at = None;
            Notice::Unarchived
        }
    };
    if *facts == before { Err(Refusal::Unchanged) } else { Ok(notice) }
}

fn say_of(db: &Connection, conversation: i64, facts: &Facts) -> Result<()> {
    let words = [facts.name.as_deref(), facts.description.as_deref()];
    let is_listed = facts.is_open() && facts.member_count.is_some();
    let folded = is_listed.then(|| words.map(|text| text.unwrap_or_default().to_lowercase()).join("\n"));
    db.prepare_cached(SAY_OF)?.execute(params![
        conversation,
        facts.name,
        facts.description,
        facts.visibility.map(visibility_word),
        posting_word(facts.posting),
        facts.archived_at.map(Timestamp::millis),
        facts.member_count,
        folded,
    ])?;
    Ok(())
}

/// Stores the notice at the end of the conversation.
fn tell(
    db: &Connection,
    change: &ConversationChange,
    conversation: i64,
    seq: Seq,
    notice: Notice,
) -> Result<Message> {
    let text = serde_json::to_string(&notice).map_err(json)?;
    let (id, by) = (change.id.as_str(), change.by.as_str());
    db.prepare_cached(TELL)?.execute(params![conversation, number(seq), id, by, change.at.millis(), text])?;
    db.prepare_cached(ADVANCE)?.execute(params![conversation, number(seq), db.last_insert_rowid()])?;
    Ok(change.placed(seq, notice))
}

fn known(db: &Connection, change: &ConversationChange) -> Result<Option<Message>> {
    let mut query = db.prepare_cached(KNOWN)?;
    query.query_row([change.id.as_str(), change.by.as_str()], rows::message).optional()
}
