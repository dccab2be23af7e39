//! The database file, read beside the running server.

use std::collections::BTreeMap;
use std::path::Path;

use anyhow::Context;
use rusqlite::{Connection, OpenFlags, Row as SqlRow};
use webchat_protocol::{ConversationId, MessageId, UserId};

use crate::checks::Row;

const MESSAGES: &str = "SELECT c.name, m.seq, m.change_seq, m.id, m.sender, m.text, m.deleted_at IS NOT NULL \
    FROM messages m JOIN conversations c ON c.id = m.conversation ORDER BY c.name, m.seq";

/// Every conversation that is asked for, above its place, and what the database says about its own soundness.
pub fn read(
    path: &Path,
    above: &BTreeMap<ConversationId, u64>,
) -> anyhow::Result<(BTreeMap<ConversationId, Vec<Row>>, String)> {
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let db = Connection::open_with_flags(path, flags)
        .with_context(|| format!("{} could not be opened", path.display()))?;
    let mut rows = BTreeMap::<ConversationId, Vec<Row>>::new();
    let mut query = db.prepare(MESSAGES)?;
    for found in query.query_map([], row)? {
        let (conversation, row) = found?;
        let conversation = ConversationId::new(&conversation)?;
        if above.get(&conversation).is_some_and(|above| row.seq > *above) {
            rows.entry(conversation).or_default().push(row);
        }
    }
    let soundness = db.query_row("PRAGMA quick_check(1)", [], |row| row.get(0))?;
    Ok((rows, soundness))
}

fn row(found: &SqlRow<'_>) -> rusqlite::Result<(String, Row)> {
    let invalid = |column, error: webchat_protocol::IdError| {
        rusqlite::Error::FromSqlConversionFailure(column, rusqlite::types::Type::Text, Box::new(error))
    };
    let (id, sender): (String, String) = (found.get(3)?, found.get(4)?);
    let number = |column| found.get::<_, i64>(column).map(i64::unsigned_abs);
    let row = Row {
        seq: number(1)?,
        latest: number(2)?,
        id: MessageId::new(&id).map_err(|error| invalid(3, error))?,
        sender: UserId::new(&sender).map_err(|error| invalid(4, error))?,
        text: found.get(5)?,
        is_deleted: found.get(6)?,
    };
    Ok((found.get(0)?, row))
}
