//! The one way into the store for changes, and the only place that publishes them.
//!
//! Changes are taken in the order they were submitted. While one group of them is being committed the next one
//! gathers; each group is one call of [`Store::append`], so concurrent senders share one flush to the disk.
//! After the commit, and only then, the group is delivered in its order and its senders are answered. So on one node
//! every connection sees the changes of a conversation in the order of their `seq`.

use std::sync::{Arc, Mutex, PoisonError};

use tokio::sync::{Notify, mpsc, oneshot};
use tokio::task::JoinHandle;
use webchat_protocol::{Event, Message, MessageId, Problem};

use crate::catch_up::shared::Deltas;
use crate::health::Health;
use crate::hub::Format;
use crate::refusals::{refused, unavailable};
use crate::store::{Appended, Change, Refusal, StoreError};
use crate::typing::Typing;
use crate::{Clock, Connection, Frame, Hub, Importance, Store};

/// Who is told what became of a change.
pub(crate) enum Answer {
    /// A live connection. A fresh change reaches it as part of the audience; anything else is pushed to it, and then
    /// that the command with the id `done` is done.
    Connection { connection: Arc<Connection>, full: bool, done: Option<MessageId> },
    /// A single request that waits.
    Request(oneshot::Sender<Result<Appended, Problem>>),
}

impl Answer {
    /// The id of the command that is to be told done, for the answer when it fails.
    pub(crate) fn id(&self) -> Option<MessageId> {
        match self {
            Self::Connection { done, .. } => done.clone(),
            Self::Request(_) => None,
        }
    }
}

struct Submission {
    change: Change,
    /// The command's, for the answer when it fails.
    id: Option<MessageId>,
    answer: Answer,
}

/// The entrance for changes.
pub(crate) struct Commits {
    entrance: mpsc::Sender<Submission>,
    closing: Arc<Notify>,
    task: Mutex<Option<JoinHandle<()>>>,
}

/// Changes that may wait for the store. Beyond, those who submit wait, and so do the clients behind them.
const WAITING: usize = 1_024;
/// Changes in one group: what one flush is shared by. The gain flattens well before, and the first of a group waits
/// until the last is written.
const GROUP: usize = 256;

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

/// What a commit needs, and what hears of it.
pub(crate) struct Publisher {
    pub(crate) store: Arc<dyn Store>,
    pub(crate) hub: Arc<Hub>,
    pub(crate) typing: Arc<Typing>,
    pub(crate) deltas: Arc<Deltas>,
    pub(crate) health: Arc<Health>,
    pub(crate) clock: Arc<dyn Clock>,
    #[cfg(feature = "planted")]
    pub(crate) planted: Arc<crate::planted::Planted>,
}

impl Publisher {
    async fn run(self, mut submissions: mpsc::Receiver<Submission>, closing: Arc<Notify>) {
        let mut group = Vec::with_capacity(GROUP);
        loop {
            let taken = tokio::select! {
                taken = submissions.recv_many(&mut group, GROUP) => taken,
                () = closing.notified() => {
                    submissions.close();
                    continue;
                }
            };
            if taken == 0 {
                return;
            }
            self.commit(std::mem::take(&mut group)).await;
        }
    }

    async fn commit(&self, group: Vec<Submission>) {
        let mut changes = Vec::with_capacity(group.len());
        let mut answers = Vec::with_capacity(group.len());
        for Submission { change, id, answer } in group {
            changes.push(change);
            answers.push((id, answer));
        }
        let outcome = self.store.append(changes).await;
        self.health.committed(outcome.is_ok(), self.clock.elapsed());
        match outcome {
            Ok(results) => {
                for (result, (id, answer)) in results.into_iter().zip(answers) {
                    self.publish(result, id, answer);
                }
            }
            Err(error) => {
                let problem = unavailable(&error);
                for (id, answer) in answers {
                    refuse(problem.clone().about(id), answer);
                }
            }
        }
    }

    fn publish(&self, result: Result<Appended, Refusal>, id: Option<MessageId>, answer: Answer) {
        let appended = match result {
            Ok(appended) => appended,
            Err(refusal) => return refuse(refused(refusal).about(id), answer),
        };
        if let Appended::Fresh(message) = &appended {
            self.deliver(message);
        }
        match answer {
            // Whoever stopped waiting finds the message where everybody does.
            Answer::Request(request) => drop(request.send(Ok(appended))),
            Answer::Connection { connection, full, done } => {
                let push = |event| connection.queue.push(Frame::encode(&event), Importance::Essential);
                if let Appended::Known(data) = appended {
                    // The classic contract has one event for a message, whatever became of it.
                    push(if full { event_of(data) } else { Event::Message { data } });
                }
                if let Some(id) = done {
                    push(Event::Done { id });
                }
            }
        }
    }

    fn deliver(&self, message: &Message) {
        self.deltas.changed(&message.conversation_id);
        #[cfg(feature = "planted")]
        if self.planted.swallows(message) {
            return;
        }
        let frame = Frame::encode(&event_of(message.clone()));
        let format = if message.change_seq.is_none() { Format::Both } else { Format::FullOnly };
        self.hub.deliver(&message.conversation_id, &frame, format);
        if message.change_seq.is_none() {
            self.typing.clear(&message.sender_id);
        }
    }
}

/// The event that says what a stored message is now.
pub(crate) fn event_of(data: Message) -> Event {
    if data.change_seq.is_none() { Event::Message { data } } else { Event::MessageChanged { data } }
}

fn refuse(problem: Problem, answer: Answer) {
    match answer {
        Answer::Request(request) => drop(request.send(Err(problem))),
        Answer::Connection { connection, .. } => {
            connection.queue.push(Frame::encode(&problem.into()), Importance::Essential);
        }
    }
}
