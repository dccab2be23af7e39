//! What people complained of.

use rusqlite::{Connection, OptionalExtension, Result, Row, params};
use webchat_core::store::{Refusal, Report};
use webchat_protocol::{Message, ReportRecord, Timestamp, UserId};

use crate::alter::AT;
use crate::append::conversation;
use crate::rows::{self, number, row_limit};

macro_rules! select_report {
    ($rest:literal) => {
        concat!(
            "SELECT r.conversation, r.seq, r.number, r.reporter, r.reason, r.at, r.settled_at, r.settled_by ",
            "FROM reports r ",
            $rest
        )
    };
}

const KEEP: &str = "INSERT INTO reports (conversation, seq, reporter, reason, at) VALUES (?1, ?2, ?3, ?4, ?5) \
    ON CONFLICT DO NOTHING";
pub(crate) const REPORTS: &str = select_report!(
    "INDEXED BY reports_by_standing ORDER BY r.settled_at IS NOT NULL, r.number DESC LIMIT ?1"
);
pub(crate) const REPORT: &str = select_report!("WHERE r.number = ?1");
pub(crate) const SETTLE: &str =
    "UPDATE reports SET settled_at = ?2, settled_by = ?3 WHERE number = ?1 AND settled_at IS NULL";

/// See [`webchat_core::store::Rosters::report`].
pub(crate) fn keep(db: &Connection, report: &Report) -> Result<std::result::Result<(), Refusal>> {
    let Some((conversation, _)) = conversation(db, &report.conversation_id)? else {
        return Ok(Err(Refusal::NotFound));
    };
    let seq = number(report.seq);
    if message(db, conversation, seq)?.is_none_or(|message| message.notice.is_some()) {
        return Ok(Err(Refusal::NotFound));
    }
    let row = params![conversation, seq, report.by.as_str(), report.reason, report.at.millis()];
    db.prepare_cached(KEEP)?.execute(row)?;
    Ok(Ok(()))
}

/// See [`webchat_core::store::Oversight::reports`].
pub(crate) fn all(db: &Connection, limit: usize) -> Result<Vec<ReportRecord>> {
    let mut query = db.prepare_cached(REPORTS)?;
    let found = query.query_map([row_limit(limit)], Filed::read)?.collect::<Result<Vec<_>>>()?;
    found.into_iter().filter_map(|filed| filed.with_message(db).transpose()).collect()
}

/// See [`webchat_core::store::Oversight::report_record`].
pub(crate) fn one(db: &Connection, number: u64) -> Result<Option<ReportRecord>> {
    let Ok(number) = i64::try_from(number) else { return Ok(None) };
    match db.prepare_cached(REPORT)?.query_row([number], Filed::read).optional()? {
        Some(filed) => filed.with_message(db),
        None => Ok(None),
    }
}

/// See [`webchat_core::store::Oversight::settle_report`].
pub(crate) fn settle(
    db: &Connection,
    number: u64,
    by: &UserId,
    at: Timestamp,
) -> Result<Option<ReportRecord>> {
    if let Ok(number) = i64::try_from(number) {
        db.prepare_cached(SETTLE)?.execute(params![number, at.millis(), by.as_str()])?;
    }
    one(db, number)
}

/// A report as it stands in its row.
struct Filed {
    conversation: i64,
    seq: i64,
    number: i64,
    by: UserId,
    reason: String,
    at: Timestamp,
    settled: Option<(Timestamp, UserId)>,
}

impl Filed {
    fn read(row: &Row<'_>) -> Result<Self> {
        let settled = match row.get::<_, Option<i64>>(6)? {
            Some(at) => Some((Timestamp::from_millis(at), rows::user(row, 7)?)),
            None => None,
        };
        Ok(Self {
            conversation: row.get(0)?,
            seq: row.get(1)?,
            number: row.get(2)?,
            by: rows::user(row, 3)?,
            reason: row.get(4)?,
            at: Timestamp::from_millis(row.get(5)?),
            settled,
        })
    }

    fn with_message(self, db: &Connection) -> Result<Option<ReportRecord>> {
        let Some(message) = message(db, self.conversation, self.seq)? else { return Ok(None) };
        let (settled_at, settled_by) = self.settled.unzip();
        Ok(Some(ReportRecord {
            report_id: self.number.unsigned_abs(),
            reported_by: self.by,
            reason: self.reason,
            reported_at: self.at,
            conversation_id: message.conversation_id.clone(),
            seq: message.seq,
            message,
            settled_at,
            settled_by,
        }))
    }
}

fn message(db: &Connection, conversation: i64, seq: i64) -> Result<Option<Message>> {
    db.prepare_cached(AT)?.query_row([conversation, seq], rows::message).optional()
}
