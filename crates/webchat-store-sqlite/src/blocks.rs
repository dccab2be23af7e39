//! Who has blocked whom.

use rusqlite::{Connection, Result, params};
use webchat_core::store::Refusal;
use webchat_protocol::UserId;

use crate::rows::{self, row_limit};

const BLOCK: &str = "INSERT INTO blocks (blocker, blocked) VALUES (?1, ?2) ON CONFLICT DO NOTHING";
pub(crate) const UNBLOCK: &str = "DELETE FROM blocks WHERE blocker = ?1 AND blocked = ?2";
pub(crate) const BLOCKED: &str = "SELECT EXISTS (SELECT 1 FROM blocks WHERE blocker = ?1 AND blocked = ?2)";
pub(crate) const COUNT: &str = "SELECT count(*) FROM blocks WHERE blocker = ?1";
pub(crate) const BLOCKED_BY: &str = "SELECT blocked FROM blocks WHERE blocker = ?1 ORDER BY blocked";
pub(crate) const BLOCKERS: &str = "SELECT blocker FROM blocks WHERE blocked = ?1 ORDER BY blocker LIMIT ?2";

/// See [`webchat_core::store::Rosters::set_block`].
pub(crate) fn set(
    db: &Connection,
    by: &UserId,
    user: &UserId,
    on: bool,
    limit: usize,
) -> Result<std::result::Result<(), Refusal>> {
    let pair = [by.as_str(), user.as_str()];
    if !on {
        db.prepare_cached(UNBLOCK)?.execute(pair)?;
        return Ok(Ok(()));
    }
    if has_blocked(db, by, user)? {
        return Ok(Ok(()));
    }
    let count: i64 = db.prepare_cached(COUNT)?.query_row([by.as_str()], |row| row.get(0))?;
    if count >= row_limit(limit) {
        return Ok(Err(Refusal::TooManyBlocked));
    }
    db.prepare_cached(BLOCK)?.execute(pair)?;
    Ok(Ok(()))
}

/// Whether one of the two has blocked the other.
pub(crate) fn are_parted(db: &Connection, one: &UserId, other: &UserId) -> Result<bool> {
    Ok(has_blocked(db, one, other)? || has_blocked(db, other, one)?)
}

/// See [`webchat_core::store::Rosters::blocked_by`].
pub(crate) fn blocked_by(db: &Connection, user: &UserId) -> Result<Vec<UserId>> {
    db.prepare_cached(BLOCKED_BY)?.query_map([user.as_str()], |row| rows::user(row, 0))?.collect()
}

/// See [`webchat_core::store::Rosters::parted_from`].
pub(crate) fn parted_from(db: &Connection, user: &UserId, limit: usize) -> Result<Vec<UserId>> {
    let mut parted = blocked_by(db, user)?;
    parted.truncate(limit);
    let mut blockers = db.prepare_cached(BLOCKERS)?;
    let found = blockers.query_map(params![user.as_str(), row_limit(limit)], |row| rows::user(row, 0))?;
    for blocker in found {
        parted.push(blocker?);
    }
    parted.sort_unstable();
    parted.dedup();
    Ok(parted)
}

fn has_blocked(db: &Connection, one: &UserId, other: &UserId) -> Result<bool> {
    let mut query = db.prepare_cached(BLOCKED)?;
    query.query_row([one.as_str(), other.as_str()], |row| row.get(0))
}
