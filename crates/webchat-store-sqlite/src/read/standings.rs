//! A user's conversations, as a list shows them.

use rusqlite::{Connection, OptionalExtension, Result, Row, params};
use webchat_core::store::{Facts, Standing, UNREAD_LOOKS_BACK};
use webchat_protocol::{ConversationId, Seq, UserId};

use crate::facts::{FACTS, facts, role, select_facts};
use crate::rows::{self, number, row_limit};

/// Counts the messages of others than `?1` that are behind `read_seq` in the conversation `c.id`, up to 100 and among
/// the newest so many. The inner query gives its rows one by one, and is left as soon as there are 100.
macro_rules! unread {
    ($read_seq:literal, $looks_back:literal) => {
        concat!(
            "(SELECT count(*) FROM (SELECT 1 FROM (SELECT u.sender FROM messages u INDEXED BY messages_live ",
            "WHERE u.conversation = c.id AND u.deleted_at IS NULL AND u.notice IS NULL AND u.seq > ",
            $read_seq,
            " ORDER BY u.seq DESC LIMIT ",
            $looks_back,
            ") WHERE sender <> ?1 LIMIT 100))"
        )
    };
}

/// Unread of one conversation `?2`, read up to `?3`, among the newest `?4`.
pub(super) const UNREAD: &str =
    concat!("SELECT ", unread!("?3", "?4"), " FROM conversations c WHERE c.id = ?2");

/// `SELECT` of the columns that [`standing`] reads, from `mine (conversation, read_seq, newest, role)`. `?3` is how far
/// back unread messages are looked for.
macro_rules! select_standing {
    ($mine:literal, $order:literal) => {
        concat!(
            "WITH mine (conversation, read_seq, newest, role) AS (",
            $mine,
            ") SELECT c.name, c.head, mine.read_seq, ",
            unread!("mine.read_seq", "?3"),
            ", mine.role, ",
            select_facts!(),
            ", m.position, c.name, m.seq, m.change_seq, m.id, m.sender, m.receiver, m.text, m.created_at, m.deleted_at,
            m.edited_at, m.reactions, m.notice
            FROM mine JOIN conversations c ON c.id = mine.conversation
            LEFT JOIN messages m ON m.position = mine.newest ",
            $order
        )
    };
}

// `general` has everybody and so no row per member; the newest others fill what is left of the limit. That is the
// same as the newest of all with `general` in the place of the last one, if it would not be among them.
pub(super) const STANDINGS: &str = select_standing!(
    "SELECT * FROM (
        SELECT m.conversation, m.read_seq, c.last_position, m.role
        FROM members m JOIN conversations c ON c.id = m.conversation
        WHERE m.user = ?1 AND m.conversation <> 1
        ORDER BY c.last_position DESC, c.id DESC LIMIT ?2 - 1)
    UNION ALL
    SELECT c.id, ifnull((SELECT read_seq FROM members WHERE user = ?1 AND conversation = c.id), 0),
        c.last_position, NULL
    FROM conversations c WHERE c.id = 1",
    "ORDER BY mine.newest DESC, c.id DESC"
);

/// How `?1` stands in the conversation `?2`, if they are in it.
pub(super) const STANDING: &str = select_standing!(
    "SELECT c.id, ifnull(m.read_seq, 0), c.last_position, m.role
    FROM conversations c LEFT JOIN members m ON m.user = ?1 AND m.conversation = c.id
    WHERE c.name = ?2 AND (c.id = 1 OR m.user IS NOT NULL)",
    ""
);

/// See [`webchat_core::store::Store::standings`]. Where nothing is left to show, the newer conversation is first.
pub(crate) fn standings(db: &Connection, user: &UserId, limit: usize) -> Result<Vec<Standing>> {
    if limit == 0 {
        return Ok(Vec::new());
    }
    let mut query = db.prepare_cached(STANDINGS)?;
    let asked = params![user.as_str(), row_limit(limit), row_limit(UNREAD_LOOKS_BACK)];
    query.query_map(asked, standing)?.collect()
}

/// See [`webchat_core::store::Rosters::standings_in`].
pub(crate) fn standings_in(
    db: &Connection,
    id: &ConversationId,
    users: &[UserId],
) -> Result<Vec<(UserId, Standing)>> {
    let mut query = db.prepare_cached(STANDING)?;
    let mut standings = Vec::with_capacity(users.len());
    for user in users {
        let asked = params![user.as_str(), id.as_str(), row_limit(UNREAD_LOOKS_BACK)];
        let found = query.query_row(asked, standing).optional()?;
        // A pair is there before anybody wrote.
        let found = found.or_else(|| (id.pair().is_some() && id.includes(user)).then(|| untouched(id)));
        standings.extend(found.map(|standing| (user.clone(), standing)));
    }
    Ok(standings)
}

fn untouched(id: &ConversationId) -> Standing {
    Standing {
        conversation_id: id.clone(),
        facts: Facts::direct(),
        role: None,
        head: Seq(0),
        read_seq: Seq(0),
        unread: 0,
        last_message: None,
    }
}

/// The columns before those of the facts.
const BEFORE_FACTS: usize = 5;
const MESSAGE: usize = BEFORE_FACTS + FACTS;

fn standing(row: &Row<'_>) -> Result<Standing> {
    let has_message = row.get::<_, Option<i64>>(MESSAGE)?.is_some();
    Ok(Standing {
        conversation_id: rows::conversation_name(row, 0)?,
        facts: facts(row, BEFORE_FACTS)?,
        role: role(row, 4)?,
        head: rows::seq(row, 1)?,
        read_seq: rows::seq(row, 2)?,
        unread: row.get(3)?,
        last_message: if has_message { Some(rows::message_from(row, MESSAGE)?) } else { None },
    })
}

/// Messages of others behind a read position, as far as they are counted.
pub(crate) fn unread(db: &Connection, user: &UserId, conversation: i64, read: Seq) -> Result<u32> {
    let mut query = db.prepare_cached(UNREAD)?;
    let asked = params![user.as_str(), conversation, number(read), row_limit(UNREAD_LOOKS_BACK)];
    query.query_row(asked, |row| row.get(0))
}
