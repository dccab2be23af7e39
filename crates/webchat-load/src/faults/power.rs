//! What a power cut leaves of a file: undo records, put back from the last to the first.

use std::fs::{self, File, OpenOptions};
use std::os::unix::fs::FileExt;
use std::path::Path;

use anyhow::{Context, Result};

/// One write, as it can be taken back.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Undo {
    offset: u64,
    /// What stood there.
    old: Vec<u8>,
    /// How long the file was.
    size: u64,
    /// How many bytes were written.
    space: u64,
}

/// Numbers before the old content: offset, its length, the size of the file, and the length of what was written.
const HEAD: usize = 32;

/// Takes back what was written to `file` since it was last synced, for each write if `lose` says so: a disk keeps no
/// order among writes that nobody asked it to sync. Answers how many were lost.
pub fn take_back(file: &Path, undo: &Path, lose: &mut dyn FnMut() -> bool) -> Result<usize> {
    let records = read(&fs::read(undo)?);
    fs::write(undo, [])?;
    if records.is_empty() || !file.exists() {
        return Ok(0);
    }
    let file = OpenOptions::new().write(true).open(file)?;
    let chosen: Vec<_> = records.iter().filter(|_| lose()).collect();
    let everything = chosen.len() == records.len();
    for record in chosen.iter().rev() {
        put_back(&file, record, everything)?;
    }
    Ok(chosen.len())
}

fn put_back(file: &File, record: &Undo, everything: bool) -> Result<()> {
    let Undo { offset, old, size, space } = record;
    file.write_all_at(old, *offset)?;
    if everything {
        file.set_len(*size).context("it could not be made as long as it was")?;
    } else {
        // A later write beyond it may have been kept: then there is a gap where this one was.
        let beyond = offset.saturating_add(*space).min(file.metadata()?.len()).saturating_sub(*size);
        file.write_all_at(&vec![0; usize::try_from(beyond)?], *size)?;
    }
    Ok(())
}

/// A record that was not finished when the process was killed belongs to a write that never began.
fn read(mut bytes: &[u8]) -> Vec<Undo> {
    let mut records = Vec::new();
    let number =
        |bytes: &[u8], at: usize| bytes[at..at + 8].try_into().map(u64::from_ne_bytes).unwrap_or_default();
    while bytes.len() >= HEAD {
        let (offset, length) = (number(bytes, 0), number(bytes, 8));
        let (size, space) = (number(bytes, 16), number(bytes, 24));
        let end = usize::try_from(length).ok().and_then(|length| length.checked_add(HEAD));
        let Some(old) = end.and_then(|end| bytes.get(HEAD..end)) else { break };
        records.push(Undo { offset, old: old.to_vec(), size, space });
        bytes = &bytes[HEAD + old.len()..];
    }
    records
}

#[cfg(test)]
mod tests {
    use super::*;

    fn record(offset: u64, old: &[u8], size: u64, space: u64) -> Vec<u8> {
        let numbers = [offset, old.len() as u64, size, space];
        numbers.into_iter().flat_map(u64::to_ne_bytes).chain(old.iter().copied()).collect()
    }

    #[test]
    fn everything_since_the_last_sync_is_taken_back() {
        let folder = tempfile::tempdir().unwrap();
        let (file, undo) = (folder.path().join("file"), folder.path().join("undo"));
        // Was "abcd"; then "XY" was written over "bc", and "efgh" behind the end.
        fs::write(&file, "aXYdefgh").unwrap();
        fs::write(
            &undo,
            [record(1, b"bc", 4, 2), record(4, b"", 4, 4), record(0, b"a", 8, 1)[..20].to_vec()].concat(),
        )
        .unwrap();
        assert_eq!(take_back(&file, &undo, &mut || true).unwrap(), 2);
        assert_eq!(fs::read(&file).unwrap(), b"abcd");
        assert_eq!(take_back(&file, &undo, &mut || true).unwrap(), 0, "it was put back already");
    }

    #[test]
    fn writes_may_be_lost_one_by_one() {
        let folder = tempfile::tempdir().unwrap();
        let (file, undo) = (folder.path().join("file"), folder.path().join("undo"));
        fs::write(&file, "aXYdefgh").unwrap();
        fs::write(&undo, [record(1, b"bc", 4, 2), record(4, b"", 4, 4)].concat()).unwrap();
        let mut turn = false;
        let mut first_only = || {
            turn = !turn;
            turn
        };
        assert_eq!(take_back(&file, &undo, &mut first_only).unwrap(), 1);
        assert_eq!(fs::read(&file).unwrap(), b"abcdefgh");
    }
}
