//! What people complained of.

use rusqlite::{Connection, OptionalExtension, Result, Row, params};
use webchat_core::store::{Refusal, Report, Reported};
use webchat_protocol::{Message, Timestamp};

use crate::alter::AT;
use crate::append::conversation;
use crate::rows::{self, number, row_limit};

const KEEP: &str = "INSERT INTO reports (conversation, seq, reporter, reason, at) VALUES (?1, ?2, ?3, ?4, ?5) \
    ON CONFLICT DO NOTHING";
pub(crate) const REPORTS: &str = "SELECT c.name, r.seq, r.reporter, r.reason, r.at, r.conversation FROM reports r \
    JOIN conversations c ON c.id = r.conversation ORDER BY r.number DESC LIMIT ?1";

/// See [`webchat_core::store::Rosters::report`].
pub(crate) fn keep(db: &Connection, report: &Report) -> Result<std::result::Result<(), Refusal>> {
    let Some((conversation, _)) = conversation(db, &report.conversation_id)? else {
        return Ok(Err(Refusal::NotFound));
    };
    let message = message(db, conversation, report)?;
    if message.is_none_or(|message| message.notice.is_some()) {
        return Ok(Err(Refusal::NotFound));
    }
    let (seq, at) = (number(report.seq), report.at.millis());
    let row = params![conversation, seq, report.by.as_str(), report.reason, at];
    db.prepare_cached(KEEP)?.execute(row)?;
    Ok(Ok(()))
}

/// See [`webchat_core::store::Rosters::reports`].
pub(crate) fn all(db: &Connection, limit: usize) -> Result<Vec<Reported>> {
    let mut query = db.prepare_cached(REPORTS)?;
    let found = query.query_map([row_limit(limit)], |row| Ok((report(row)?, row.get(5)?)))?;
    let found = found.collect::<Result<Vec<(Report, i64)>>>()?;
    let mut reports = Vec::with_capacity(found.len());
    for (report, conversation) in found {
        if let Some(message) = message(db, conversation, &report)? {
            reports.push(Reported { report, message });
        }
    }
    Ok(reports)
}

fn report(row: &Row<'_>) -> Result<Report> {
    Ok(Report {
        conversation_id: rows::conversation_name(row, 0)?,
        seq: rows::seq(row, 1)?,
        by: rows::user(row, 2)?,
        reason: row.get(3)?,
        at: Timestamp::from_millis(row.get(4)?),
    })
}

fn message(db: &Connection, conversation: i64, report: &Report) -> Result<Option<Message>> {
    let mut at = db.prepare_cached(AT)?;
    at.query_row(params![conversation, number(report.seq)], rows::message).optional()
}
