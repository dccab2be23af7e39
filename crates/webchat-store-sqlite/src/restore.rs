//! Putting a backup in the place of a database, which is kept beside it.
//!
//! The backup is copied, checked and brought to the present schema beside the database before that is touched. What was
//! there gets its second name before it loses the first: a crash at any moment leaves everything under one of them.

use std::fs::{File, copy, hard_link, rename};
use std::io;
use std::path::{Path, PathBuf};

use rusqlite::{Connection, Result};
use webchat_core::{Clock, SystemClock};

use crate::copy_error::CopyError;
use crate::files::{beside, private_file, remove_companions, remove_database, sync_folder, with};
use crate::inspect::{self, Found};
use crate::lock::{self, Lock};
use crate::open_error::OpenError;
use crate::{connect, epoch, schema};

/// What was done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RestoreReport {
    /// Messages in the database now, tombstones included.
    pub messages: u64,
    /// Where the database is that was there before.
    pub kept: Option<PathBuf>,
}

/// Puts what is in the database at `from` in the place of the one at `path`. It gets a new epoch, so that clients which
/// know more than it holds start afresh. What was there is kept as `webchat.replaced-{date}.db`, with its log, be it
/// what it may. `from` is only read.
///
/// Blocks: for as long as it takes to read the backup three times.
///
/// # Errors
/// A [`CopyError`] with a sentence for the one who asked; the database is as it was.
pub fn restore(from: &Path, path: &Path) -> std::result::Result<RestoreReport, CopyError> {
    if !inspect::header(from)? {
        return Err(CopyError::Missing { path: from.to_owned() });
    }
    if is_same(from, path) {
        return Err(CopyError::Itself { path: path.to_owned() });
    }
    let _lock = Lock::take(path).map_err(|error| match error {
        OpenError::Locked { path } => CopyError::InUse { path },
        other => other.into(),
    })?;
    if !lock::is_shared(from, path) && lock::is_held(from) {
        return Err(CopyError::SourceInUse { path: from.to_owned() });
    }
    let new = beside(path, "restoring");
    let restored = build(from, &new).and_then(|messages| {
        let kept = put_in_place(&new, path).map_err(|error| CopyError::unwritable(path, error))?;
        Ok(RestoreReport { messages, kept })
    });
    restored.inspect_err(|_| drop(remove_database(&new)))
}

/// Copies the backup and makes it a database that can be opened. Answers how many messages are in it.
fn build(from: &Path, new: &Path) -> std::result::Result<u64, CopyError> {
    let unwritable = |error| CopyError::unwritable(new, error);
    remove_database(new).and_then(|()| copy_with_log(from, new)).map_err(unwritable)?;
    let failed = |error| CopyError::sqlite(from, new, error);
    let mut db = connect::open(new).map_err(failed)?;
    if inspect::content_of(&db, from)? != Found::Ours {
        return Err(OpenError::NotADatabase { path: from.to_owned() }.into());
    }
    let messages = renew(&mut db).map_err(failed)?;
    db.close().map_err(|(_, error)| failed(error))?;
    File::open(new).and_then(|file| file.sync_all()).map_err(unwritable)?;
    Ok(messages)
}

/// The log is there beside what was copied by hand from a server that had been killed.
fn copy_with_log(from: &Path, new: &Path) -> io::Result<()> {
    for suffix in ["", "-wal"] {
        let source = with(from, suffix);
        if source.exists() {
            // In this way it is made for its owner alone, whoever may read the backup.
            io::copy(&mut File::open(source)?, &mut private_file(&with(new, suffix))?)?;
        }
    }
    Ok(())
}

fn renew(db: &mut Connection) -> Result<u64> {
    // Takes what is in the log, and leaves none.
    db.pragma_update(None, "journal_mode", "DELETE")?;
    inspect::check(db, "integrity_check")?;
    schema::migrate(db)?;
    epoch::renew(db)?;
    schema::messages(db)
}

/// Answers where the database is that was there, if there was one.
fn put_in_place(new: &Path, path: &Path) -> io::Result<Option<PathBuf>> {
    let kept = path.exists().then(|| beside(path, &format!("replaced-{}", date())));
    if let Some(kept) = &kept {
        for suffix in ["", "-wal"] {
            let present = with(path, suffix);
            if present.exists() {
                keep(&present, &with(kept, suffix))?;
            }
        }
        sync_folder(path)?;
    }
    // Beside the new database, the log would be taken for the new one's.
    remove_companions(path)?;
    rename(new, path)?;
    sync_folder(path)?;
    Ok(kept)
}

/// Gives a file a second name; where the file system knows no such thing, a copy has it.
fn keep(file: &Path, name: &Path) -> io::Result<()> {
    hard_link(file, name).or_else(|_| {
        copy(file, name)?;
        File::open(name)?.sync_all()
    })
}

/// Now, to the millisecond, in characters that every file system takes: `2026-01-31T09-30-00-000`.
fn date() -> String {
    let now = SystemClock::default().now().to_string();
    now.trim_end_matches('Z').replace([':', '.'], "-")
}

fn is_same(one: &Path, other: &Path) -> bool {
    matches!((one.canonicalize(), other.canonicalize()), (Ok(one), Ok(other)) if one == other)
}
