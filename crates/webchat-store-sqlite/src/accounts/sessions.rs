//! Sessions.

use rusqlite::{Connection, OptionalExtension, Result, Row, params};
use webchat_core::accounts::{
    Account, AccountRefusal, NewSession, SecretHash, SessionId, SessionKind, SessionRecord,
};
use webchat_protocol::{Timestamp, UserId};

use super::columns::{time, time_if_any, word, word_for};
use super::people::{account_from, credentials};
use crate::rows::{self, row_limit};

/// The columns that [`record`] reads, of `sessions s`.
macro_rules! select_session {
    ($more:literal, $rest:literal) => {
        concat!(
            "SELECT s.id, s.user, s.kind, s.label, s.created_at, s.last_used_at, s.expires_at",
            $more,
            " FROM sessions s ",
            $rest
        )
    };
}

/// In SQL: the session has not expired at `?2`.
macro_rules! lasts {
    () => {
        "(s.expires_at IS NULL OR s.expires_at > ?2)"
    };
}

const BY_HASH: &str = concat!(
    select_session!(
        ", a.user, u.name, a.is_admin, a.created_at, a.suspended_at, u.last_seen_at",
        "JOIN accounts a ON a.user = s.user JOIN users u ON u.id = a.user WHERE s.secret = ?1 AND "
    ),
    lasts!()
);
const OF_USER: &str = concat!(
    select_session!("", "WHERE s.user = ?1 AND "),
    lasts!(),
    " ORDER BY s.last_used_at DESC LIMIT ?3"
);
const COUNT: &str =
    concat!("SELECT count(*) FROM sessions s WHERE s.user = ?1 AND s.kind = ?3 AND ", lasts!());
const LEAST_USED: &str = concat!(
    "SELECT s.id FROM sessions s WHERE s.user = ?1 AND s.kind = ?3 AND ",
    lasts!(),
    " ORDER BY s.last_used_at LIMIT ?4"
);
const OPEN: &str = "INSERT INTO sessions (id, secret, user, kind, label, created_at, last_used_at, expires_at) \
    VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?6, ?7)";
/// In SQLite the greater of two is NULL if one of them is: what lasts for ever goes on to.
const TOUCH: &str = "UPDATE sessions SET last_used_at = max(last_used_at, ?2), expires_at = max(expires_at, ?3) \
    WHERE id = ?1";
const CLOSE: &str = "DELETE FROM sessions WHERE id = ?1 AND user = ?2";
const CLOSE_OF: &str = "DELETE FROM sessions WHERE user = ?1 AND (?2 IS NULL OR kind = ?2) \
    AND (?3 IS NULL OR id <> ?3) RETURNING id";
const FORGET: &str = "DELETE FROM sessions WHERE expires_at < ?1";

#[cfg(test)]
pub(crate) const QUERIES: [(&str, &str); 9] = [
    ("session by hash", BY_HASH),
    ("sessions of a user", OF_USER),
    ("count sessions", COUNT),
    ("least used session", LEAST_USED),
    ("open a session", OPEN),
    ("touch a session", TOUCH),
    ("close a session", CLOSE),
    ("close sessions", CLOSE_OF),
    ("forget sessions", FORGET),
];

const KINDS: [(SessionKind, &str); 2] =
    [(SessionKind::Browser, "browser"), (SessionKind::Program, "program")];

