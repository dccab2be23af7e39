//! Giving a finished database the name of the one that is there, which is kept under another name.
//!
//! What is there is made one file first, so that it gets its second name in one step and loses the first in another: a
//! crash at any moment leaves the old or the new database at its place, whole.

use std::fs::{File, copy, hard_link, rename};
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};
use std::time::Duration;

use rusqlite::ErrorCode::{DatabaseBusy, DatabaseLocked};
use rusqlite::{Connection, Result};
use webchat_core::{Clock, SystemClock};

use crate::copy_error::CopyError;
use crate::files::{self, beside, remove_companions, sync_folder, with};
use crate::open_error::OpenError;
use crate::{connect, inspect};

/// How long somebody else's work with the database may take before it counts as being in use.
const IN_USE: Duration = Duration::from_secs(1);

/// What belongs to a database: the file itself, the journal that a crash left, or the log. The index is made anew.
const PARTS: [&str; 3] = ["", "-journal", "-wal"];

/// Makes the database at `path` one file that nobody has open: what a crash left in a log goes where it belongs. What
/// SQLite can't make sense of stays as it is, in as many files as it has.
///
/// The lock beside the database says that no webchat works with it. This asks SQLite, which knows of other programs too,
/// and of a webchat whose lock file was removed.
pub(crate) fn settle(path: &Path) -> std::result::Result<(), CopyError> {
    // Opening what is no database would already throw its log away.
    if !matches!(inspect::header(path), Ok(true) | Err(OpenError::Newer { .. })) {
        return Ok(());
    }
    match connect::open(path).and_then(|db| take_alone(&db)) {
        Err(error) if matches!(error.sqlite_error_code(), Some(DatabaseBusy | DatabaseLocked)) => {
            Err(CopyError::Busy { path: path.to_owned() })
        }
        _ => Ok(()),
    }
}

fn take_alone(db: &Connection) -> Result<()> {
    db.busy_timeout(IN_USE)?;
    db.pragma_update(None, "journal_mode", "DELETE")?;
    db.execute_batch("BEGIN EXCLUSIVE; ROLLBACK")
}

/// Puts the database `new` at `path`. It belongs to whom the one there belongs. Answers where that is now, if there was
/// one.
pub(crate) fn put_in_place(new: &Path, path: &Path) -> io::Result<Option<PathBuf>> {
    let is_there = path.exists();
    if is_there {
        files::give_to_owner_of(new, path)?;
    } else {
        // Only root can, and only then it matters.
        drop(files::give_to_owner_of(new, files::folder(path)));
    }
    let kept = is_there.then(|| beside(path, &format!("replaced-{}", date())));
    if let Some(kept) = &kept {
        for part in PARTS {
            let present = with(path, part);
            if present.exists() {
                keep(&present, &with(kept, part))?;
            }
        }
        sync_folder(path)?;
    }
    // Beside the new database, the log of one that could not be settled would be taken for the new one's.
    remove_companions(path)?;
    rename(new, path)?;
    sync_folder(path)?;
    Ok(kept)
}

/// Gives a file a second name; where the file system knows no such thing, a copy has it.
fn keep(file: &Path, name: &Path) -> io::Result<()> {
    match hard_link(file, name) {
        Err(error) if error.kind() != ErrorKind::AlreadyExists => {
            copy(file, name)?;
            File::open(name)?.sync_all()
        }
        outcome => outcome,
    }
}

/// Now, to the millisecond, in characters that every file system takes: `2026-01-31T09-30-00-000`.
fn date() -> String {
    let now = SystemClock::default().now().to_string();
    now.trim_end_matches('Z').replace([':', '.'], "-")
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test that can't go on fails")]

    use super::*;
    use std::fs;

    #[test]
    fn what_was_kept_before_is_not_overwritten() {
        let folder = tempfile::tempdir().unwrap();
        let (file, name) = (folder.path().join("file"), folder.path().join("name"));
        fs::write(&file, "new").unwrap();
        fs::write(&name, "kept before").unwrap();
        assert_eq!(keep(&file, &name).unwrap_err().kind(), ErrorKind::AlreadyExists);
        assert_eq!(fs::read_to_string(&name).unwrap(), "kept before");
    }

    #[test]
    fn what_is_no_database_is_kept_with_everything_that_is_beside_it() {
        let folder = tempfile::tempdir().unwrap();
        let (new, path) = (folder.path().join("new"), folder.path().join("webchat.db"));
        fs::write(&new, "new").unwrap();
        for part in PARTS {
            fs::write(with(&path, part), format!("old{part}")).unwrap();
        }
        settle(&path).unwrap();
        let kept = put_in_place(&new, &path).unwrap().unwrap();
        assert_eq!(fs::read_to_string(&path).unwrap(), "new");
        for part in PARTS {
            assert_eq!(fs::read_to_string(with(&kept, part)).unwrap(), format!("old{part}"));
            assert!(part.is_empty() || !with(&path, part).exists());
        }
    }
}
