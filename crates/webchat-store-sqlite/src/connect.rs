//! Connections and what each kind of them is tuned for.

use std::path::Path;
use std::time::Duration;

use rusqlite::config::DbConfig;
use rusqlite::{Connection, OpenFlags, Result};

/// How long to wait for a lock of another program, such as a backup or the `sqlite3` shell, before giving up.
/// Our own threads don't wait for each other: one writes, and readers need no lock.
pub(crate) const PATIENCE: Duration = Duration::from_secs(5);

/// KiB of pages that the writer keeps: the upper levels of the indexes and the leaves being filled. The operating
/// system caches the rest.
const WRITER_CACHE_KIB: i64 = 8 * 1024;

/// KiB of pages that a reader keeps; there are several, and a page of messages is some 50 KiB.
const READER_CACHE_KIB: i64 = 2 * 1024;

/// Statements that a connection keeps prepared: more than there are queries in this crate.
const STATEMENTS: usize = 64;

/// Bytes of the log that are kept for reuse once it starts again from the beginning.
const LOG_KEPT_BYTES: i64 = 64 * 1024 * 1024;

/// The one connection that changes the database.
///
/// `synchronous = FULL` syncs the log at each commit: what is acknowledged survives a power cut. Checkpoints are
/// taken off the commits: the `checkpoint` thread does them. With `secure_delete` a deleted text is overwritten
/// rather than left on a free spot of its page. There is no memory mapping, here or in readers: a read error of
/// the disk would kill the process instead of being an error.
pub(crate) fn writer(path: &Path) -> Result<Connection> {
    let db = open(path)?;
    db.pragma_update(None, "journal_mode", "WAL")?;
    db.pragma_update(None, "synchronous", "FULL")?;
    db.pragma_update(None, "wal_autocheckpoint", 0)?;
    db.pragma_update(None, "journal_size_limit", LOG_KEPT_BYTES)?;
    db.pragma_update(None, "secure_delete", true)?;
    db.pragma_update(None, "foreign_keys", true)?;
    db.pragma_update(None, "cache_size", -WRITER_CACHE_KIB)?;
    Ok(db)
}

/// A connection that only moves the log into the database.
pub(crate) fn checkpointer(path: &Path) -> Result<Connection> {
    let db = open(path)?;
    db.pragma_update(None, "synchronous", "FULL")?;
    db.pragma_update(None, "wal_autocheckpoint", 0)?;
    Ok(db)
}

/// A connection that changes nothing. It is opened for writing all the same, because a reader of a log has to
/// take part in its locks.
pub(crate) fn reader(path: &Path) -> Result<Connection> {
    let db = open(path)?;
    db.pragma_update(None, "query_only", true)?;
    db.pragma_update(None, "cache_size", -READER_CACHE_KIB)?;
    Ok(db)
}

/// A connection to a file that exists. `NO_MUTEX`: a connection is used by one thread at a time.
pub(crate) fn open(path: &Path) -> Result<Connection> {
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let db = Connection::open_with_flags(path, flags)?;
    db.busy_timeout(PATIENCE)?;
    // Otherwise a statement is planned anew for each value that is bound to it: three quarters of a send's time.
    db.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true)?;
    db.set_prepared_statement_cache_capacity(STATEMENTS);
    Ok(db)
}

/// A connection that leaves everything as it found it: a log that a crash left is moved when the database is really
/// opened, not by having looked at it.
pub(crate) fn untouching(path: &Path) -> Result<Connection> {
    let db = open(path)?;
    db.set_db_config(DbConfig::SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, true)?;
    Ok(db)
}
