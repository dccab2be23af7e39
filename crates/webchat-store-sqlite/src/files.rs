//! The files of a database: their names, and making, removing and keeping them.

use std::ffi::OsStr;
use std::fs::{File, OpenOptions, remove_file};
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

/// What SQLite keeps beside a database: a journal of an import, the log, and the index of the log.
pub(crate) const COMPANIONS: [&str; 3] = ["-journal", "-wal", "-shm"];

/// A path with something put before its extension: `webchat.db` becomes `webchat.{middle}.db`.
pub(crate) fn beside(path: &Path, middle: &str) -> PathBuf {
    path.with_extension(format!("{middle}.db"))
}

/// A path with something put behind it: `webchat.db` becomes `webchat.db-wal`.
pub(crate) fn with(path: &Path, suffix: impl AsRef<OsStr>) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(suffix);
    name.into()
}

/// Where a database really is, if `path` is a symbolic link to it: its log, its lock and its copies stand beside it.
pub(crate) fn followed(path: &Path) -> PathBuf {
    let link = path.is_symlink().then(|| path.canonicalize().ok()).flatten();
    link.unwrap_or_else(|| path.to_owned())
}

/// Whether two names are names of one file that is there.
pub(crate) fn is_same(one: &Path, other: &Path) -> bool {
    matches!((one.canonicalize(), other.canonicalize()), (Ok(one), Ok(other)) if one == other)
}

/// Whether two names would be names of one file, wherever there is none yet.
pub(crate) fn would_be_same(one: &Path, other: &Path) -> bool {
    one.file_name() == other.file_name() && is_same(folder(one), folder(other))
}

/// Makes a file belong to whom `other` belongs, unless it does. Only root can.
pub(crate) fn give_to_owner_of(file: &Path, other: &Path) -> std::io::Result<()> {
    #[cfg(unix)]
    {
        use std::os::unix::fs::{MetadataExt, chown};
        let (present, wanted) = (file.metadata()?, other.metadata()?);
        // Nobody but the owner can read it: the group alone makes no difference.
        if present.uid() != wanted.uid() {
            return chown(file, Some(wanted.uid()), Some(wanted.gid()));
        }
    }
    Ok(())
}

/// Opens a file, made for its owner alone if it is not there. SQLite gives its log the same permissions.
pub(crate) fn private_file(path: &Path) -> std::io::Result<File> {
    private().create(true).truncate(false).open(path)
}

/// Makes a file for its owner alone that is not there yet.
pub(crate) fn new_private_file(path: &Path) -> std::io::Result<File> {
    private().create_new(true).open(path)
}

fn private() -> OpenOptions {
    let mut options = OpenOptions::new();
    options.read(true).write(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options
}

/// Removes a database and what SQLite keeps beside it, if they are there.
pub(crate) fn remove_database(path: &Path) -> std::io::Result<()> {
    remove(path)?;
    remove_companions(path)
}

/// Removes what SQLite keeps beside a database, if it is there.
pub(crate) fn remove_companions(path: &Path) -> std::io::Result<()> {
    COMPANIONS.into_iter().try_for_each(|suffix| remove(&with(path, suffix)))
}

fn remove(path: &Path) -> std::io::Result<()> {
    match remove_file(path) {
        Err(error) if error.kind() != ErrorKind::NotFound => Err(error),
        _ => Ok(()),
    }
}

/// Puts on the disk what is in the log of the database at `path`, if there is one.
pub(crate) fn sync_log(path: &Path) -> std::io::Result<()> {
    match File::open(with(path, "-wal")) {
        Ok(log) => log.sync_all(),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(()),
        Err(error) => Err(error),
    }
}

/// Makes a new name of a file last: it stands in the folder, which has a disk block of its own.
pub(crate) fn sync_folder(path: &Path) -> std::io::Result<()> {
    File::open(folder(path))?.sync_all()
}

/// The folder that a path is in; the current one for a bare file name.
pub(crate) fn folder(path: &Path) -> &Path {
    match path.parent() {
        Some(folder) if folder != Path::new("") => folder,
        _ => Path::new("."),
    }
}

/// Bytes of a database and what SQLite keeps beside it, and bytes that are free for its owner where it is; `None` if the
/// system does not say.
pub(crate) fn space(path: &Path) -> (u64, Option<u64>) {
    let bytes = |suffix| with(path, suffix).metadata().map_or(0, |file| file.len());
    let taken = bytes("") + COMPANIONS.into_iter().map(bytes).sum::<u64>();
    let disk = rustix::fs::statvfs(folder(path)).ok();
    (taken, disk.map(|disk| disk.f_bavail.saturating_mul(disk.f_frsize)))
}
