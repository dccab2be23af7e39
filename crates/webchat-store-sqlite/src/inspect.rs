//! What is at a path, found out without changing it.

use std::collections::BTreeSet;
use std::fs::File;
use std::io::{ErrorKind, Read};
use std::path::Path;

use rusqlite::{Connection, OptionalExtension, Result};

use crate::open_error::OpenError;
use crate::{connect, schema};

/// What is at a path.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Found {
    /// Nothing yet, or a database without a table.
    Nothing,
    /// A database of ours, not newer than this program.
    Ours,
    /// One that the classic system left.
    Classic,
}

/// The beginning of a file of SQLite, <https://www.sqlite.org/fileformat.html>.
const MAGIC: &[u8; 16] = b"SQLite format 3\0";
const VERSION_AT: usize = 60;
const APPLICATION_AT: usize = 68;
const HEADER: usize = 100;

/// Looks at the first bytes only, and with nothing but reading: SQLite would already leave a log beside a database
/// that is not for us. Answers whether there is a database.
pub(crate) fn header(path: &Path) -> std::result::Result<bool, OpenError> {
    // A pipe would be waited for, and a device never ends.
    if path.metadata().is_ok_and(|found| !found.is_file()) {
        return Err(not_a_database(path));
    }
    let header = match first_bytes(path) {
        Ok(header) if header.is_empty() => return Ok(false),
        Ok(header) => header,
        Err(error) if matches!(error.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory) => {
            return Ok(false);
        }
        Err(error) => return Err(OpenError::io(path, error)),
    };
    if !header.starts_with(MAGIC) {
        return Err(not_a_database(path));
    }
    match (number(&header, APPLICATION_AT), number(&header, VERSION_AT)) {
        (Some(schema::APPLICATION_ID), Some(version)) => known(path, version)?,
        (Some(0) | None, _) => {}
        _ => return Err(not_a_database(path)),
    }
    Ok(true)
}

/// Looks inside a file whose header is fine.
pub(crate) fn tables(path: &Path) -> std::result::Result<Found, OpenError> {
    let failed = |error| OpenError::sqlite(path, error);
    content_of(&connect::untouching(path).map_err(failed)?, path)
}

/// Looks inside a database that is to be named `path` if it is not for us.
pub(crate) fn content_of(db: &Connection, path: &Path) -> std::result::Result<Found, OpenError> {
    let failed = |error| OpenError::sqlite(path, error);
    let (application, version) = marks(db).map_err(failed)?;
    match application {
        schema::APPLICATION_ID => known(path, version).map(|()| Found::Ours),
        0 => match content(db).map_err(failed)? {
            Some(found) => Ok(found),
            None => Err(not_a_database(path)),
        },
        _ => Err(not_a_database(path)),
    }
}

/// Reads the whole database and looks for damage: `quick_check`, or `integrity_check`, which also compares the indexes
/// with what they are of.
pub(crate) fn check(db: &Connection, how: &str) -> Result<()> {
    let found: String = db.query_row(&format!("PRAGMA {how}(1)"), [], |row| row.get(0))?;
    if found == "ok" {
        return Ok(());
    }
    Err(damage(found))
}

/// Looks for what does something by itself when the database is read or written. There is none of it in ours.
pub(crate) fn check_harmless(db: &Connection) -> Result<()> {
    let query = "SELECT type || ' \"' || name || '\"' FROM sqlite_schema WHERE type IN ('trigger', 'view')";
    match db.query_row(query, [], |row| row.get::<_, String>(0)).optional()? {
        Some(found) => Err(damage(format!("it holds the {found}, which is none of webchat's"))),
        None => Ok(()),
    }
}

/// Looks whether everything is there that a new database has in the present schema: tables, columns and indexes. What
/// somebody added is no harm.
pub(crate) fn check_whole(db: &Connection) -> Result<()> {
    let mut new = Connection::open_in_memory()?;
    schema::migrate(&mut new)?;
    let found = parts(db)?;
    match parts(&new)?.into_iter().find(|part| !found.contains(part)) {
        Some((name, column)) => Err(damage(match column {
            Some(column) => format!("\"{name}\" has no column \"{column}\""),
            None => format!("\"{name}\" is missing"),
        })),
        None => Ok(()),
    }
}

/// The names of tables and indexes, and of the columns in each.
fn parts(db: &Connection) -> Result<BTreeSet<(String, Option<String>)>> {
    let names = "SELECT name, NULL FROM sqlite_schema UNION ALL \
        SELECT part.name, info.name FROM sqlite_schema part, pragma_table_info(part.name) info";
    db.prepare(names)?.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?.collect()
}

fn damage(what: String) -> rusqlite::Error {
    let corrupt = rusqlite::ffi::Error::new(rusqlite::ffi::SQLITE_CORRUPT);
    rusqlite::Error::SqliteFailure(corrupt, Some(what))
}

fn first_bytes(path: &Path) -> std::io::Result<Vec<u8>> {
    let mut header = Vec::with_capacity(HEADER);
    File::open(path)?.take(HEADER as u64).read_to_end(&mut header)?;
    Ok(header)
}

fn number(header: &[u8], at: usize) -> Option<i32> {
    let bytes = header.get(at..at + 4)?;
    Some(i32::from_be_bytes(bytes.try_into().ok()?))
}

fn known(path: &Path, version: i32) -> std::result::Result<(), OpenError> {
    match u32::try_from(version) {
        Ok(found) if found > schema::VERSION => {
            Err(OpenError::Newer { path: path.to_owned(), found, known: schema::VERSION })
        }
        _ => Ok(()),
    }
}

fn marks(db: &Connection) -> Result<(i32, i32)> {
    let mark = |name| db.pragma_query_value(None, name, |row| row.get(0));
    Ok((mark("application_id")?, mark("user_version")?))
}

fn content(db: &Connection) -> Result<Option<Found>> {
    let tables: u32 = db.query_row("SELECT count(*) FROM sqlite_schema", [], |row| row.get(0))?;
    if tables == 0 {
        return Ok(Some(Found::Nothing));
    }
    let columns = "SELECT count(*) FROM pragma_table_info('messages') \
        WHERE lower(name) IN ('id', 'text', 'senderid', 'receiverid', 'createdat')";
    let classic: u32 = db.query_row(columns, [], |row| row.get(0))?;
    Ok((classic == 5).then_some(Found::Classic))
}

fn not_a_database(path: &Path) -> OpenError {
    OpenError::NotADatabase { path: path.to_owned() }
}
