//! Putting a backup in the place of a database, which is kept beside it.
//!
//! The backup is copied, checked and brought to the present schema beside the database before that is touched.

use std::fs::File;
use std::io;
use std::path::{Path, PathBuf};

use rusqlite::config::DbConfig;
use rusqlite::{Connection, Result};

use crate::copy_error::CopyError;
use crate::files::{self, beside, new_private_file, remove_database, with};
use crate::inspect::{self, Found};
use crate::lock::{self, Lock};
use crate::open_error::OpenError;
use crate::replace::{put_in_place, settle};
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
/// know more than it holds start afresh. What was there is kept as `webchat.replaced-{date}.db`, be it what it may.
/// `from` is only read.
///
/// Blocks: for as long as it takes to read the backup three times.
///
/// # Errors
/// A [`CopyError`] with a sentence for the one who asked; the database is as it was.
pub fn restore(from: &Path, path: &Path) -> std::result::Result<RestoreReport, CopyError> {
    let path = &files::followed(path);
    if !inspect::header(from)? {
        return Err(CopyError::Missing { path: from.to_owned() });
    }
    let new = beside(path, "restoring");
    check_names(from, path, &new)?;
    let _lock = take_lock(path)?;
    if !lock::is_shared(from, path) && lock::is_held(from) {
        return Err(CopyError::SourceInUse { path: from.to_owned() });
    }
    let restored = build(from, &new).and_then(|messages| {
        settle(path)?;
        let kept = put_in_place(&new, path).map_err(|error| CopyError::unwritable(path, error))?;
        Ok(RestoreReport { messages, kept })
    });
    restored.inspect_err(|_| drop(remove_database(&new)))
}

fn check_names(from: &Path, path: &Path, new: &Path) -> std::result::Result<(), CopyError> {
    if files::is_same(from, path) {
        return Err(CopyError::Itself { path: path.to_owned() });
    }
    if files::is_same(from, new) {
        return Err(CopyError::Leftover { path: from.to_owned() });
    }
    Ok(())
}

fn take_lock(path: &Path) -> std::result::Result<Lock, CopyError> {
    let lock = Lock::take(path).map_err(|error| match error {
        OpenError::Locked { path } => CopyError::InUse { path },
        other => other.into(),
    })?;
    // Only root can give a file away; who is not has made it for themselves.
    drop(files::give_to_owner_of(&lock::name(path), files::folder(path)));
    Ok(lock)
}

/// Copies the backup and makes it a database that can be opened. Answers how many messages are in it.
fn build(from: &Path, new: &Path) -> std::result::Result<u64, CopyError> {
    let unwritable = |error| CopyError::unwritable(new, error);
    remove_database(new).map_err(unwritable)?;
    copy_with_log(from, new)?;
    let failed = |error| CopyError::sqlite(from, new, error);
    let mut db = connect::open(new).map_err(failed)?;
    // Whoever wrote the file may have put into it what has side effects.
    db.set_db_config(DbConfig::SQLITE_DBCONFIG_TRUSTED_SCHEMA, false).map_err(failed)?;
    match inspect::content_of(&db, from)? {
        Found::Ours => {}
        Found::Classic => return Err(CopyError::Classic { path: from.to_owned() }),
        Found::Nothing => return Err(OpenError::NotADatabase { path: from.to_owned() }.into()),
    }
    let messages = renew(&mut db).map_err(failed)?;
    db.close().map_err(|(_, error)| failed(error))?;
    File::open(new).and_then(|file| file.sync_all()).map_err(unwritable)?;
    Ok(messages)
}

/// The log is there beside what was copied by hand from a server that had been killed.
fn copy_with_log(from: &Path, new: &Path) -> std::result::Result<(), CopyError> {
    for part in ["", "-wal"] {
        let (source, target) = (with(from, part), with(new, part));
        if source.exists() {
            // In this way it is made for its owner alone, whoever may read the backup.
            let mut copy =
                new_private_file(&target).map_err(|error| CopyError::unwritable(&target, error))?;
            // Which of the two failed, the system does not say.
            File::open(&source)
                .and_then(|mut file| io::copy(&mut file, &mut copy))
                .map_err(|error| CopyError::failed(from, new, error))?;
        }
    }
    Ok(())
}

fn renew(db: &mut Connection) -> Result<u64> {
    // Takes what is in the log, and leaves none.
    db.pragma_update(None, "journal_mode", "DELETE")?;
    inspect::check(db, "integrity_check")?;
    inspect::check_harmless(db)?;
    schema::migrate(db)?;
    inspect::check_whole(db)?;
    epoch::renew(db)?;
    schema::messages(db)
}
