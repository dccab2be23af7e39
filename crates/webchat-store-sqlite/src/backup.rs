//! A copy of a database as it is at one moment, taken while a server may be writing to it.
//!
//! SQLite's backup goes page by page, and begins again when somebody writes in between: beside a busy server it would
//! never end. So it reads inside one transaction, which has a moment of its own. `VACUUM INTO` would do so, too, but
//! builds every index anew and can't say how far it is.

use std::ffi::c_int;
use std::fs::{File, hard_link, remove_file, rename};
use std::io::ErrorKind;
use std::path::Path;

use rusqlite::backup::{Backup, StepResult};
use rusqlite::{Connection, Result, ffi};

use crate::copy_error::CopyError;
use crate::files::{self, new_private_file, remove_database, sync_folder};
use crate::inspect::{self, Found};
use crate::open_error::OpenError;
use crate::{connect, lock, schema};

/// Pages copied between two words about how far it is: 1 MiB.
const STEP: c_int = 256;

/// How far a copy is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Progress {
    /// Bytes that are copied.
    pub done: u64,
    /// Bytes that will be.
    pub all: u64,
}

/// What is in a copy.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct BackupReport {
    /// Messages, tombstones included.
    pub messages: u64,
    /// Bytes of the file.
    pub bytes: u64,
}

/// Writes what the database at `from` holds now to the new file `to`, which only its owner can read, and checks it. A
/// server in another process may go on writing meanwhile; its log grows until this is done. `to` has its name only once it is complete and
/// on the disk. `progress` is told about every MiB.
///
/// Blocks: for as long as it takes to read the database twice.
///
/// # Errors
/// A [`CopyError`] with a sentence for the one who asked. There is no file `to` then, unless it was there before.
pub fn backup(
    from: &Path,
    to: &Path,
    progress: &mut dyn FnMut(Progress),
) -> std::result::Result<BackupReport, CopyError> {
    if to.symlink_metadata().is_ok() {
        return Err(CopyError::Exists { path: to.to_owned() });
    }
    let from = &files::followed(from);
    check(from, to)?;
    let unfinished = files::with(to, ".unfinished");
    new_private_file(&unfinished).map_err(|error| match error.kind() {
        ErrorKind::AlreadyExists => CopyError::Unfinished { path: unfinished.clone() },
        _ => CopyError::unwritable(to, error),
    })?;
    let messages = write(from, &unfinished, progress).map_err(|error| CopyError::sqlite(from, to, error));
    let report = messages.and_then(|messages| {
        finish(&unfinished, to).map(|bytes| BackupReport { messages, bytes }).map_err(|error| {
            match error.kind() {
                ErrorKind::AlreadyExists => CopyError::Exists { path: to.to_owned() },
                _ => CopyError::unwritable(to, error),
            }
        })
    });
    report.inspect_err(|_| drop(remove_database(&unfinished)))
}

fn check(from: &Path, to: &Path) -> std::result::Result<(), CopyError> {
    if !inspect::header(from)? {
        return Err(CopyError::Missing { path: from.to_owned() });
    }
    let companions = files::COMPANIONS.map(|suffix| files::with(from, suffix));
    if companions.iter().chain([&lock::name(from)]).any(|name| files::would_be_same(name, to)) {
        return Err(CopyError::Reserved { path: to.to_owned() });
    }
    match inspect::tables(from)? {
        Found::Ours => Ok(()),
        Found::Classic => Err(CopyError::Classic { path: from.to_owned() }),
        Found::Nothing => Err(OpenError::NotADatabase { path: from.to_owned() }.into()),
    }
}

/// Copies everything and checks the copy. Answers how many messages are in it.
fn write(from: &Path, to: &Path, progress: &mut dyn FnMut(Progress)) -> Result<u64> {
    // Where no server runs, this is the last to close it, and puts a log that a crash left where it belongs.
    let source = connect::open(from)?;
    source.pragma_update(None, "query_only", true)?;
    let moment = source.unchecked_transaction()?;
    // The moment is that of the first read.
    moment.query_row("SELECT count(*) FROM sqlite_schema", [], |_| Ok(()))?;
    let page: u32 = moment.pragma_query_value(None, "page_size", |row| row.get(0))?;
    // What is cut off is no backup, and so no step of it is synced or journaled.
    let mut copy = connect::open(to)?;
    copy.pragma_update(None, "journal_mode", "OFF")?;
    copy.pragma_update(None, "synchronous", "OFF")?;
    step_by_step(&moment, &mut copy, &mut |done, all| {
        progress(Progress { done: u64::from(page) * done, all: u64::from(page) * all });
    })?;
    // A log of its own would be made beside it wherever it is opened, be it only to look at it.
    copy.pragma_update(None, "journal_mode", "DELETE")?;
    inspect::check(&copy, "quick_check")?;
    schema::messages(&copy)
}

fn step_by_step(from: &Connection, to: &mut Connection, progress: &mut dyn FnMut(u64, u64)) -> Result<()> {
    let steps = Backup::new(from, to)?;
    loop {
        let step = steps.step(STEP)?;
        let pages = steps.progress();
        let (left, all) = (pages.remaining.unsigned_abs(), pages.pagecount.unsigned_abs());
        progress(u64::from(all.saturating_sub(left)), u64::from(all));
        match step {
            StepResult::Done => return Ok(()),
            StepResult::More => {}
            // Nobody else has the copy, and reading waits for nobody.
            _ => return Err(rusqlite::Error::SqliteFailure(ffi::Error::new(ffi::SQLITE_BUSY), None)),
        }
    }
}

/// Puts the copy on the disk and gives it its name. Answers how long it is.
fn finish(unfinished: &Path, to: &Path) -> std::io::Result<u64> {
    let file = File::open(unfinished)?;
    file.sync_all()?;
    name(unfinished, to)?;
    // What is not sure to last is no backup.
    sync_folder(to).inspect_err(|_| drop(remove_file(to)))?;
    Ok(file.metadata()?.len())
}

/// A second name is refused where there is a file, in one step; renaming would overwrite what came a moment ago.
fn name(unfinished: &Path, to: &Path) -> std::io::Result<()> {
    match hard_link(unfinished, to) {
        Ok(()) => remove_file(unfinished),
        Err(_) if to.symlink_metadata().is_ok() => Err(ErrorKind::AlreadyExists.into()),
        // A file system that knows no second names.
        Err(_) => rename(unfinished, to),
    }
}
