//! Why a database can't be backed up or restored: a sentence for the one who asked.

use std::error::Error;
use std::path::{Path, PathBuf};

use crate::open_error::OpenError;

/// Why a database can't be backed up or restored. Each displays as one sentence. The database in question is as it was.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum CopyError {
    /// There is nothing to copy.
    #[error("there is no database at {}", path.display())]
    Missing {
        /// Where one was expected.
        path: PathBuf,
    },
    /// What is to be written is there already.
    #[error("{} is there already, and nothing is overwritten", path.display())]
    Exists {
        /// What is there.
        path: PathBuf,
    },
    /// Another backup is being written, or was cut off.
    #[error("{} is there: another backup is writing it, or one was cut off and it can be removed", path.display())]
    Unfinished {
        /// The file that is not finished.
        path: PathBuf,
    },
    /// A server works with it.
    #[error("{} is in use by a running webchat; stop it first", path.display())]
    InUse {
        /// The database.
        path: PathBuf,
    },
    /// What is to be restored is the database of a server that runs, and changes while it is read.
    #[error("{} is in use by a running webchat; take a backup of it, and restore that", path.display())]
    SourceInUse {
        /// What was to be restored.
        path: PathBuf,
    },
    /// Some other program has it open: a backup, the `sqlite3` shell.
    #[error("{} is in use by another program; wait for it, or end it", path.display())]
    Busy {
        /// The database.
        path: PathBuf,
    },
    /// The copy would have a name that the database uses for its log or its lock.
    #[error("{} is a name that the database needs itself", path.display())]
    Reserved {
        /// What was to be written.
        path: PathBuf,
    },
    /// It is half of a restore, and makes room for the next one.
    #[error("{} was left by a restore that was cut off; restore the backup that it was made of", path.display())]
    Leftover {
        /// What was to be restored.
        path: PathBuf,
    },
    /// The classic system wrote it.
    #[error("{} was left by the classic system; put it in the place of webchat.db, and `webchat serve` imports it", path.display())]
    Classic {
        /// What was to be copied.
        path: PathBuf,
    },
    /// It was to be restored from itself.
    #[error("{} is the database itself", path.display())]
    Itself {
        /// The database.
        path: PathBuf,
    },
    /// What is to be copied is no database that this program can open.
    #[error(transparent)]
    Unfit(#[from] OpenError),
    /// A file can't be written.
    #[error("{} can't be written: {source}", path.display())]
    Unwritable {
        /// What was to be written.
        path: PathBuf,
        /// What the operating system says.
        source: std::io::Error,
    },
    /// Something failed in between: the disk is full, a read failed.
    #[error("{} can't be copied to {}: {source}", from.display(), to.display())]
    Failed {
        /// What was to be copied.
        from: PathBuf,
        /// Where to.
        to: PathBuf,
        /// What SQLite says.
        source: Box<dyn Error + Send + Sync>,
    },
}

impl CopyError {
    /// What could not be written.
    pub(crate) fn unwritable(path: &Path, source: std::io::Error) -> Self {
        Self::Unwritable { path: path.to_owned(), source }
    }

    /// What failed while it was copied.
    pub(crate) fn failed(from: &Path, to: &Path, source: impl Into<Box<dyn Error + Send + Sync>>) -> Self {
        Self::Failed { from: from.to_owned(), to: to.to_owned(), source: source.into() }
    }

    /// What an error of SQLite means. Damage was in the database before it was in its copy.
    pub(crate) fn sqlite(from: &Path, to: &Path, source: rusqlite::Error) -> Self {
        match OpenError::sqlite(from, source) {
            OpenError::Unavailable { source, .. } => Self::failed(from, to, source),
            damaged => damaged.into(),
        }
    }
}
