//! A `Store` in memory, for simulations: no file, no thread, no timer, and the same answers in every run. It keeps the
//! contract, and a test can make it fail, or hold it just before the commit.

mod accounts;
mod conversations;
mod oversight;
mod reading;
mod rosters;
mod state;

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use async_trait::async_trait;
use state::State;
use tokio::sync::{OwnedMutexGuard, watch};
use webchat_core::store::{
    Appended, Change, Delta, Figures, Oversight, Page, People, Picture, PictureName, Profile, ProfileChange,
    ReadPosition, Refusal, Report, Roster, Rosters, Sight, Standing, Store, StoreError,
};
use webchat_protocol::{
    Channel, ChannelRecord, ConversationId, Member, Message, MessageId, ReportRecord, Seq, Timestamp, UserId,
};

/// Everything that was stored, for as long as this lives.
#[derive(Default)]
pub struct MemoryStore {
    state: Mutex<State>,
    failures: Mutex<VecDeque<fn() -> StoreError>>,
    /// Appends pass one at a time, in the order in which they came.
    gate: Arc<tokio::sync::Mutex<()>>,
    begun: watch::Sender<usize>,
}

impl MemoryStore {
    /// Lets the next `count` appends fail, after those that are to fail already. Nothing of them is stored.
    pub fn fail_appends(&self, count: usize, failure: fn() -> StoreError) {
        locked(&self.failures).extend(std::iter::repeat_n(failure, count));
    }

    /// Holds every append that comes from here on: nothing of it is stored, and no read sees it, until the answer is
    /// dropped. Then they pass in the order in which they came.
    pub async fn hold_appends(&self) -> OwnedMutexGuard<()> {
        Arc::clone(&self.gate).lock_owned().await
    }

    /// Waits until this many appends have come since the beginning, those that are held among them.
    pub async fn appends_begun(&self, count: usize) {
        let mut begun = self.begun.subscribe();
        begun.wait_for(|present| *present >= count).await.expect("the sender is in here");
    }

    fn state(&self) -> MutexGuard<'_, State> {
        locked(&self.state)
    }
}

fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

#[async_trait]
impl Store for MemoryStore {
    async fn append(&self, changes: Vec<Change>) -> Result<Vec<Result<Appended, Refusal>>, StoreError> {
        self.begun.send_modify(|begun| *begun += 1);
        let _turn = self.gate.lock().await;
        if let Some(failure) = locked(&self.failures).pop_front() {
            return Err(failure());
        }
        let mut state = self.state();
        Ok(changes.iter().map(|change| state.apply(change)).collect())
    }

    async fn history(
        &self,
        before: Option<&MessageId>,
        limit: usize,
    ) -> Result<Option<Vec<Message>>, StoreError> {
        Ok(self.state().history(before, limit))
    }

    async fn history_of(
        &self,
        user: &UserId,
        before: Option<&MessageId>,
        limit: usize,
    ) -> Result<Option<Vec<Message>>, StoreError> {
        Ok(self.state().history_of(user, before, limit))
    }

    async fn find_own(&self, sender: &UserId, id: &MessageId) -> Result<Option<Message>, StoreError> {
        Ok(self.state().find_own(sender, id))
    }

    async fn find(&self, id: &MessageId) -> Result<Option<Message>, StoreError> {
        Ok(self.state().find(id))
    }

    async fn page(
        &self,
        conversation: &ConversationId,
        before: Option<Seq>,
        limit: usize,
    ) -> Result<Page, StoreError> {
        Ok(self.state().page(conversation, before, limit))
    }

    async fn changes(
        &self,
        conversation: &ConversationId,
        after: Seq,
        limit: usize,
    ) -> Result<Delta, StoreError> {
        Ok(self.state().changes(conversation, after, limit))
    }

    async fn standings(&self, user: &UserId, limit: usize) -> Result<Vec<Standing>, StoreError> {
        Ok(self.state().standings(user, limit))
    }

    async fn read_up_to(
        &self,
        user: &UserId,
        conversation: &ConversationId,
        seq: Seq,
    ) -> Result<ReadPosition, StoreError> {
        Ok(self.state().read_up_to(user, conversation, seq))
    }

