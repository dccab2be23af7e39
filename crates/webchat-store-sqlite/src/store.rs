//! The public face: each call goes to the writer or to a reader.

use std::path::Path;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::{Builder, JoinHandle};

use async_trait::async_trait;
use rusqlite::{Connection, Result as SqlResult};
use tokio::sync::mpsc;
use webchat_core::store::{
    Appended, Change, Delta, Page, Profile, ReadPosition, Refusal, Standing, Store, StoreError,
};
use webchat_protocol::{ConversationId, Message, MessageId, Seq, Timestamp, UserId};

use crate::checkpoint::Checkpoints;
use crate::epoch::Witness;
use crate::files;
use crate::import::ImportReport;
use crate::lock::Lock;
use crate::open::{Opened, beside, open};
use crate::open_error::OpenError;
use crate::readers::Readers;
use crate::writer::{Job, QUEUE, Writer, ask};
use crate::{append, people, read, read_position};

/// A store in one SQLite file, with one writer thread and a few readers.
///
/// Dropping it waits until what was asked is stored, as [`close`](Self::close) does without blocking the thread.
pub struct SqliteStore {
    epoch: String,
    import: Option<ImportReport>,
    queue: Mutex<Option<mpsc::Sender<Box<dyn Job>>>>,
    readers: Readers,
    writer: tokio::sync::Mutex<Option<JoinHandle<()>>>,
    commits: Arc<AtomicU64>,
}

impl SqliteStore {
    /// Opens the database at `path`; makes it, and the folder it is in, if it is not there. Only the owner can read
    /// a database that is made here. A file with the extension `lock` beside it keeps other processes away.
    ///
    /// Blocks: for milliseconds as a rule, for longer when a classic database has to be imported.
    ///
    /// # Errors
    /// An [`OpenError`] with a sentence for the one who starts the server; the file is as it was.
    pub fn open(path: &Path) -> Result<Self, OpenError> {
        let path = &files::followed(path);
        Self::start(path, open(path)?)
    }

    /// Opens the database at `path` for a few words beside the server that uses it; as [`open`](Self::open) does, if none
    /// does. What is not there is not made.
    ///
    /// What is written through it is durable as always, and the server sees it with its next read. Its conversations must be
    /// left alone while a server runs: it keeps some of what it knows of them.
    ///
    /// # Errors
    /// An [`OpenError`], also where the server is of a version with other tables.
    pub fn open_beside(path: &Path) -> Result<Self, OpenError> {
        let path = &files::followed(path);
        Self::start(path, beside(path)?)
    }

    fn start(path: &Path, opened: Opened) -> Result<Self, OpenError> {
        let Opened { mut db, epoch, lock, import } = opened;
        let (sender, queue) = mpsc::channel(QUEUE);
        let commits = Arc::new(AtomicU64::new(0));
        let witness = lock.as_ref().map(|lock| Witness(Arc::clone(lock)));
        let checkpoints = witness.map(|witness| Checkpoints::start(path, &mut db, witness)).transpose();
        let checkpoints = checkpoints.map_err(|error| OpenError::io(path, error))?;
        let writer = Writer { db, queue, checkpoints, commits: Arc::clone(&commits) };
        let started = Builder::new().name("webchat-writer".into()).spawn(move || write(writer, lock));
        let thread = started.map_err(|error| OpenError::io(path, error))?;
        Ok(Self {
            epoch,
            import,
            queue: Mutex::new(Some(sender)),
            readers: Readers::new(path.to_owned()),
            writer: tokio::sync::Mutex::new(Some(thread)),
            commits,
        })
    }

    /// What was taken over from a classic database, if there was one when this store was opened.
    pub fn import(&self) -> Option<&ImportReport> {
        self.import.as_ref()
    }

    /// Commits since it was opened. There are as many as changes while nobody waits, and far fewer under load.
    pub fn commits(&self) -> u64 {
        self.commits.load(Ordering::Relaxed)
    }

    /// Stores what was asked, waits for the reads that have begun, empties the log and closes the files. Later
    /// calls are answered with [`StoreError::Closed`]. Closing twice is closing once.
    pub async fn close(&self) {
        let mut writer = self.writer.lock().await;
        self.stop_asking();
        self.readers.close().await;
        let Some(thread) = writer.take() else { return };
        // The outcomes of what it did were told to those who asked; a panic was printed where it happened.
        let _ = tokio::task::spawn_blocking(move || thread.join()).await;
    }

    /// Bytes of the database, its log included, and bytes that are free where it is.
    pub(crate) fn on_the_disk(&self) -> (u64, Option<u64>) {
        files::space(self.readers.path())
    }

