//! Links.

use rusqlite::{Connection, OptionalExtension, Result, Row, params};
use webchat_core::accounts::{AccountRefusal, LinkId, LinkKind, LinkRecord, LinkState, NewLink, SecretHash};
use webchat_protocol::{ConversationId, Timestamp, UserId};

use super::columns::{BadColumn, time, time_if_any, user_if_any, word, word_for};
use super::people::account;
use crate::rows::row_limit;

/// `SELECT` of the columns that [`record`] reads, and then the rest of the query.
macro_rules! select_link {
    ($rest:literal) => {
        concat!(
            "SELECT id, kind, user, conversations, max_uses, uses, made_by, made_at, expires_at, revoked_at ",
            "FROM links ",
            $rest
        )
    };
}

/// In SQL: the link is open at `?1`. What ended is told by what ended it; `ends_at` only finds the few that may be open.
macro_rules! is_open {
    () => {
        "ends_at > ?1 AND expires_at > ?1 AND revoked_at IS NULL AND uses < max_uses"
    };
}

const BY_HASH: &str = select_link!("WHERE secret = ?1");
const NEWEST: &str = select_link!("ORDER BY number DESC LIMIT ?1");
const OPEN: &str = concat!("SELECT count(*) FROM links WHERE ", is_open!());
const MAKE: &str = "INSERT INTO links \
    (id, secret, kind, user, conversations, max_uses, made_by, made_at, expires_at, ends_at) \
    VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?9)";
const TAKE_USE: &str = "UPDATE links SET uses = uses + 1, \
    ends_at = CASE WHEN uses + 1 < max_uses THEN ends_at ELSE min(ends_at, ?2) END WHERE secret = ?1";
const REVOKE: &str = concat!("UPDATE links SET revoked_at = ?1, ends_at = ?1 WHERE id = ?2 AND ", is_open!());
const REPLACE: &str =
    concat!("UPDATE links SET revoked_at = ?1, ends_at = ?1 WHERE kind = ?2 AND user IS ?3 AND ", is_open!());
const FORGET: &str = "DELETE FROM links WHERE ends_at < ?1";

#[cfg(test)]
pub(crate) const QUERIES: [(&str, &str); 8] = [
    ("link by hash", BY_HASH),
    ("newest links", NEWEST),
    ("open links", OPEN),
    ("make a link", MAKE),
    ("take a use", TAKE_USE),
    ("revoke a link", REVOKE),
    ("replace links", REPLACE),
    ("forget links", FORGET),
];

const KINDS: [(LinkKind, &str); 3] =
    [(LinkKind::Admin, "admin"), (LinkKind::Invite, "invite"), (LinkKind::Reset, "reset")];

type Refusable<T> = Result<std::result::Result<T, AccountRefusal>>;

/// See [`webchat_core::Accounts::make_link`].
pub(super) fn make(db: &Connection, new: &NewLink) -> Refusable<LinkRecord> {
    let user = match &new.user_id {
        Some(user) => match account(db, user)? {
            Some(account) => Some(account.user_id),
            None => return Ok(Err(AccountRefusal::Unknown)),
        },
        None => None,
    };
    let (at, kind) = (new.at.millis(), word_for(new.kind, &KINDS));
    let name = user.as_ref().map(UserId::as_str);
    if new.kind != LinkKind::Invite {
        db.prepare_cached(REPLACE)?.execute(params![at, kind, name])?;
    } else if db.prepare_cached(OPEN)?.query_row([at], |row| row.get::<_, i64>(0))? >= row_limit(new.limit) {
        return Ok(Err(AccountRefusal::TooMany));
    }
    let conversations: Vec<&str> = new.conversations.iter().map(ConversationId::as_str).collect();
    db.prepare_cached(MAKE)?.execute(params![
        new.id.as_bytes(),
        new.secret.as_bytes(),
        kind,
        name,
        conversations.join(" "),
        new.max_uses,
        new.made_by.as_ref().map(UserId::as_str),
        at,
        new.expires_at.millis()
    ])?;
    db.prepare_cached(BY_HASH)?.query_row([new.secret.as_bytes()], record).map(Ok)
}

/// See [`webchat_core::Accounts::link_by_hash`].
pub(super) fn by_hash(db: &Connection, secret: &SecretHash) -> Result<Option<LinkRecord>> {
    db.prepare_cached(BY_HASH)?.query_row([secret.as_bytes()], record).optional()
}

/// See [`webchat_core::Accounts::use_link`].
pub(super) fn accept(db: &Connection, secret: &SecretHash, at: Timestamp) -> Refusable<LinkRecord> {
    if !is_open(db, secret, LinkKind::Invite, at)? {
        return Ok(Err(AccountRefusal::LinkGone));
    }
    take_use(db, secret, at)?;
    Ok(by_hash(db, secret)?.ok_or(AccountRefusal::LinkGone))
}

/// Whether there is such a link, of this kind, and it can be used.
pub(super) fn is_open(db: &Connection, secret: &SecretHash, kind: LinkKind, at: Timestamp) -> Result<bool> {
    let link = by_hash(db, secret)?;
    Ok(link.is_some_and(|link| link.kind == kind && link.state(at) == LinkState::Open))
}

/// Whether a link sets the password of this account.
pub(super) fn check_reset(
    db: &Connection,
    secret: &SecretHash,
    account: &UserId,
    at: Timestamp,
) -> Refusable<()> {
    let link = by_hash(db, secret)?.filter(|link| link.kind == LinkKind::Reset);
    let fits = |link: LinkRecord| link.state(at) == LinkState::Open && link.user_id.as_ref() == Some(account);
    Ok(if link.is_some_and(fits) { Ok(()) } else { Err(AccountRefusal::LinkGone) })
}

/// Takes one use of a link that is open.
pub(super) fn take_use(db: &Connection, secret: &SecretHash, at: Timestamp) -> Result<()> {
    db.prepare_cached(TAKE_USE)?.execute(params![secret.as_bytes(), at.millis()])?;
    Ok(())
}

/// See [`webchat_core::Accounts::links`].
pub(super) fn newest(db: &Connection, limit: usize) -> Result<Vec<LinkRecord>> {
    db.prepare_cached(NEWEST)?.query_map([row_limit(limit)], record)?.collect()
}

/// See [`webchat_core::Accounts::revoke_link`].
pub(super) fn revoke(db: &Connection, id: LinkId, at: Timestamp) -> Result<bool> {
    Ok(db.prepare_cached(REVOKE)?.execute(params![at.millis(), id.as_bytes()])? > 0)
}

/// Forgets those that ended before this time.
pub(super) fn forget(db: &Connection, before: Timestamp) -> Result<usize> {
    db.prepare_cached(FORGET)?.execute([before.millis()])
}

fn record(row: &Row<'_>) -> Result<LinkRecord> {
    Ok(LinkRecord {
        id: LinkId::from_bytes(row.get(0)?),
        kind: word(row, 1, &KINDS)?,
        user_id: user_if_any(row, 2)?,
        conversations: conversations(row, 3)?,
        max_uses: row.get(4)?,
        uses: row.get(5)?,
        made_by: user_if_any(row, 6)?,
        made_at: time(row, 7)?,
        expires_at: time(row, 8)?,
        revoked_at: time_if_any(row, 9)?,
    })
}

fn conversations(row: &Row<'_>, column: usize) -> Result<Vec<ConversationId>> {
    let names = row.get_ref(column)?.as_str()?;
    let read = |name| ConversationId::new(name).map_err(|_| BadColumn::Word(names.to_owned()).into());
    names.split(' ').filter(|name| !name.is_empty()).map(read).collect()
}
