//! From a path to a database that is ours alone, in the present schema.

use std::fs::{File, OpenOptions, TryLockError, create_dir_all, remove_file};
use std::io::ErrorKind;
use std::path::Path;

use rusqlite::Connection;

use crate::import::{ImportReport, import};
use crate::inspect::{self, Found};
use crate::open_error::OpenError;
use crate::{connect, schema};

/// A database that is ours until `lock` is dropped.
pub(crate) struct Opened {
    pub(crate) db: Connection,
    pub(crate) epoch: String,
    pub(crate) lock: File,
    pub(crate) import: Option<ImportReport>,
}

/// Opens or creates the database at `path`.
pub(crate) fn open(path: &Path) -> Result<Opened, OpenError> {
    inspect::header(path)?;
    let lock = lock_beside(path)?;
    // Again, now that nobody else can change it.
    let found = if inspect::header(path)? { inspect::tables(path)? } else { Found::Nothing };
    let import = match found {
        Found::Nothing => private_file(path).map(|_| None).map_err(|error| OpenError::io(path, error))?,
        Found::Ours => None,
        Found::Classic => Some(import(path)?),
    };
    let mut db = connect::writer(path).map_err(|error| OpenError::sqlite(path, error))?;
    let epoch = schema::migrate(&mut db).map_err(|error| OpenError::sqlite(path, error))?;
    Ok(Opened { db, epoch, lock, import })
}

/// Takes the lock that says "a webchat is running here", in a file beside the database. It goes with the process,
/// however that ends; the file stays.
fn lock_beside(path: &Path) -> Result<File, OpenError> {
    let directory = folder(path);
    let unwritable = |source| OpenError::Directory { directory: directory.to_owned(), source };
    create_dir_all(directory).map_err(unwritable)?;
    let lock = private_file(&path.with_extension("lock")).map_err(unwritable)?;
    match lock.try_lock() {
        Ok(()) => Ok(lock),
        Err(TryLockError::WouldBlock) => Err(OpenError::Locked { path: path.to_owned() }),
        Err(TryLockError::Error(error)) => Err(OpenError::io(path, error)),
    }
}

/// Opens a file, made for its owner alone if it is not there. SQLite gives its log the same permissions.
pub(crate) fn private_file(path: &Path) -> std::io::Result<File> {
    let mut options = OpenOptions::new();
    options.read(true).write(true).create(true).truncate(false);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path)
}

/// Removes a database and what SQLite keeps beside it, if they are there.
pub(crate) fn remove_database(path: &Path) -> std::io::Result<()> {
    for suffix in ["", "-journal", "-wal", "-shm"] {
        let mut name = path.as_os_str().to_owned();
        name.push(suffix);
        match remove_file(name) {
            Err(error) if error.kind() != ErrorKind::NotFound => return Err(error),
            _ => {}
        }
    }
    Ok(())
}

/// Makes a new name of a file last: it stands in the folder, which has a disk block of its own.
pub(crate) fn sync_folder(path: &Path) -> std::io::Result<()> {
    File::open(folder(path))?.sync_all()
}

/// The folder that a path is in; the current one for a bare file name.
fn folder(path: &Path) -> &Path {
    match path.parent() {
        Some(folder) if folder != Path::new("") => folder,
        _ => Path::new("."),
    }
}
