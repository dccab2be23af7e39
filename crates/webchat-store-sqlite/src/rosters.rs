//! The part of the public face that says who is in what.

use async_trait::async_trait;
use webchat_core::store::{Refusal, Report, Roster, Rosters, Sight, Standing, StoreError};
use webchat_protocol::{Channel, ConversationId, Member, UserId};

use crate::store::SqliteStore;
use crate::{blocks, read, reports};

#[async_trait]
impl Rosters for SqliteStore {
    async fn sight(&self, conversation: &ConversationId, user: &UserId) -> Result<Sight, StoreError> {
        let (conversation, user) = (conversation.clone(), user.clone());
        self.read(move |db| read::sight(db, &conversation, &user)).await
    }

    async fn roster(&self, conversation: &ConversationId) -> Result<Option<Roster>, StoreError> {
        let conversation = conversation.clone();
        self.read(move |db| read::roster(db, &conversation)).await
    }

    async fn members(&self, conversation: &ConversationId, limit: usize) -> Result<Vec<Member>, StoreError> {
        let conversation = conversation.clone();
        self.read(move |db| read::members(db, &conversation, limit)).await
    }

    async fn standings_in(
        &self,
        conversation: &ConversationId,
        users: &[UserId],
    ) -> Result<Vec<(UserId, Standing)>, StoreError> {
        let (conversation, users) = (conversation.clone(), users.to_vec());
        self.read(move |db| read::standings_in(db, &conversation, &users)).await
    }

    async fn channels(&self, user: &UserId, query: &str, limit: usize) -> Result<Vec<Channel>, StoreError> {
        let (user, query) = (user.clone(), query.to_owned());
        self.read(move |db| read::channels(db, &user, &query, limit)).await
    }

    async fn set_block(
        &self,
        by: &UserId,
        user: &UserId,
        on: bool,
        limit: usize,
    ) -> Result<Result<(), Refusal>, StoreError> {
        let (by, user) = (by.clone(), user.clone());
        self.write(move |db| blocks::set(db, &by, &user, on, limit)).await
    }

    async fn blocked_by(&self, user: &UserId) -> Result<Vec<UserId>, StoreError> {
        let user = user.clone();
        self.read(move |db| blocks::blocked_by(db, &user)).await
    }

    async fn parted_from(&self, user: &UserId, limit: usize) -> Result<Vec<UserId>, StoreError> {
        let user = user.clone();
        self.read(move |db| blocks::parted_from(db, &user, limit)).await
    }

    async fn report(&self, report: &Report) -> Result<Result<(), Refusal>, StoreError> {
        let report = report.clone();
        self.write(move |db| reports::keep(db, &report)).await
    }
}
