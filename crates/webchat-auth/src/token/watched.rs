//! Keys in a file, which is read again when what is in it changes.

use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use webchat_core::Clock;

use super::KeyError;
use super::error::KeyFlaw;
use super::key::KeySet;

/// Bytes of a file of keys at most: sixteen of the longest keys, with certificates.
const MAX_BYTES: u64 = 64 * 1024;

/// How often the file is looked at while tokens come. Whoever replaced a key waits no longer than this.
const LOOK_EVERY: Duration = Duration::from_secs(1);

/// How a file becomes keys.
type Read_ = fn(&[u8]) -> Result<KeySet, KeyFlaw>;

/// A file of keys.
pub(super) struct Watched {
    path: PathBuf,
    read: Read_,
    clock: Arc<dyn Clock>,
    seen: Mutex<Seen>,
}

struct Seen {
    content: Vec<u8>,
    keys: Arc<KeySet>,
    looked_at: Duration,
}

impl Watched {
    /// Reads the file for the first time. Blocks for so long.
    pub(super) fn open(path: PathBuf, read: Read_, clock: Arc<dyn Clock>) -> Result<Self, KeyError> {
        let content = content(&path)?;
        let keys = read(&content).map_err(|flaw| KeyError::Content { path: path.clone(), flaw })?;
        let seen = Mutex::new(Seen { content, keys: Arc::new(keys), looked_at: clock.elapsed() });
        Ok(Self { path, read, clock, seen })
    }

    /// The keys as the file has them, to within a second. While it can't be read, or there is nothing in it that can be
    /// used, those that it had last: whoever writes a file does not do it in one moment.
    pub(super) async fn keys(&self) -> Arc<KeySet> {
        let now = self.clock.elapsed();
        {
            let mut seen = self.seen();
            if now.saturating_sub(seen.looked_at) < LOOK_EVERY {
                return Arc::clone(&seen.keys);
            }
            seen.looked_at = now;
        }
        let path = self.path.clone();
        let looked = tokio::task::spawn_blocking(move || content(&path)).await;
        if let Ok(content) = looked {
            self.take(content);
        }
        Arc::clone(&self.seen().keys)
    }

    fn take(&self, content: Result<Vec<u8>, KeyError>) {
        let mut seen = self.seen();
        let outcome = content.and_then(|content| {
            if content == seen.content {
                return Ok(());
            }
            // Kept even if it can't be used, so that it is told once.
            seen.content.clone_from(&content);
            let keys = (self.read)(&content);
            let keys = keys.map_err(|flaw| KeyError::Content { path: self.path.clone(), flaw })?;
            seen.keys = Arc::new(keys);
            tracing::info!(path = %self.path.display(), "the keys for tokens were read again");
            Ok(())
        });
        if let Err(error) = outcome {
            tracing::warn!(%error, "the keys for tokens stay what they were");
        }
    }

    fn seen(&self) -> std::sync::MutexGuard<'_, Seen> {
        self.seen.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn content(path: &Path) -> Result<Vec<u8>, KeyError> {
    let failed = |error| KeyError::File { path: path.to_owned(), error };
    let mut content = Vec::new();
    File::open(path).and_then(|file| file.take(MAX_BYTES + 1).read_to_end(&mut content)).map_err(failed)?;
    if content.len() as u64 > MAX_BYTES {
        return Err(KeyError::Content { path: path.to_owned(), flaw: KeyFlaw::TooLarge });
    }
    Ok(content)
}