    async fn see_user(
        &self,
        user: &UserId,
        name: Option<&str>,
        at: Timestamp,
    ) -> Result<Profile, StoreError> {
        Ok(self.state().see(user, name, at))
    }

    async fn profiles(&self, limit: usize) -> Result<Vec<Profile>, StoreError> {
        Ok(self.state().profiles(limit))
    }

    fn epoch(&self) -> &'static str {
        "in memory"
    }
}

#[async_trait]
impl Rosters for MemoryStore {
    async fn sight(&self, conversation: &ConversationId, user: &UserId) -> Result<Sight, StoreError> {
        Ok(self.state().sight(conversation, user))
    }

    async fn roster(&self, conversation: &ConversationId) -> Result<Option<Roster>, StoreError> {
        Ok(self.state().roster(conversation))
    }

    async fn members(&self, conversation: &ConversationId, limit: usize) -> Result<Vec<Member>, StoreError> {
        Ok(self.state().members(conversation, limit))
    }

    async fn standings_in(
        &self,
        conversation: &ConversationId,
        users: &[UserId],
    ) -> Result<Vec<(UserId, Standing)>, StoreError> {
        Ok(self.state().standings_in(conversation, users))
    }

    async fn channels(&self, user: &UserId, query: &str, limit: usize) -> Result<Vec<Channel>, StoreError> {
        Ok(self.state().channels(user, query, limit))
    }

    async fn set_block(
        &self,
        by: &UserId,
        user: &UserId,
        on: bool,
        limit: usize,
    ) -> Result<Result<(), Refusal>, StoreError> {
        Ok(self.state().set_block(by, user, on, limit))
    }

    async fn blocked_by(&self, user: &UserId) -> Result<Vec<UserId>, StoreError> {
        Ok(self.state().blocked_by(user))
    }

    async fn parted_from(&self, user: &UserId, limit: usize) -> Result<Vec<UserId>, StoreError> {
        Ok(self.state().parted_from(user, limit))
    }

    async fn report(&self, report: &Report) -> Result<Result<(), Refusal>, StoreError> {
        Ok(self.state().report(report))
    }
}

#[async_trait]
impl People for MemoryStore {
    async fn profile(&self, user: &UserId) -> Result<Option<Profile>, StoreError> {
        Ok(self.state().people.get(user).cloned())
    }

    async fn change_profile(
        &self,
        user: &UserId,
        changes: &[ProfileChange],
        at: Timestamp,
    ) -> Result<Profile, StoreError> {
        Ok(self.state().change_profile(user, changes, at))
    }

    async fn set_picture(
        &self,
        user: &UserId,
        picture: &Picture,
        path: &str,
        at: Timestamp,
    ) -> Result<Profile, StoreError> {
        Ok(self.state().set_picture(user, picture, path, at))
    }

    async fn picture(&self, name: &PictureName) -> Result<Option<Picture>, StoreError> {
        Ok(self.state().picture(name))
    }
}

#[async_trait]
impl Oversight for MemoryStore {
    async fn figures(&self, since: Timestamp) -> Result<Figures, StoreError> {
        Ok(self.state().figures(since))
    }

    async fn channel_records(&self, limit: usize) -> Result<Vec<ChannelRecord>, StoreError> {
        Ok(self.state().channel_records(limit))
    }

    async fn channel_record(&self, id: &ConversationId) -> Result<Option<ChannelRecord>, StoreError> {
        Ok(self.state().channel_record(id))
    }

    async fn reports(&self, limit: usize) -> Result<Vec<ReportRecord>, StoreError> {
        Ok(self.state().reports(limit))
    }

    async fn report_record(&self, number: u64) -> Result<Option<ReportRecord>, StoreError> {
        Ok(self.state().report_record(number))
    }

    async fn settle_report(
        &self,
        number: u64,
        by: &UserId,
        at: Timestamp,
    ) -> Result<Option<ReportRecord>, StoreError> {
        Ok(self.state().settle_report(number, by, at))
    }
}

#[cfg(test)]
mod tests;
