//! A database that the classic system left becomes one of ours, with a copy of it kept beside.
//!
//! The new database is built in a file of its own and takes the old one's place in one step at the end: a crash at
//! any moment leaves the old one or the new one, complete, and the next start goes on from there.

mod copy;
mod loose;
mod rows;

use std::fs::{File, remove_file, rename};
use std::path::{Path, PathBuf};
use std::time::Duration;

use rusqlite::{Connection, Result};

use crate::open_error::OpenError;
use crate::{connect, files, schema};

/// How long a write of the classic server may take before it counts as running.
const IN_USE: Duration = Duration::from_secs(1);

/// What became of a classic database.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ImportReport {
    /// Messages that were taken over.
    pub messages: u64,
    /// Messages without a text, which were not.
    pub skipped: u64,
    /// The classic database as it was.
    pub copy: PathBuf,
}

/// Imports the classic database at `path` into one of ours at the same path.
pub(crate) fn import(path: &Path) -> std::result::Result<ImportReport, OpenError> {
    let failed = |error| OpenError::sqlite(path, error);
    let io = |error| OpenError::io(path, error);
    // Nobody else can write to the classic database from here on, so that nothing is missing in the copy.
    let classic = connect::untouching(path).map_err(failed)?;
    classic.busy_timeout(IN_USE).map_err(failed)?;
    classic.execute_batch("BEGIN IMMEDIATE").map_err(failed)?;
    let copy = copy::keep(path)?;
    let new = files::beside(path, "importing");
    files::remove_database(&new).map_err(io)?;
    files::private_file(&new).map_err(io)?;
    let counts = build(&new, &copy).map_err(|error| OpenError::sqlite(path, error));
    let counts = counts.inspect_err(|_| drop(remove_file(&new)))?;
    File::open(&new).and_then(|file| file.sync_all()).map_err(io)?;
    close_log(classic).map_err(failed)?;
    rename(&new, path).and_then(|()| files::sync_folder(path)).map_err(io)?;
    let (messages, skipped) = (counts.messages, counts.skipped);
    tracing::info!(messages, skipped, copy = %copy.display(), "the classic database was imported");
    Ok(ImportReport { messages, skipped, copy })
}

/// Builds the new database. It is worth nothing until it has its place, so no step of it is synced or journaled.
fn build(new: &Path, copy: &Path) -> Result<rows::Counts> {
    let mut db = connect::open(new)?;
    db.pragma_update(None, "journal_mode", "OFF")?;
    db.pragma_update(None, "synchronous", "OFF")?;
    schema::migrate(&mut db)?;
    let classic = connect::open(copy)?;
    classic.pragma_update(None, "query_only", true)?;
    let change = db.transaction()?;
    let counts = rows::take_over(&classic, &change)?;
    change.commit()?;
    Ok(counts)
}

/// Puts what is in the classic log into the classic database and removes the log: beside the new database it
/// would be taken for the new one's.
fn close_log(classic: Connection) -> Result<()> {
    classic.execute_batch("ROLLBACK")?;
    classic.pragma_update(None, "journal_mode", "DELETE")?;
    classic.close().map_err(|(_, error)| error)
}
