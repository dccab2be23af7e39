//! The entrance for changes: the one way into the store.
//!
//! Changes are taken in the order they were submitted, by one task ([`publish`](crate::publish)). While one group of them is
//! being committed the next one gathers; each group is one call of [`Store::append`](crate::Store::append), so concurrent
//! senders share one flush to the disk. After the commit, and only then, the group is delivered in its order and its senders
//! are answered. So on one node every connection sees the changes of a conversation in the order of their `seq`.

use std::sync::{Arc, Mutex, PoisonError};

use tokio::sync::{Notify, mpsc, oneshot};
use tokio::task::JoinHandle;
use webchat_protocol::{Message, MessageId, Problem};

use crate::Connection;
use crate::publish::Publisher;
use crate::refusals::unavailable;
use crate::store::{Appended, Change, ConversationChange, StoreError};

/// Who is told what became of a change.
pub(crate) enum Answer {
    /// A live connection. A fresh change reaches it as part of the audience; anything else is pushed to it, and then
    /// that the command with the id `done` is done.
    Connection { connection: Arc<Connection>, full: bool, done: Option<MessageId> },
    /// A single request that waits.
    Request(oneshot::Sender<Result<Appended, Problem>>),
    /// Somebody who changes a conversation and waits; `None` when it was so already.
    Whole(oneshot::Sender<Result<Option<Message>, Problem>>),
}

impl Answer {
    /// The id of the command that is to be told done, for the answer when it fails.
    pub(crate) fn id(&self) -> Option<MessageId> {
        match self {
            Self::Connection { done, .. } => done.clone(),
            Self::Request(_) | Self::Whole(_) => None,
        }
    }
}

/// A change and who waits for it.
pub(crate) struct Submission {
    pub(crate) change: Change,
    /// The command's, for the answer when it fails.
    pub(crate) id: Option<MessageId>,
    pub(crate) answer: Answer,
}

/// The entrance for changes.
pub(crate) struct Commits {
    entrance: mpsc::Sender<Submission>,
    closing: Arc<Notify>,
    task: Mutex<Option<JoinHandle<()>>>,
}

/// Changes that may wait for the store. Beyond, those who submit wait, and so do the clients behind them.
const WAITING: usize = 1_024;
impl Commits {
    pub(crate) fn start(publisher: Publisher) -> Self {
        let (entrance, submissions) = mpsc::channel(WAITING);
        let closing = Arc::new(Notify::new());
        let task = tokio::spawn(publisher.run(submissions, closing.clone()));
        Self { entrance, closing, task: Mutex::new(Some(task)) }
    }

    /// Hands a change in; waits only for room. What becomes of it goes to `answer`.
    pub(crate) async fn submit(
        &self,
        change: Change,
        id: Option<MessageId>,
        answer: Answer,
    ) -> Result<(), Problem> {
        let submission = Submission { change, id, answer };
        self.entrance.send(submission).await.map_err(|_| unavailable(&StoreError::Closed))
    }

    /// Hands a change in and waits for what becomes of it.
    pub(crate) async fn request(&self, change: Change, id: Option<MessageId>) -> Result<Appended, Problem> {
        let (answer, answered) = oneshot::channel();
        self.submit(change, id, Answer::Request(answer)).await?;
        answered.await.unwrap_or_else(|_| Err(unavailable(&StoreError::Closed)))
    }

    /// Hands a change of a conversation in and waits for its notice; `None` when it was so already.
    pub(crate) async fn reshape(&self, change: ConversationChange) -> Result<Option<Message>, Problem> {
        let (answer, answered) = oneshot::channel();
        self.submit(Change::Conversation(change), None, Answer::Whole(answer)).await?;
        answered.await.unwrap_or_else(|_| Err(unavailable(&StoreError::Closed)))
    }

    /// Takes nothing more and waits until everything taken is committed and answered.
    pub(crate) async fn close(&self) {
        self.closing.notify_one();
        let task = self.task.lock().unwrap_or_else(PoisonError::into_inner).take();
        if let Some(task) = task
            && let Err(error) = task.await
        {
            tracing::error!(%error, "the commit task ended badly");
        }
    }
}
