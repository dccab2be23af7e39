//! The copy of the classic database that is kept.

use std::fs::{File, remove_file, rename};
use std::path::{Path, PathBuf};

use webchat_core::{Clock, SystemClock};

use crate::files::{self, beside};
use crate::open_error::OpenError;
use crate::{connect, inspect};

/// Writes what is in the database at `path`, its log included, to `webchat.classic-{milliseconds}.db` beside it.
/// The file has that name only once it is complete and on the disk.
pub(super) fn keep(path: &Path) -> Result<PathBuf, OpenError> {
    let millis = SystemClock::default().now().millis();
    let kept = beside(path, &format!("classic-{millis}"));
    let unfinished = beside(path, "copying");
    files::remove_database(&unfinished)
        .and_then(|()| files::private_file(&unfinished))
        .map_err(|error| OpenError::io(path, error))?;
    let written = write(path, &unfinished);
    let written = written.inspect_err(|_| drop(remove_file(&unfinished)));
    written.map_err(|error| OpenError::sqlite(path, error))?;
    File::open(&unfinished)
        .and_then(|file| file.sync_all())
        .and_then(|()| rename(&unfinished, &kept))
        .and_then(|()| files::sync_folder(&kept))
        .map_err(|error| OpenError::io(path, error))?;
    Ok(kept)
}

/// Reads every page of the database, and so finds what is damaged before anything is built on it.
fn write(path: &Path, target: &Path) -> rusqlite::Result<()> {
    let db = connect::untouching(path)?;
    inspect::check(&db, "quick_check")?;
    let name = target.to_str().ok_or_else(|| rusqlite::Error::InvalidPath(target.to_owned()))?;
    db.execute("VACUUM INTO ?1", [name])?;
    Ok(())
}
