//! A store on a disk that is slow, full, or gone.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use async_trait::async_trait;
use fastrand::Rng;
use tokio::time::sleep;
use webchat_core::Store;
use webchat_core::store::{
    Appended, Change, Delta, Page, Profile, ReadPosition, Refusal, Standing, StoreError,
};
use webchat_protocol::{ConversationId, Message, MessageId, Seq, Timestamp, UserId};
use webchat_testkit::MemoryStore;

/// What one process sees of the store.
pub struct Disk {
    store: Arc<MemoryStore>,
    rng: Mutex<Rng>,
    is_full: AtomicBool,
    is_gone: AtomicBool,
}

impl Disk {
    pub fn new(store: Arc<MemoryStore>, rng: Rng) -> Self {
        let (is_full, is_gone) = (AtomicBool::new(false), AtomicBool::new(false));
        Self { store, rng: Mutex::new(rng), is_full, is_gone }
    }

    pub fn set_full(&self, is_full: bool) {
        self.is_full.store(is_full, Ordering::Relaxed);
    }

    /// From now on nothing gets through.
    pub fn unplug(&self) {
        self.is_gone.store(true, Ordering::Relaxed);
    }

    async fn spin(&self) {
        let millis = self.rng.lock().unwrap().u64(0..20);
        sleep(Duration::from_millis(millis)).await;
    }

    /// A disk that is gone answers nothing about rosters, and one that is slow answers slowly.
    async fn before(&self) -> Result<(), StoreError> {
        self.spin().await;
        self.check()
    }

    fn check(&self) -> Result<(), StoreError> {
        if self.is_gone.load(Ordering::Relaxed) { Err(StoreError::Closed) } else { Ok(()) }
    }
}

webchat_core::pass_on!(Disk);

#[async_trait]
impl Store for Disk {
    async fn append(&self, changes: Vec<Change>) -> Result<Vec<Result<Appended, Refusal>>, StoreError> {
        self.spin().await;
        self.check()?;
        if self.is_full.load(Ordering::Relaxed) {
            return Err(StoreError::Full("no space is left".into()));
        }
        let answer = self.store.append(changes).await;
        // What is stored may never be told: the process may be gone by the time.
        self.spin().await;
        self.check()?;
        answer
    }

    async fn changes(&self, id: &ConversationId, after: Seq, limit: usize) -> Result<Delta, StoreError> {
        self.spin().await;
        self.check()?;
        let delta = self.store.changes(id, after, limit).await;
        self.spin().await;
        delta
    }

    async fn history(
        &self,
        before: Option<&MessageId>,
        limit: usize,
    ) -> Result<Option<Vec<Message>>, StoreError> {
        self.store.history(before, limit).await
    }

    async fn history_of(
        &self,
        user: &UserId,
        before: Option<&MessageId>,
        limit: usize,
    ) -> Result<Option<Vec<Message>>, StoreError> {
        self.store.history_of(user, before, limit).await
    }

    async fn find_own(&self, sender: &UserId, id: &MessageId) -> Result<Option<Message>, StoreError> {
        self.store.find_own(sender, id).await
    }

    async fn find(&self, id: &MessageId) -> Result<Option<Message>, StoreError> {
        self.store.find(id).await
    }

    async fn page(&self, id: &ConversationId, before: Option<Seq>, limit: usize) -> Result<Page, StoreError> {
        self.store.page(id, before, limit).await
    }

    async fn standings(&self, user: &UserId, limit: usize) -> Result<Vec<Standing>, StoreError> {
        self.store.standings(user, limit).await
    }

    async fn read_up_to(
        &self,
        user: &UserId,
        id: &ConversationId,
        seq: Seq,
    ) -> Result<ReadPosition, StoreError> {
        self.check()?;
        let position = self.store.read_up_to(user, id, seq).await;
        // Two answers may come in the other order than the positions moved.
        self.spin().await;
        position
    }

    async fn see_user(
        &self,
        user: &UserId,
        name: Option<&str>,
        at: Timestamp,
    ) -> Result<Profile, StoreError> {
        self.spin().await;
        self.check()?;
        self.store.see_user(user, name, at).await
    }

    async fn profiles(&self, limit: usize) -> Result<Vec<Profile>, StoreError> {
        self.store.profiles(limit).await
    }

    fn epoch(&self) -> &str {
        self.store.epoch()
    }
}
