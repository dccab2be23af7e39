//! How much there is. What can't be looked up is counted while it is changed.

use rusqlite::{Connection, Result, params};
use webchat_core::store::{Figures, HOUR_MS, HourCount};
use webchat_protocol::Timestamp;

const COUNT: &str = "INSERT INTO sent_by_hour (hour, messages) VALUES (?1, ?2) \
    ON CONFLICT DO UPDATE SET messages = messages + excluded.messages";
/// Conversations are never removed, so the newest one's key says how many there are.
pub(crate) const CONVERSATIONS: &str = "SELECT coalesce(max(id), 0) FROM conversations";
/// Some 9,000 narrow rows for each year in which something was said in every hour.
pub(crate) const MESSAGES: &str = "SELECT coalesce(sum(messages), 0) FROM sent_by_hour";
pub(crate) const BY_HOUR: &str =
    "SELECT hour, messages FROM sent_by_hour WHERE hour >= ?1 AND messages > 0 ORDER BY hour";
pub(crate) const OPEN_REPORTS: &str =
    "SELECT count(*) FROM reports INDEXED BY reports_open WHERE settled_at IS NULL";

/// Counts messages that were sent at this time; those that are deleted by a number below zero.
pub(crate) fn count(db: &Connection, at: Timestamp, messages: i64) -> Result<()> {
    db.prepare_cached(COUNT)?.execute([at.millis() / HOUR_MS, messages])?;
    Ok(())
}

/// See [`webchat_core::store::Oversight::figures`]; without what the disk says.
pub(crate) fn figures(db: &Connection, since: Timestamp) -> Result<Figures> {
    let mut by_hour = db.prepare_cached(BY_HOUR)?;
    let by_hour = by_hour.query_map(params![since.millis() / HOUR_MS], |row| {
        Ok(HourCount { hour: row.get(0)?, count: row.get::<_, i64>(1)?.unsigned_abs() })
    })?;
    Ok(Figures {
        conversations: one(db, CONVERSATIONS)?,
        messages: one(db, MESSAGES)?,
        by_hour: by_hour.collect::<Result<_>>()?,
        open_reports: one(db, OPEN_REPORTS)?,
        database_bytes: 0,
        free_bytes: None,
    })
}

fn one(db: &Connection, query: &str) -> Result<u64> {
    let number: i64 = db.prepare_cached(query)?.query_row([], |row| row.get(0))?;
    Ok(u64::try_from(number).unwrap_or_default())
}
