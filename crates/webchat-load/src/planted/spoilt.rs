//! A store with a bug over it. What the bug does not spoil is passed on.

use std::sync::Arc;

use async_trait::async_trait;
use webchat_core::Store;
use webchat_core::store::{
    Appended, Change, Delta, Page, Profile, ReadPosition, Refusal, Standing, StoreError,
};
use webchat_protocol::{ConversationId, Message, MessageId, Seq, Timestamp, UserId};

pub type Results = Result<Vec<Result<Appended, Refusal>>, StoreError>;

/// What a bug can spoil. By default it is as the store has it.
#[async_trait]
pub trait Bug: Send + Sync + 'static {
    /// See [`Store::append`].
    async fn append(&self, store: &dyn Store, changes: Vec<Change>) -> Results {
        store.append(changes).await
    }

    /// See [`Store::changes`].
    async fn changes(
        &self,
        store: &dyn Store,
        conversation: &ConversationId,
        after: Seq,
        limit: usize,
    ) -> Result<Delta, StoreError> {
        store.changes(conversation, after, limit).await
    }

    /// Called before anything is read.
    async fn before_reading(&self) {}

    /// How a stored message looks outside.
    fn show(&self, message: Message) -> Message {
        message
    }
}

/// No bug.
pub struct Sound;

impl Bug for Sound {}

/// A store and its bug.
pub struct Spoilt {
    pub epoch: String,
    pub store: Arc<dyn Store>,
    pub bug: Box<dyn Bug>,
}

impl Spoilt {
    async fn before(&self) -> Result<(), StoreError> {
        self.bug.before_reading().await;
        Ok(())
    }

    fn show(&self, messages: Vec<Message>) -> Vec<Message> {
        messages.into_iter().map(|message| self.bug.show(message)).collect()
    }
}

webchat_core::pass_on!(Spoilt);

#[async_trait]
impl Store for Spoilt {
    async fn append(&self, changes: Vec<Change>) -> Results {
        let results = self.bug.append(&*self.store, changes).await?;
        let show = |appended| match appended {
            Appended::Fresh(message) => Appended::Fresh(self.bug.show(message)),
            Appended::Known(message) => Appended::Known(self.bug.show(message)),
        };
        Ok(results.into_iter().map(|result| result.map(show)).collect())
    }

    async fn history(
        &self,
        before: Option<&MessageId>,
        limit: usize,
    ) -> Result<Option<Vec<Message>>, StoreError> {
        self.bug.before_reading().await;
        Ok(self.store.history(before, limit).await?.map(|messages| self.show(messages)))
    }

    async fn history_of(
        &self,
        user: &UserId,
        before: Option<&MessageId>,
        limit: usize,
    ) -> Result<Option<Vec<Message>>, StoreError> {
        self.bug.before_reading().await;
        Ok(self.store.history_of(user, before, limit).await?.map(|messages| self.show(messages)))
    }

    async fn find_own(&self, sender: &UserId, id: &MessageId) -> Result<Option<Message>, StoreError> {
        self.bug.before_reading().await;
        Ok(self.store.find_own(sender, id).await?.map(|message| self.bug.show(message)))
    }

    async fn find(&self, id: &MessageId) -> Result<Option<Message>, StoreError> {
        self.bug.before_reading().await;
        Ok(self.store.find(id).await?.map(|message| self.bug.show(message)))
    }

    async fn page(
        &self,
        conversation: &ConversationId,
        before: Option<Seq>,
        limit: usize,
    ) -> Result<Page, StoreError> {
        self.bug.before_reading().await;
        let page = self.store.page(conversation, before, limit).await?;
        Ok(Page { messages: self.show(page.messages), ..page })
    }

    async fn changes(
        &self,
        conversation: &ConversationId,
        after: Seq,
        limit: usize,
    ) -> Result<Delta, StoreError> {
        self.bug.before_reading().await;
        let delta = self.bug.changes(&*self.store, conversation, after, limit).await?;
        Ok(Delta { messages: self.show(delta.messages), ..delta })
    }

    async fn standings(&self, user: &UserId, limit: usize) -> Result<Vec<Standing>, StoreError> {
        self.bug.before_reading().await;
        let show = |standing: Standing| {
            let last_message = standing.last_message.map(|message| self.bug.show(message));
            Standing { last_message, ..standing }
        };
        Ok(self.store.standings(user, limit).await?.into_iter().map(show).collect())
    }

    async fn read_up_to(
        &self,
        user: &UserId,
        conversation: &ConversationId,
        seq: Seq,
    ) -> Result<ReadPosition, StoreError> {
        self.bug.before_reading().await;
        self.store.read_up_to(user, conversation, seq).await
    }

    async fn see_user(
        &self,
        user: &UserId,
        name: Option<&str>,
        at: Timestamp,
    ) -> Result<Profile, StoreError> {
        self.store.see_user(user, name, at).await
    }

    async fn profiles(&self, limit: usize) -> Result<Vec<Profile>, StoreError> {
        self.store.profiles(limit).await
    }

    fn epoch(&self) -> &str {
        &self.epoch
    }
}
