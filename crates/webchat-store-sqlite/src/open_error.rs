//! Why a database can't be opened: a sentence for the one who starts the server.

use std::path::{Path, PathBuf};

use rusqlite::ErrorCode;
use thiserror::Error;

/// Why a database can't be opened. Each displays as one sentence. Nothing was changed in the file.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum OpenError {
    /// The folder is not there and can't be made, or can't be written to.
    #[error("the data directory {} can't be written to: {source}", directory.display())]
    Directory {
        /// The folder that was to hold the database.
        directory: PathBuf,
        /// What the operating system says.
        source: std::io::Error,
    },
    /// There is something else at this path.
    #[error("{} is not a webchat database", path.display())]
    NotADatabase {
        /// What was to be the database.
        path: PathBuf,
    },
    /// It was a database once, but can't be read as one.
    #[error("{} is damaged: {source}", path.display())]
    Damaged {
        /// The database.
        path: PathBuf,
        /// What SQLite says.
        source: rusqlite::Error,
    },
    /// A later version of the program has changed its tables.
    #[error(
        "{} was written by a newer webchat (schema {found}, this program knows up to {known}); nothing was touched",
        path.display()
    )]
    Newer {
        /// The database.
        path: PathBuf,
        /// The schema it has.
        found: u32,
        /// The last schema that this program knows.
        known: u32,
    },
    /// Another process has it open.
    #[error("{} is in use by another running webchat", path.display())]
    Locked {
        /// The database.
        path: PathBuf,
    },
    /// There is nothing at this path, and nothing is to be made there.
    #[error("there is no webchat database at {}", path.display())]
    Missing {
        /// What was to be the database.
        path: PathBuf,
    },
    /// A server has it open whose tables are others.
    #[error("{} is in use by a running webchat of another version; use that program, or stop it", path.display())]
    OtherVersion {
        /// The database.
        path: PathBuf,
    },
    /// Something else failed: the disk is full, a lock is held by another program, a read failed.
    #[error("{} can't be opened: {source}", path.display())]
    Unavailable {
        /// The database.
        path: PathBuf,
        /// What the operating system or SQLite says.
        source: Box<dyn std::error::Error + Send + Sync>,
    },
}

impl OpenError {
    /// What an error of SQLite means for a file that begins as a database does.
    pub(crate) fn sqlite(path: &Path, source: rusqlite::Error) -> Self {
        let path = path.to_owned();
        match source.sqlite_error_code() {
            Some(ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase) => Self::Damaged { path, source },
            _ => Self::Unavailable { path, source: Box::new(source) },
        }
    }

    /// An error of the operating system about the database itself.
    pub(crate) fn io(path: &Path, source: std::io::Error) -> Self {
        Self::Unavailable { path: path.to_owned(), source: Box::new(source) }
    }
}
