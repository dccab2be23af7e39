//! The tables, in numbered steps that are never edited once they have been released: a new one is added.

use rusqlite::{Connection, Result, TransactionBehavior};

use crate::epoch;

/// Marks a file as a webchat database: "wcha" in ASCII.
pub(crate) const APPLICATION_ID: i32 = 0x7763_6861;

/// The schema that a database has after the last step, as it stands in `user_version`.
pub(crate) const VERSION: u32 = 5;

/// The conversation `general`, which the first step creates.
pub(crate) const GENERAL: i64 = 1;

const STEPS: [(u32, &str); VERSION as usize] = [
    (1, include_str!("../migrations/0001_conversations.sql")),
    (2, include_str!("../migrations/0002_edits_and_reactions.sql")),
    (3, include_str!("../migrations/0003_accounts.sql")),
    (4, include_str!("../migrations/0004_members.sql")),
    (5, include_str!("../migrations/0005_pictures_and_oversight.sql")),
];

/// Brings a database to the present schema, each step in a transaction of its own. Foreign keys are not looked at meanwhile:
/// a step may make a table anew that others refer to.
pub(crate) fn migrate(db: &mut Connection) -> Result<()> {
    let done = version(db)?;
    let are_checked: bool = db.pragma_query_value(None, "foreign_keys", |row| row.get(0))?;
    db.pragma_update(None, "foreign_keys", false)?;
    let outcome = take_steps(db, done);
    db.pragma_update(None, "foreign_keys", are_checked)?;
    outcome?;
    if done < VERSION { into_the_header(db) } else { Ok(()) }
}

fn take_steps(db: &mut Connection, done: u32) -> Result<()> {
    for (step, sql) in STEPS.into_iter().filter(|(step, _)| *step > done) {
        let change = db.transaction_with_behavior(TransactionBehavior::Immediate)?;
        change.execute_batch(sql)?;
        if step == 1 {
            change.pragma_update(None, "application_id", APPLICATION_ID)?;
            epoch::renew(&change)?;
        }
        change.pragma_update(None, "user_version", step)?;
        change.commit()?;
    }
    Ok(())
}

/// The last step that was taken.
pub(crate) fn version(db: &Connection) -> Result<u32> {
    db.pragma_query_value(None, "user_version", |row| row.get(0))
}

/// How many messages there are, tombstones included.
pub(crate) fn messages(db: &Connection) -> Result<u64> {
    let count: i64 = db.query_row("SELECT count(*) FROM messages", [], |row| row.get(0))?;
    Ok(count.unsigned_abs())
}

/// An older program tells a newer database by the file's header alone, without touching it: so the version must
/// stand there, and not only in the log.
fn into_the_header(db: &Connection) -> Result<()> {
    db.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(()))
}
