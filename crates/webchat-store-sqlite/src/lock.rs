//! The file beside a database that says "a webchat is running here", and what that webchat last knew to be stored.

use std::fs::{File, TryLockError, create_dir_all};
use std::io::{Read, Result, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

use crate::files::{self, folder, private_file};
use crate::open_error::OpenError;

/// Bytes that are read of the file: more than it ever holds.
const LONGEST: u64 = 256;

/// The lock on a database. It goes with the value, or with the process, however that ends; the file stays.
pub(crate) struct Lock(File);

/// What a database held when it was last looked at.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Noted {
    pub(crate) epoch: String,
    /// The heads of all its conversations, added up: the number of changes that were ever stored.
    pub(crate) changes: u64,
}

impl Lock {
    /// Takes the lock on the database at `path`, and makes the folder that it is in.
    pub(crate) fn take(path: &Path) -> std::result::Result<Self, OpenError> {
        let directory = folder(path);
        let unwritable = |source| OpenError::Directory { directory: directory.to_owned(), source };
        create_dir_all(directory).map_err(unwritable)?;
        let file = private_file(&name(path)).map_err(unwritable)?;
        match file.try_lock() {
            Ok(()) => Ok(Self(file)),
            Err(TryLockError::WouldBlock) => Err(OpenError::Locked { path: path.to_owned() }),
            Err(TryLockError::Error(error)) => Err(OpenError::io(path, error)),
        }
    }

    /// Writes what is stored over what stood there. Not synced: a power cut may leave what was noted before.
    pub(crate) fn note(&self, noted: &Noted) -> Result<()> {
        // Always of the same length, and written at once: no moment sees a half of it.
        let line = format!("{} {:020}\n", noted.epoch, noted.changes);
        let mut file = &self.0;
        file.seek(SeekFrom::Start(0))?;
        file.write_all(line.as_bytes())?;
        file.set_len(line.len() as u64)
    }

    /// What was noted last; `None` when nothing was, or nothing that can be read.
    pub(crate) fn noted(&self) -> Option<Noted> {
        let (mut file, mut line) = (&self.0, String::new());
        file.seek(SeekFrom::Start(0)).ok()?;
        file.take(LONGEST).read_to_string(&mut line).ok()?;
        let (epoch, changes) = line.strip_suffix('\n')?.split_once(' ')?;
        Some(Noted { epoch: epoch.to_owned(), changes: changes.parse().ok()? })
    }
}

/// Whether a running webchat has the lock on the database at `path`.
pub(crate) fn is_held(path: &Path) -> bool {
    File::open(name(path)).is_ok_and(|file| matches!(file.try_lock_shared(), Err(TryLockError::WouldBlock)))
}

/// Whether two databases would have the same lock.
pub(crate) fn is_shared(one: &Path, other: &Path) -> bool {
    files::is_same(&name(one), &name(other))
}

/// The lock file's name: that of the database with another end. It must not be the database itself.
pub(crate) fn name(path: &Path) -> PathBuf {
    let name = path.with_extension("lock");
    if name == path { files::with(path, ".lock") } else { name }
}
