//! What a conversation is, as it stands in its row, and the words that columns hold for it.

use rusqlite::{Connection, OptionalExtension, Result, Row, params};
use webchat_core::store::Facts;
use webchat_protocol::{ConversationId, ConversationKind, Posting, Role, Seq, Timestamp, UserId, Visibility};

use crate::rows::{self, BadRow};
use crate::schema::GENERAL;

/// The columns that [`facts`] reads.
macro_rules! select_facts {
    () => {
        "c.kind, c.title, c.description, c.visibility, c.posting, c.member_count, c.archived_at"
    };
}
pub(crate) use select_facts;

/// How many columns those are.
pub(crate) const FACTS: usize = 7;

pub(crate) const SEAT: &str = concat!(
    "SELECT c.id, c.head, m.role, ",
    select_facts!(),
    " FROM conversations c LEFT JOIN members m ON m.user = ?2 AND m.conversation = c.id WHERE c.name = ?1"
);

/// A conversation, and what somebody may do in it.
pub(crate) struct Seat {
    /// Its key.
    pub(crate) conversation: i64,
    pub(crate) head: Seq,
    pub(crate) facts: Facts,
    /// `None` for somebody who is not in it.
    pub(crate) role: Option<Role>,
}

/// Where somebody sits; `None` when there is no such conversation. `is_admin` makes them an admin of `general`.
pub(crate) fn seat(
    db: &Connection,
    id: &ConversationId,
    user: &UserId,
    is_admin: bool,
) -> Result<Option<Seat>> {
    let mut query = db.prepare_cached(SEAT)?;
    let found = query.query_row([id.as_str(), user.as_str()], |row| {
        let conversation = row.get(0)?;
        let role = match conversation {
            GENERAL => Some(if is_admin { Role::Admin } else { Role::Member }),
            _ if !id.is_minted() => id.includes(user).then_some(Role::Member),
            _ => role(row, 2)?,
        };
        Ok(Seat { conversation, head: rows::seq(row, 1)?, facts: facts(row, 3)?, role })
    });
    found.optional()
}

/// The role that a member has; `None` for somebody who is not in it.
pub(crate) fn role_of(db: &Connection, conversation: i64, user: &UserId) -> Result<Option<Role>> {
    let mut query = db.prepare_cached(ROLE)?;
    let found = query.query_row(params![user.as_str(), conversation], |row| role(row, 0)).optional()?;
    Ok(found.flatten())
}

pub(crate) const ROLE: &str = "SELECT role FROM members WHERE user = ?1 AND conversation = ?2";

/// Reads the columns of `select_facts!`, which start at `first`.
pub(crate) fn facts(row: &Row<'_>, first: usize) -> Result<Facts> {
    Ok(Facts {
        kind: kind(row, first)?,
        name: row.get(first + 1)?,
        description: row.get(first + 2)?,
        visibility: visibility(row, first + 3)?,
        posting: posting(row, first + 4)?,
        member_count: row.get(first + 5)?,
        archived_at: row.get::<_, Option<i64>>(first + 6)?.map(Timestamp::from_millis),
    })
}

/// A column that holds a role, or nothing.
pub(crate) fn role(row: &Row<'_>, column: usize) -> Result<Option<Role>> {
    Ok(match row.get_ref(column)?.as_str_or_null()? {
        None => None,
        Some("member") => Some(Role::Member),
        Some("admin") => Some(Role::Admin),
        Some("owner") => Some(Role::Owner),
        Some(other) => return Err(BadRow::Word(other.to_owned()).into()),
    })
}

/// The word for a role.
pub(crate) fn role_word(role: Role) -> &'static str {
    match role {
        Role::Member => "member",
        Role::Admin => "admin",
        Role::Owner => "owner",
    }
}

/// The word for a kind.
pub(crate) fn kind_word(kind: ConversationKind) -> &'static str {
    match kind {
        ConversationKind::Direct => "direct",
        ConversationKind::Group => "group",
        ConversationKind::Channel => "channel",
    }
}

/// The word for a visibility.
pub(crate) fn visibility_word(visibility: Visibility) -> &'static str {
    match visibility {
        Visibility::Public => "public",
        Visibility::Private => "private",
    }
}

/// The word for who may say something.
pub(crate) fn posting_word(posting: Posting) -> &'static str {
    match posting {
        Posting::Everyone => "everyone",
        Posting::Admins => "admins",
    }
}

fn kind(row: &Row<'_>, column: usize) -> Result<ConversationKind> {
    Ok(match row.get_ref(column)?.as_str()? {
        "direct" => ConversationKind::Direct,
        "group" => ConversationKind::Group,
        "channel" => ConversationKind::Channel,
        other => return Err(BadRow::Word(other.to_owned()).into()),
    })
}

/// A column that holds who may find a channel, or nothing.
pub(crate) fn visibility(row: &Row<'_>, column: usize) -> Result<Option<Visibility>> {
    Ok(match row.get_ref(column)?.as_str_or_null()? {
        None => None,
        Some("public") => Some(Visibility::Public),
        Some("private") => Some(Visibility::Private),
        Some(other) => return Err(BadRow::Word(other.to_owned()).into()),
    })
}

fn posting(row: &Row<'_>, column: usize) -> Result<Posting> {
    Ok(match row.get_ref(column)?.as_str()? {
        "everyone" => Posting::Everyone,
        "admins" => Posting::Admins,
        other => return Err(BadRow::Word(other.to_owned()).into()),
    })
}
