//! The durable truth, as the use cases see it. Each backend passes the contract in `webchat-testkit`.

use std::error::Error;

use async_trait::async_trait;
use thiserror::Error;
use webchat_protocol::{ConversationId, Emoji, Message, MessageId, Seq, Timestamp, UserId};

/// A change to a conversation that is to be made durable.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Change {
    /// Something is said.
    Send(NewMessage),
    /// A message gets another text.
    Edit(Edition),
    /// A message gets a reaction, or loses one.
    React(ReactionChange),
    /// A message becomes a tombstone.
    Delete(Deletion),
}

/// A message before it has its place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewMessage {
    /// Where it goes; created if it is not there yet.
    pub conversation_id: ConversationId,
    /// The sender's id for it.
    pub id: MessageId,
    /// Who says it.
    pub sender_id: UserId,
    /// To whom; `None` in a channel.
    pub receiver_id: Option<UserId>,
    /// What is said.
    pub text: String,
    /// The server's clock.
    pub created_at: Timestamp,
}

impl NewMessage {
    /// The message as it is once it has its place.
    pub fn placed(&self, seq: Seq) -> Message {
        Message {
            id: self.id.clone(),
            text: self.text.clone(),
            sender_id: self.sender_id.clone(),
            receiver_id: self.receiver_id.clone(),
            created_at: self.created_at,
            conversation_id: self.conversation_id.clone(),
            seq,
            change_seq: None,
            edited_at: None,
            reactions: Vec::new(),
            deleted_at: None,
            notice: None,
        }
    }
}

/// Which message gets which text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Edition {
    /// The conversation it is in.
    pub conversation_id: ConversationId,
    /// Its place there.
    pub seq: Seq,
    /// Who asks: it must be the sender's own.
    pub by: UserId,
    /// What it says from now on.
    pub text: String,
    /// The server's clock.
    pub at: Timestamp,
}

/// Which message gets or loses which reaction.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReactionChange {
    /// The conversation it is in.
    pub conversation_id: ConversationId,
    /// Its place there.
    pub seq: Seq,
    /// Whose reaction.
    pub by: UserId,
    /// With what.
    pub emoji: Emoji,
    /// Whether it is to be there.
    pub on: bool,
    /// How many different emoji the message may have.
    pub emoji_limit: usize,
    /// How many reactions it may have in all.
    pub limit: usize,
}

/// Which message goes, and on whose word.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Deletion {
    /// The conversation it is in.
    pub conversation_id: ConversationId,
    /// Its place there.
    pub seq: Seq,
    /// Who asks: it must be the sender's own. `None` when nobody has to be asked.
    pub by: Option<UserId>,
    /// The server's clock.
    pub at: Timestamp,
}

/// What became of a change that was understood.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Appended {
    /// It took the next `seq`: the message as it is now.
    Fresh(Message),
    /// It was there already (same sender and `id`, same text, same reaction, deleted before): the message as it was
    /// found, unchanged.
    Known(Message),
}

impl Appended {
    /// The message, fresh or known.
    pub fn message(&self) -> &Message {
        match self {
            Self::Fresh(message) | Self::Known(message) => message,
        }
    }
}

/// Why a change can't be made, however often it is tried.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Refusal {
    /// There is no message at that place; for an edit or a reaction also when it is deleted.
    NotFound,
    /// It is somebody else's message.
    NotYours,
    /// It has as many reactions as it may.
    TooManyReactions,
}

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

/// How many messages behind a read position are looked at, from the newest back, to count those of others among them.
/// So the count is exact for whoever has up to 10,000 of their own there, which is more than anybody writes without
/// reading. A program that has sent a million and never read costs a millisecond, and not as much as it ever sent; it
/// may be told fewer than there are, and what others said last is always among them.
pub const UNREAD_LOOKS_BACK: usize = 10_100;

/// How a user stands in a conversation, and what is newest there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Standing {
    /// Which conversation.
    pub conversation_id: ConversationId,
    /// The latest `seq` in it; 0 when it is empty.
    pub head: Seq,
    /// How far the user has read.
    pub read_seq: Seq,
    /// Messages of others behind `read_seq` that are not deleted, counted up to 100 and among the newest
    /// [`UNREAD_LOOKS_BACK`].
    pub unread: u32,
    /// The newest message that is not deleted.
    pub last_message: Option<Message>,
}

/// Where a read position stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ReadPosition {
    /// Up to where.
    pub seq: Seq,
    /// Messages of others behind it that are not deleted, counted up to 100 and among the newest
    /// [`UNREAD_LOOKS_BACK`].
    pub unread: u32,
}

/// What is kept of a user.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Profile {
    /// Who.
    pub user_id: UserId,
    /// The name they chose, if they did.
    pub name: Option<String>,
    /// When they were last seen: set by [`Store::see_user`].
    pub last_seen_at: Timestamp,
}

/// A page of a conversation and the head it was read at, both from one snapshot.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Page {
    /// Messages by `seq`, oldest first, tombstones included.
    pub messages: Vec<Message>,
    /// Whether there are older ones.
    pub has_more: bool,
    /// The conversation's head in the same snapshot.
    pub head: Seq,
}

/// What changed after a cursor, from one snapshot.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Delta {
    /// The present state of each message that was sent or changed after the cursor, by its latest change.
    pub messages: Vec<Message>,
    /// Whether more follow behind the last of them.
    pub has_more: bool,
    /// The conversation's head in the same snapshot.
    pub head: Seq,
}

/// The durable truth.
///
/// A read sees every write that was answered before it began. Reads never wait for writes. A conversation that
/// nobody wrote to reads as an empty one with head 0; `general` exists from the start. Lists are never longer
/// than the `limit` they are asked for.
#[async_trait]
pub trait Store: Send + Sync + 'static {
    /// Makes changes durable, all in one transaction or none, and answers them in their order.
    ///
    /// Each change takes the next `seq` of its conversation, without holes, in the order given. The answer comes
    /// after the commit has reached the disk. A message whose sender and `id` are known already is answered
    /// with the stored one and takes no `seq`, also when both are in the same call. A [`Refusal`] concerns its own
    /// change only. On a [`StoreError`] nothing of the call was stored.
    async fn append(&self, changes: Vec<Change>) -> Result<Vec<Result<Appended, Refusal>>, StoreError>;

    /// The newest messages of all conversations in the order they were stored, oldest first, without tombstones;
    /// those before the newest message with the id `before`, if it is given; that one may be deleted. `None` when no
    /// message has that id.
    async fn history(
        &self,
        before: Option<&MessageId>,
        limit: usize,
    ) -> Result<Option<Vec<Message>>, StoreError>;

    /// The newest message with this id, whoever sent it. Ids are unique per sender only. `None` if that one is deleted,
    /// even if another sender's older one is not.
    async fn find(&self, id: &MessageId) -> Result<Option<Message>, StoreError>;

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
    /// it stands then. Somebody outside a direct conversation stands at 0, and nothing is stored.
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
