//! The connections that read. In the log each read has its own moment and needs no lock that the writer has.

use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use rusqlite::{Connection, Result};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tokio::task::spawn_blocking;
use webchat_core::store::StoreError;

use crate::connect;
use crate::failure::store_error;

/// Reads at once. A read is the processor's work, from memory mostly: more than the processors of a small machine
/// gain nothing, and each costs a cache.
const READERS: u32 = 4;

/// The readers that are free, and turns to take one.
#[derive(Clone)]
pub(crate) struct Readers {
    path: Arc<PathBuf>,
    free: Arc<Mutex<Vec<Connection>>>,
    turns: Arc<Semaphore>,
}

impl Readers {
    /// Where the database is.
    pub(crate) fn path(&self) -> &Path {
        &self.path
    }

    /// Readers of the database at `path`. Each is opened when it is first needed.
    pub(crate) fn new(path: PathBuf) -> Self {
        let turns = Arc::new(Semaphore::new(READERS as usize));
        Self { path: Arc::new(path), free: Arc::default(), turns }
    }

    /// Reads at one moment: everything that `query` asks is of the same state of the database.
    pub(crate) async fn read<T: Send + 'static>(
        &self,
        query: impl FnOnce(&Connection) -> Result<T> + Send + 'static,
    ) -> std::result::Result<T, StoreError> {
        let turn = Arc::clone(&self.turns).acquire_owned().await.map_err(|_| StoreError::Closed)?;
        let readers = self.clone();
        let outcome = spawn_blocking(move || readers.read_in_turn(query, turn)).await;
        let outcome = outcome.map_err(|gone| StoreError::Unavailable(Box::new(gone)))?;
        outcome.map_err(|error| store_error(&Arc::new(error)))
    }

    /// Waits for the reads that have begun, lets no other begin, and closes the connections.
    pub(crate) async fn close(&self) {
        let all = self.turns.acquire_many(READERS).await;
        self.turns.close();
        drop(all);
        self.close_free();
    }

    /// Closes the connections that are free.
    pub(crate) fn close_free(&self) {
        self.free.lock().unwrap_or_else(PoisonError::into_inner).clear();
    }

    fn read_in_turn<T>(
        &self,
        query: impl FnOnce(&Connection) -> Result<T>,
        turn: OwnedSemaphorePermit,
    ) -> Result<T> {
        let db = self.take()?;
        let moment = db.unchecked_transaction()?;
        let value = query(&moment)?;
        moment.finish()?;
        // A connection on which something failed is not given back: the next read opens a new one.
        self.free.lock().unwrap_or_else(PoisonError::into_inner).push(db);
        drop(turn);
        Ok(value)
    }

    /// The one given back last: its cache is the warmest.
    fn take(&self) -> Result<Connection> {
        let free = self.free.lock().unwrap_or_else(PoisonError::into_inner).pop();
        free.map_or_else(|| connect::reader(&self.path), Ok)
    }
}