/// See [`webchat_core::Accounts::open_session`].
pub(super) fn open(
    db: &Connection,
    new: &NewSession,
) -> Result<std::result::Result<Vec<SessionId>, AccountRefusal>> {
    let Some(present) = credentials(db, &new.user_id)? else {
        return Ok(Err(AccountRefusal::Unknown));
    };
    if present.account.suspended_at.is_some() {
        return Ok(Err(AccountRefusal::Suspended));
    }
    if new.password_hash.as_ref().is_some_and(|hash| *hash != present.password_hash) {
        return Ok(Err(AccountRefusal::PasswordChanged));
    }
    let user = &present.account.user_id;
    let (at, kind) = (new.at.millis(), word_for(new.kind, &KINDS));
    let open: i64 =
        db.prepare_cached(COUNT)?.query_row(params![user.as_str(), at, kind], |row| row.get(0))?;
    let too_many = open.saturating_add(1).saturating_sub(row_limit(new.limit)).max(0);
    if too_many > 0 && new.kind == SessionKind::Program {
        return Ok(Err(AccountRefusal::TooMany));
    }
    let closed = least_used(db, params![user.as_str(), at, kind, too_many])?;
    for id in &closed {
        close(db, user, *id)?;
    }
    db.prepare_cached(OPEN)?.execute(params![
        new.id.as_bytes(),
        new.secret.as_bytes(),
        user.as_str(),
        kind,
        new.label,
        at,
        new.expires_at.map(Timestamp::millis)
    ])?;
    Ok(Ok(closed))
}

fn least_used(db: &Connection, of: &[&dyn rusqlite::ToSql]) -> Result<Vec<SessionId>> {
    db.prepare_cached(LEAST_USED)?.query_map(of, |row| id(row, 0))?.collect()
}

/// See [`webchat_core::Accounts::session_by_hash`].
pub(super) fn by_hash(
    db: &Connection,
    secret: &SecretHash,
    at: Timestamp,
) -> Result<Option<(SessionRecord, Account)>> {
    let read = |row: &Row<'_>| Ok((record(row)?, account_from(row, 7)?));
    db.prepare_cached(BY_HASH)?.query_row(params![secret.as_bytes(), at.millis()], read).optional()
}

/// See [`webchat_core::Accounts::touch_session`].
pub(super) fn touch(
    db: &Connection,
    id: SessionId,
    at: Timestamp,
    expires_at: Option<Timestamp>,
) -> Result<bool> {
    let values = params![id.as_bytes(), at.millis(), expires_at.map(Timestamp::millis)];
    Ok(db.prepare_cached(TOUCH)?.execute(values)? > 0)
}

/// See [`webchat_core::Accounts::sessions_of`].
pub(super) fn of_user(
    db: &Connection,
    user: &UserId,
    at: Timestamp,
    limit: usize,
) -> Result<Vec<SessionRecord>> {
    let values = params![user.as_str(), at.millis(), row_limit(limit)];
    db.prepare_cached(OF_USER)?.query_map(values, record)?.collect()
}

/// See [`webchat_core::Accounts::close_session`].
pub(super) fn close(db: &Connection, user: &UserId, id: SessionId) -> Result<bool> {
    Ok(db.prepare_cached(CLOSE)?.execute(params![id.as_bytes(), user.as_str()])? > 0)
}

/// See [`webchat_core::Accounts::close_sessions_of`].
pub(super) fn close_of(
    db: &Connection,
    user: &UserId,
    kind: Option<SessionKind>,
    except: Option<SessionId>,
) -> Result<Vec<SessionId>> {
    let kind = kind.map(|kind| word_for(kind, &KINDS));
    let values = params![user.as_str(), kind, except.as_ref().map(SessionId::as_bytes)];
    db.prepare_cached(CLOSE_OF)?.query_map(values, |row| id(row, 0))?.collect()
}

/// Forgets those that expired before this time.
pub(super) fn forget(db: &Connection, before: Timestamp) -> Result<usize> {
    db.prepare_cached(FORGET)?.execute([before.millis()])
}

fn record(row: &Row<'_>) -> Result<SessionRecord> {
    Ok(SessionRecord {
        id: id(row, 0)?,
        user_id: rows::user(row, 1)?,
        kind: word(row, 2, &KINDS)?,
        label: row.get(3)?,
        created_at: time(row, 4)?,
        last_used_at: time(row, 5)?,
        expires_at: time_if_any(row, 6)?,
    })
}

fn id(row: &Row<'_>, column: usize) -> Result<SessionId> {
    Ok(SessionId::from_bytes(row.get(column)?))
}
