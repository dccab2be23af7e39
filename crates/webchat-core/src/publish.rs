//! The one task that commits changes and publishes them, in the order in which they were taken. Nobody else changes what is
//! kept in memory of who is in a conversation.

use std::sync::Arc;

use tokio::sync::{Notify, mpsc};
use webchat_protocol::{Event, Message, MessageId, Notice, Problem, UserId};

use crate::catch_up::shared::Deltas;
use crate::commit::{Answer, Submission};
use crate::conversations::summary;
use crate::health::Health;
use crate::hub::Format;
use crate::refusals::{refused, unavailable};
use crate::rosters::Kept;
use crate::store::{Appended, Refusal};
use crate::typing::Typing;
use crate::{Clock, Frame, Hub, Importance, Store};

/// Changes in one group: what one flush is shared by. The gain flattens well before, and the first of a group waits
/// until the last is written.
const GROUP: usize = 256;

/// What a commit needs, and what hears of it.
pub(crate) struct Publisher {
    pub(crate) store: Arc<dyn Store>,
    pub(crate) hub: Arc<Hub>,
    pub(crate) rosters: Arc<Kept>,
    pub(crate) typing: Arc<Typing>,
    pub(crate) deltas: Arc<Deltas>,
    pub(crate) health: Arc<Health>,
    pub(crate) clock: Arc<dyn Clock>,
    #[cfg(feature = "planted")]
    pub(crate) planted: Arc<crate::planted::Planted>,
}

impl Publisher {
    /// Serves until nobody can ask any more and everything asked is answered.
    pub(crate) async fn run(self, mut submissions: mpsc::Receiver<Submission>, closing: Arc<Notify>) {
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
                    self.publish(result, id, answer).await;
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

    async fn publish(&self, result: Result<Appended, Refusal>, id: Option<MessageId>, answer: Answer) {
        if let Ok(Appended::Fresh(message)) = &result {
            self.deliver(message).await;
        }
        let appended = match (result, answer) {
            (Ok(appended), Answer::Whole(whole)) => {
                return drop(whole.send(Ok(Some(appended.message().clone()))));
            }
            (Err(Refusal::Unchanged), Answer::Whole(whole)) => return drop(whole.send(Ok(None))),
            (Err(refusal), answer) => return refuse(refused(refusal).about(id), answer),
            (Ok(appended), Answer::Request(request)) => {
                // Whoever stopped waiting finds the message where everybody does.
                return drop(request.send(Ok(appended)));
            }
            (Ok(appended), Answer::Connection { connection, full, done }) => {
                (appended, connection, full, done)
            }
        };
        let (appended, connection, full, done) = appended;
        let push = |event| connection.queue.push(Frame::encode(&event), Importance::Essential);
        if let Appended::Known(data) = appended {
            // The classic contract has one event for a message, whatever became of it.
            push(if full { event_of(data) } else { Event::Message { data } });
        }
        if let Some(id) = done {
            push(Event::Done { id });
        }
    }

    /// Tells everybody who hears it. Whatever is kept of the conversation and no longer true is forgotten before.
    async fn deliver(&self, message: &Message) {
        let id = &message.conversation_id;
        self.deltas.changed(id);
        #[cfg(feature = "planted")]
        let is_kept = self.planted.keeps(message);
        #[cfg(not(feature = "planted"))]
        let is_kept = false;
        if message.notice.is_some() && !is_kept {
            self.rosters.changed(id);
        }
        #[cfg(feature = "planted")]
        if self.planted.swallows(message) {
            return;
        }
        let Ok(Some(roster)) = self.rosters.for_delivery(&*self.store, id).await else {
            // It is stored, and the store does not say whom it concerns.
            return self.hub.send_to_the_store();
        };
        if message.notice.is_some() {
            self.tell_comings_and_goings(message).await;
        }
        let frame = Frame::encode(&event_of(message.clone()));
        // The classic contract knows neither changes nor notices.
        let is_said = message.change_seq.is_none() && message.notice.is_none();
        let format = if is_said { Format::Both } else { Format::FullOnly };
        self.hub.deliver(&roster.members, &frame, format);
        if is_said {
            self.typing.clear(&message.sender_id);
        }
    }

    /// Tells those who come into a conversation what it is, before they hear what is said there, and those who go that they
    /// hear no more.
    async fn tell_comings_and_goings(&self, told: &Message) {
        let id = &told.conversation_id;
        let (came, went) = comings_and_goings(told);
        for user in &went {
            self.typing.clear_in(user, id);
            let gone = Event::ConversationGone { conversation_id: id.clone() };
            self.hub.deliver_to_user(user, &Frame::encode(&gone));
        }
        let here: Vec<_> = came.into_iter().filter(|user| self.hub.is_here(user)).collect();
        if here.is_empty() {
            return;
        }
        // They find it in their list as well: a store that does not answer now costs them nothing but time.
        for (user, standing) in self.store.standings_in(id, &here).await.unwrap_or_default() {
            let data = Box::new(summary(standing, None));
            self.hub.deliver_to_user(&user, &Frame::encode(&Event::Conversation { data, id: None }));
        }
    }
}

/// Who came into a conversation and who went, by its notice.
fn comings_and_goings(told: &Message) -> (Vec<UserId>, Vec<UserId>) {
    let sender = || vec![told.sender_id.clone()];
    match &told.notice {
        Some(Notice::Created { user_ids }) => ([&sender()[..], user_ids].concat(), vec![]),
        Some(Notice::Added { user_ids }) => (user_ids.clone(), vec![]),
        Some(Notice::Joined) => (sender(), vec![]),
        Some(Notice::Left) => (vec![], sender()),
        Some(Notice::Removed { user_ids }) => (vec![], user_ids.clone()),
        _ => (vec![], vec![]),
    }
}

/// The event that says what a stored message is now.
pub(crate) fn event_of(data: Message) -> Event {
    if data.change_seq.is_none() { Event::Message { data } } else { Event::MessageChanged { data } }
}

fn refuse(problem: Problem, answer: Answer) {
    match answer {
        Answer::Request(request) => drop(request.send(Err(problem))),
        Answer::Whole(whole) => drop(whole.send(Err(problem))),
        Answer::Connection { connection, .. } => {
            connection.queue.push(Frame::encode(&problem.into()), Importance::Essential);
        }
    }
}
