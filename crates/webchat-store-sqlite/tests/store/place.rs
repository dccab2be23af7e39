//! Folders with a store in them.

use std::io::Write;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use tempfile::TempDir;
use webchat_core::store::Store;
use webchat_store_sqlite::SqliteStore;

/// Where the database of a test is; the folder goes with the test.
pub fn folder() -> (TempDir, PathBuf) {
    let folder = TempDir::new().unwrap();
    let path = folder.path().join("webchat.db");
    (folder, path)
}

/// A new store, and the folder that it is in.
pub fn fresh() -> (Arc<dyn Store>, TempDir) {
    let (folder, path) = folder();
    (Arc::new(open(&path)), folder)
}

/// Opens a store that can be opened.
pub fn open(path: &Path) -> SqliteStore {
    SqliteStore::open(path).unwrap()
}

/// The schema that this program writes: there is a file for each step to it.
pub fn schema() -> u32 {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("migrations");
    names(&folder).len().try_into().unwrap()
}

/// The names of the files in a folder.
pub fn names(folder: &Path) -> Vec<String> {
    let entries = std::fs::read_dir(folder).unwrap();
    let mut names: Vec<_> = entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

/// Says a line to the process that started this one. It is out of this process when this returns.
pub fn tell(line: &str) {
    let mut out = std::io::stdout().lock();
    writeln!(out, "{line}").unwrap();
    out.flush().unwrap();
}
