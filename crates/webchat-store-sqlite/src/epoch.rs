//! The name of a database's history. It stays while the history only grows, and so tells clients that what they know is
//! a part of it; where an older copy was put in the database's place, they have to be told that it is not.

use std::sync::Arc;

use rusqlite::{Connection, Result};
use uuid::Uuid;

use crate::lock::{Lock, Noted};

const EPOCH: &str = "SELECT value FROM meta WHERE key = 'epoch'";
const RENEW: &str = "INSERT INTO meta (key, value) VALUES ('epoch', ?1) \
    ON CONFLICT DO UPDATE SET value = excluded.value";
/// Steps through the conversations, and so has no place in a commit.
const CHANGES: &str = "SELECT ifnull(sum(head), 0) FROM conversations";

/// Names a history that begins here. Answers the name.
pub(crate) fn renew(db: &Connection) -> Result<String> {
    let epoch = Uuid::new_v4().to_string();
    db.execute(RENEW, [&epoch])?;
    Ok(epoch)
}

/// The name as it stands there.
pub(crate) fn name(db: &Connection) -> Result<String> {
    db.query_row(EPOCH, [], |row| row.get(0))
}

/// What the database holds.
fn present(db: &Connection) -> Result<Noted> {
    let epoch = name(db)?;
    let changes: i64 = db.query_row(CHANGES, [], |row| row.get(0))?;
    Ok(Noted { epoch, changes: changes.unsigned_abs() })
}

/// The epoch of a database that is opened: a new one if there is less in it than there was, and it still calls itself
/// the same. That is a copy which somebody put there by hand; `webchat restore` gives a new epoch itself.
pub(crate) fn settle(db: &Connection, lock: &Lock) -> Result<String> {
    let mut found = present(db)?;
    if let Some(noted) = lock.noted()
        && noted.epoch == found.epoch
        && noted.changes > found.changes
    {
        let (stored, found_now) = (noted.changes, found.changes);
        tracing::warn!(
            stored,
            found = found_now,
            "an older copy is in the place of the database: clients start afresh"
        );
        found.epoch = renew(db)?;
    }
    report(lock.note(&found));
    Ok(found.epoch)
}

/// Notes what is stored beside the database, for the next start. It may be behind, since it is not written with each
/// commit; it is never ahead, since what it counts is on the disk.
pub(crate) struct Witness(pub(crate) Arc<Lock>);

impl Witness {
    /// Looks at the database and notes what it holds. Costs a look at each conversation.
    pub(crate) fn note(&self, db: &Connection) {
        report(present(db).map_err(std::io::Error::other).and_then(|present| self.0.note(&present)));
    }
}

/// A note that failed costs nothing but that an older copy may go unnoticed.
fn report(outcome: std::io::Result<()>) {
    if let Err(error) = outcome {
        tracing::warn!(%error, "it could not be noted beside the database how much is stored");
    }
}
