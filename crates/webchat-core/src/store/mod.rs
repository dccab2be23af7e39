//! The durable truth, as the use cases see it. Each backend passes the contract in `webchat-testkit`.

mod change;
mod conversation;
mod oversight;
mod passed_on;
mod person;
mod refusal;
mod roster;
mod state;

use std::error::Error;

use async_trait::async_trait;
use thiserror::Error;
use webchat_protocol::{ConversationId, Message, MessageId, Seq, Timestamp, UserId};

pub use change::{Appended, Change, Deletion, Edition, NewMessage, ReactionChange};
pub use conversation::{Alteration, ConversationChange, NewConversation, Terms};
pub use oversight::{Figures, HOUR_MS, HourCount, Oversight};
pub use person::{People, Picture, PictureKind, PictureName, Profile, ProfileChange};
pub use refusal::Refusal;
pub use roster::{Facts, Members, Report, Roster, Rosters, Sight};
pub use state::{Delta, Page, ReadPosition, Standing, UNREAD_LOOKS_BACK};

/// The store could not do it now. Nothing of the call was made durable; trying again may work.
#[derive(Debug, Error)]
pub enum StoreError {
    /// No space is left for the database.
    #[error("the disk that holds the database is full")]
    Full(#[source] Box<dyn Error + Send + Sync>),
    /// Any other failure below: I/O, corruption, a lost connection.
    #[error("the database did not answer: {0}")]
    Unavailable(#[source] Box<dyn Error + Send + Sync>),
    /// The store is shutting down.
    #[error("the database is closed")]
    Closed,
}

/// The durable truth.
///
/// A read sees every write that was answered before it began. Reads never wait for writes. A conversation that
/// nobody wrote to reads as an empty one with head 0; `general` exists from the start. Lists are never longer
/// than the `limit` they are asked for.
#[async_trait]
pub trait Store: Rosters + People + Oversight {
    /// Makes changes durable, all in one transaction or none, and answers them in their order.
    ///
    /// Each change takes the next `seq` of its conversation, without holes, in the order given. The answer comes
    /// after the commit has reached the disk. A message whose sender and `id` are known already is answered
    /// with the stored one and takes no `seq`, also when both are in the same call. A [`Refusal`] concerns its own
    /// change only. Somebody who is not in a group or channel changes nothing in it, and learns nothing of it either:
    /// whether they are is decided here, where nothing can come between. On a [`StoreError`] nothing of the call was stored.
    async fn append(&self, changes: Vec<Change>) -> Result<Vec<Result<Appended, Refusal>>, StoreError>;

    /// The newest messages of all conversations in the order they were stored, oldest first, without tombstones and notices;
    /// those before the newest message with the id `before`, if it is given; that one may be deleted. `None` when no
    /// message has that id.
    async fn history(
        &self,
        before: Option<&MessageId>,
        limit: usize,
    ) -> Result<Option<Vec<Message>>, StoreError>;

    /// The same of the conversations only that a user is in; `before` names a message there.
    async fn history_of(
        &self,
        user: &UserId,
        before: Option<&MessageId>,
        limit: usize,
    ) -> Result<Option<Vec<Message>>, StoreError>;

    /// The newest message with this id, whoever sent it. Ids are unique per sender only. `None` if that one is deleted,
    /// even if another sender's older one is not. A notice is no message here.
    async fn find(&self, id: &MessageId) -> Result<Option<Message>, StoreError>;

    /// The same of one sender.
    async fn find_own(&self, sender: &UserId, id: &MessageId) -> Result<Option<Message>, StoreError>;

    /// The newest messages of a conversation; those with a smaller `seq` than `before`, if it is given.
    async fn page(
        &self,
        conversation: &ConversationId,
        before: Option<Seq>,
        limit: usize,
    ) -> Result<Page, StoreError>;

    /// What changed in a conversation after `after`: one indexed range scan.
    async fn changes(
        &self,
        conversation: &ConversationId,
        after: Seq,
        limit: usize,
    ) -> Result<Delta, StoreError>;

    /// The conversations of a user, those with the newest message that is not deleted first, those without any last;
    /// and `general` wherever it falls: it is always among them. A direct conversation is there once something was said in it.
    /// Counting what is unread looks at a bounded number of messages in each, whatever was sent there.
    async fn standings(&self, user: &UserId, limit: usize) -> Result<Vec<Standing>, StoreError>;

    /// Moves a user's read position forward, at most to the head; a smaller `seq` changes nothing. Answers where
    /// it stands then. Somebody outside the conversation stands at 0, and nothing is stored.
    async fn read_up_to(
        &self,
        user: &UserId,
        conversation: &ConversationId,
        seq: Seq,
    ) -> Result<ReadPosition, StoreError>;

    /// Remembers that a user was here at this time, under this name if one is given, and answers what is kept.
    /// Who is seen for the first time has read `general` up to its head. A last-seen time never goes back.
    async fn see_user(&self, user: &UserId, name: Option<&str>, at: Timestamp)
    -> Result<Profile, StoreError>;

    /// The users who are known, those seen last first.
    async fn profiles(&self, limit: usize) -> Result<Vec<Profile>, StoreError>;

    /// Names this database's history: a random string made when it was created.
    fn epoch(&self) -> &str;
}