    /// How many jobs wait for the writer.
    #[cfg(test)]
    pub(crate) fn waiting(&self) -> usize {
        let queue = self.queue.lock().unwrap_or_else(PoisonError::into_inner);
        queue.as_ref().map_or(0, |queue| queue.max_capacity() - queue.capacity())
    }

    fn stop_asking(&self) {
        self.queue.lock().unwrap_or_else(PoisonError::into_inner).take();
    }

    /// Has the writer do something, and waits until it is durable.
    pub(crate) async fn write<T: Send + 'static>(
        &self,
        work: impl FnMut(&Connection) -> SqlResult<T> + Send + 'static,
    ) -> Result<T, StoreError> {
        let queue = self.queue.lock().unwrap_or_else(PoisonError::into_inner).clone();
        ask(queue.ok_or(StoreError::Closed)?, work).await
    }

    /// Reads at one moment.
    pub(crate) async fn read<T: Send + 'static>(
        &self,
        query: impl FnOnce(&Connection) -> SqlResult<T> + Send + 'static,
    ) -> Result<T, StoreError> {
        self.readers.read(query).await
    }
}

/// The writer's thread. The lock on the database goes when the last write is done.
fn write(writer: Writer, lock: Option<Arc<Lock>>) {
    writer.run();
    drop(lock);
}

impl Drop for SqliteStore {
    fn drop(&mut self) {
        self.stop_asking();
        self.readers.close_free();
        if let Some(thread) = self.writer.get_mut().take() {
            let _ = thread.join();
        }
    }
}

#[async_trait]
impl Store for SqliteStore {
    async fn append(&self, changes: Vec<Change>) -> Result<Vec<Result<Appended, Refusal>>, StoreError> {
        self.write(move |db| changes.iter().map(|change| append::apply(db, change)).collect()).await
    }

    async fn history(
        &self,
        before: Option<&MessageId>,
        limit: usize,
    ) -> Result<Option<Vec<Message>>, StoreError> {
        let before = before.cloned();
        self.read(move |db| read::history(db, before.as_ref(), limit)).await
    }

    async fn history_of(
        &self,
        user: &UserId,
        before: Option<&MessageId>,
        limit: usize,
    ) -> Result<Option<Vec<Message>>, StoreError> {
        let (user, before) = (user.clone(), before.cloned());
        self.read(move |db| read::history_of(db, &user, before.as_ref(), limit)).await
    }

    async fn find_own(&self, sender: &UserId, id: &MessageId) -> Result<Option<Message>, StoreError> {
        let (sender, id) = (sender.clone(), id.clone());
        self.read(move |db| read::find_own(db, &sender, &id)).await
    }

    async fn find(&self, id: &MessageId) -> Result<Option<Message>, StoreError> {
        let id = id.clone();
        self.read(move |db| read::find(db, &id)).await
    }

    async fn page(
        &self,
        conversation: &ConversationId,
        before: Option<Seq>,
        limit: usize,
    ) -> Result<Page, StoreError> {
        let conversation = conversation.clone();
        self.read(move |db| read::page(db, &conversation, before, limit)).await
    }

    async fn changes(
        &self,
        conversation: &ConversationId,
        after: Seq,
        limit: usize,
    ) -> Result<Delta, StoreError> {
        let conversation = conversation.clone();
        self.read(move |db| read::changes(db, &conversation, after, limit)).await
    }

    async fn standings(&self, user: &UserId, limit: usize) -> Result<Vec<Standing>, StoreError> {
        let user = user.clone();
        self.read(move |db| read::standings(db, &user, limit)).await
    }

    async fn read_up_to(
        &self,
        user: &UserId,
        conversation: &ConversationId,
        seq: Seq,
    ) -> Result<ReadPosition, StoreError> {
        let (user, conversation) = (user.clone(), conversation.clone());
        self.write(move |db| read_position::read_up_to(db, &user, &conversation, seq)).await
    }

    async fn see_user(
        &self,
        user: &UserId,
        name: Option<&str>,
        at: Timestamp,
    ) -> Result<Profile, StoreError> {
        let (user, name) = (user.clone(), name.map(str::to_owned));
        self.write(move |db| people::see_user(db, &user, name.as_deref(), at)).await
    }

    async fn profiles(&self, limit: usize) -> Result<Vec<Profile>, StoreError> {
        self.read(move |db| people::profiles(db, limit)).await
    }

    fn epoch(&self) -> &str {
        &self.epoch
    }
}
