//! Who did what.

use rusqlite::{Connection, Result, Row, params};
use webchat_core::accounts::{AuditEntry, AuditRecord, Deed};
use webchat_protocol::UserId;

use super::columns::{BadColumn, time, user_if_any};
use crate::rows::row_limit;

const WRITE: &str = "INSERT INTO audit (at, made_by, deed, user, detail) VALUES (?1, ?2, ?3, ?4, ?5)";
const KEEP: &str = "DELETE FROM audit WHERE number <= (SELECT max(number) FROM audit) - ?1";
const LOG: &str = "SELECT number, at, made_by, deed, user, detail FROM audit \
    WHERE number < ?1 ORDER BY number DESC LIMIT ?2";

#[cfg(test)]
pub(crate) const QUERIES: [(&str, &str); 3] =
    [("write down", WRITE), ("keep the newest entries", KEEP), ("audit log", LOG)];

/// See [`webchat_core::Accounts::audit`].
pub(super) fn write(db: &Connection, entry: &AuditEntry, keep: usize) -> Result<()> {
    let AuditEntry { at, by, deed, user, detail } = entry;
    let (by, user) = (by.as_ref().map(UserId::as_str), user.as_ref().map(UserId::as_str));
    db.prepare_cached(WRITE)?.execute(params![at.millis(), by, deed.as_str(), user, detail])?;
    // The newest stays whatever is asked: the next number is counted from it.
    db.prepare_cached(KEEP)?.execute([row_limit(keep.max(1))])?;
    Ok(())
}

/// See [`webchat_core::Accounts::audit_log`].
pub(super) fn log(db: &Connection, before: Option<u64>, limit: usize) -> Result<Vec<AuditRecord>> {
    let before = before.map_or(i64::MAX, |number| i64::try_from(number).unwrap_or(i64::MAX));
    db.prepare_cached(LOG)?.query_map(params![before, row_limit(limit)], record)?.collect()
}

fn record(row: &Row<'_>) -> Result<AuditRecord> {
    let number: i64 = row.get(0)?;
    Ok(AuditRecord {
        number: u64::try_from(number).map_err(|_| BadColumn::Number(number))?,
        entry: AuditEntry {
            at: time(row, 1)?,
            by: user_if_any(row, 2)?,
            deed: Deed::stored(row.get(3)?),
            user: user_if_any(row, 4)?,
            detail: row.get(5)?,
        },
    })
}
