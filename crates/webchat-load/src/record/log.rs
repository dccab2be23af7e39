//! The full log: every entry as a line of JSON, on the disk, so that the memory of a long run stays small and whatever
//! turns out to matter can still be told.

use std::fs::{self, File};
use std::io::{BufRead, BufReader, BufWriter, Result, Write};
use std::path::{Path, PathBuf};

use super::Entry;

/// Bytes after which the log goes on in a new file. There are two at most, so the last 512 MiB at least are there: about
/// half an hour of a usual run.
const FILE_BYTES: u64 = 512 * 1024 * 1024;

/// The log of a run, in a folder.
#[derive(Debug)]
pub struct Log {
    folder: PathBuf,
    out: BufWriter<File>,
    bytes: u64,
}

impl Log {
    /// Begins a log in a folder that is there.
    pub fn create(folder: &Path) -> Result<Self> {
        let out = BufWriter::new(File::create(path(folder))?);
        Ok(Self { folder: folder.to_owned(), out, bytes: 0 })
    }

    /// Adds an entry.
    pub fn add(&mut self, entry: &Entry) -> Result<()> {
        if self.bytes > FILE_BYTES {
            self.out.flush()?;
            fs::rename(path(&self.folder), older(&self.folder))?;
            self.out = BufWriter::new(File::create(path(&self.folder))?);
            self.bytes = 0;
        }
        let mut line = serde_json::to_vec(entry)?;
        line.push(b'\n');
        self.bytes += line.len() as u64;
        self.out.write_all(&line)
    }

    /// Goes through everything that is kept, oldest first.
    pub fn read(&mut self, mut visit: impl FnMut(Entry)) -> Result<()> {
        self.out.flush()?;
        let kept = [older(&self.folder), path(&self.folder)];
        for path in kept.iter().filter(|path| path.exists()) {
            for line in BufReader::new(File::open(path)?).lines() {
                visit(serde_json::from_str(&line?)?);
            }
        }
        Ok(())
    }

    /// Writes what is still in memory.
    pub fn flush(&mut self) -> Result<()> {
        self.out.flush()
    }
}

fn path(folder: &Path) -> PathBuf {
    folder.join("log.jsonl")
}

fn older(folder: &Path) -> PathBuf {
    folder.join("log-older.jsonl")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::record::{Fact, Moment};

    #[test]
    fn what_was_added_can_be_read_again_in_its_order() {
        let folder = tempfile::tempdir().unwrap();
        let mut log = Log::create(folder.path()).unwrap();
        let entries: Vec<_> = (0..3)
            .map(|at| Entry { at: Moment(at), who: "server".into(), what: Fact::Started { millis: at } })
            .collect();
        for entry in &entries {
            log.add(entry).unwrap();
        }
        let mut read = Vec::new();
        log.read(|entry| read.push(entry)).unwrap();
        assert_eq!(read, entries);
    }
}
