//! From a path to a database that is ours alone, in the present schema.

use std::path::Path;
use std::sync::Arc;

use rusqlite::Connection;

use crate::files::{self, private_file};
use crate::import::{ImportReport, import};
use crate::inspect::{self, Found};
use crate::lock::{self, Lock};
use crate::open_error::OpenError;
use crate::{connect, epoch, schema};

/// A database that is ours until `lock` is dropped; without one, it is the server's.
pub(crate) struct Opened {
    pub(crate) db: Connection,
    pub(crate) epoch: String,
    /// None where another process has it.
    pub(crate) lock: Option<Arc<Lock>>,
    pub(crate) import: Option<ImportReport>,
}

/// Opens or creates the database at `path`.
///
/// What a crash left in the log is read, but need not be on the disk yet: it is synced before anybody is told of it.
pub(crate) fn open(path: &Path) -> Result<Opened, OpenError> {
    inspect::header(path)?;
    let lock = Lock::take(path)?;
    // Again, now that nobody else can change it.
    let found = if inspect::header(path)? { inspect::tables(path)? } else { Found::Nothing };
    let import = match found {
        Found::Nothing => private_file(path).map(|_| None).map_err(|error| OpenError::io(path, error))?,
        Found::Ours => None,
        Found::Classic => Some(import(path)?),
    };
    files::sync_log(path).map_err(|error| OpenError::io(path, error))?;
    let failed = |error| OpenError::sqlite(path, error);
    let mut db = connect::writer(path).map_err(failed)?;
    schema::migrate(&mut db).map_err(failed)?;
    let epoch = epoch::settle(&db, &lock).map_err(failed)?;
    Ok(Opened { db, epoch, lock: Some(Arc::new(lock)), import })
}

/// Opens the database at `path` beside the process that has its lock; takes the lock if none has. Makes nothing, and changes
/// no tables under a server.
pub(crate) fn beside(path: &Path) -> Result<Opened, OpenError> {
    if !inspect::header(path)? {
        return Err(OpenError::Missing { path: path.to_owned() });
    }
    if !lock::is_held(path) {
        return open(path);
    }
    let failed = |error| OpenError::sqlite(path, error);
    let db = connect::writer(path).map_err(failed)?;
    if schema::version(&db).map_err(failed)? != schema::VERSION {
        return Err(OpenError::OtherVersion { path: path.to_owned() });
    }
    let epoch = epoch::name(&db).map_err(failed)?;
    Ok(Opened { db, epoch, lock: None, import: None })
}
