//! From a path to a database that is ours alone, in the present schema.

use std::path::Path;
use std::sync::Arc;

use rusqlite::Connection;

use crate::files::{self, private_file};
use crate::import::{ImportReport, import};
use crate::inspect::{self, Found};
use crate::lock::Lock;
use crate::open_error::OpenError;
use crate::{connect, epoch, schema};

/// A database that is ours until `lock` is dropped.
pub(crate) struct Opened {
    pub(crate) db: Connection,
    pub(crate) epoch: String,
    pub(crate) lock: Arc<Lock>,
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
    Ok(Opened { db, epoch, lock: Arc::new(lock), import })
}
