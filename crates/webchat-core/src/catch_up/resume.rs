//! Going on where a client left: what it missed since its cursors, put before what is new.

use std::collections::BTreeMap;

use webchat_protocol::{Changes, ConversationId, Cursors, ErrorCode, Problem, Seq};

use super::shared::Turn;
use crate::refusals::unavailable;
use crate::store::StoreError;
use crate::{Actor, Chat, Frame, Session};

impl Chat {
    /// Names this database's history.
    pub fn epoch(&self) -> &str {
        self.store.epoch()
    }

    /// The heads of the user's conversations, for a client that wants to follow them from now on. Whoever subscribes
    /// after this and resumes from there misses nothing.
    pub async fn heads(&self, actor: &Actor) -> Result<BTreeMap<ConversationId, Seq>, Problem> {
        let standings = self.store.standings(&actor.user_id, self.limits.cursors).await;
        let standings = standings.map_err(|error| unavailable(&error))?;
        Ok(standings.into_iter().map(|standing| (standing.conversation_id, standing.head)).collect())
    }

    /// Queues what a registered session missed since `cursors`, before whatever is pushed meanwhile.
    pub async fn catch_up(&self, session: &Session, cursors: &Cursors) -> Result<(), Problem> {
        let Some(actor) = session.actor() else { return Ok(()) };
        self.check_cursors(Some(cursors))?;
        session.connection.queue.hold_all();
        self.resume(session, actor, cursors).await
    }

    /// Queues what the registered user missed since `cursors`, before anything that was pushed since `hold` was called on
    /// the session's queue. Nothing is queued for a conversation where nothing was missed. In whatever way it ends,
    /// nothing is held any more.
    pub(crate) async fn resume(
        &self,
        session: &Session,
        actor: &Actor,
        cursors: &Cursors,
    ) -> Result<(), Problem> {
        let missed = self.missed(actor, cursors).await;
        let (missed, outcome) = match missed {
            Ok(missed) => (missed, Ok(())),
            Err(error) => (Vec::new(), Err(unavailable(&error))),
        };
        session.connection.queue.release(missed);
        outcome
    }

    async fn missed(&self, actor: &Actor, cursors: &Cursors) -> Result<Vec<Frame>, StoreError> {
        // Closed never: the semaphore lives as long as the chat.
        let _turn = self.catch_ups.acquire().await;
        let is_of_this_history = cursors.epoch == self.store.epoch();
        // The other half is for what is said meanwhile.
        let mut room = self.limits.queue_bytes / 2;
        let mut frames = Vec::new();
        for (conversation, after) in &cursors.after {
            let mut frame = None;
            let mut is_seen = self.seen(actor, conversation).await?.is_ok();
            if is_seen {
                frame = if is_of_this_history {
                    self.missed_in(conversation, *after, room).await?
                } else {
                    Some(self.begin_afresh(conversation, *after).await?)
                };
                // Who went while it was read does not learn what was said meanwhile.
                is_seen = self.seen(actor, conversation).await?.is_ok();
            }
            if !is_seen {
                // What may not be seen looks like what is not there: an empty conversation.
                let is_new = *after == Seq(0) && is_of_this_history;
                frame = (!is_new).then(|| reset(conversation, *after, Seq(0)));
            }
            if let Some(frame) = frame {
                room = room.saturating_sub(frame.cost());
                frames.push(frame);
            }
        }
        Ok(frames)
    }

    /// What was missed in one conversation; `None` if it was nothing.
    async fn missed_in(
        &self,
        conversation: &ConversationId,
        after: Seq,
        room: usize,
    ) -> Result<Option<Frame>, StoreError> {
        let is_shared = conversation.pair().is_none() && room > 2 * self.limits.delta_bytes;
        if !is_shared {
            return self.read_missed(conversation, after, room.min(self.limits.delta_bytes)).await;
        }
        match self.deltas.begin(conversation, after) {
            Turn::Kept(frame) => Ok(frame),
            Turn::Read(turn) => {
                let frame = self.read_missed(conversation, after, self.limits.delta_bytes).await?;
                self.deltas.keep(conversation, after, turn, frame.as_ref());
                Ok(frame)
            }
        }
    }

    /// For a cursor of another history, wherever it is.
    async fn begin_afresh(&self, conversation: &ConversationId, after: Seq) -> Result<Frame, StoreError> {
        let head = self.store.changes(conversation, BEYOND, 1).await?.head;
        Ok(reset(conversation, after, head))
    }

    async fn read_missed(
        &self,
        conversation: &ConversationId,
        after: Seq,
        bytes: usize,
    ) -> Result<Option<Frame>, StoreError> {
        let changes = self.delta(conversation, after, bytes).await?;
        let is_news = changes.reset || changes.head > after;
        Ok(is_news.then(|| Frame::encode(&changes.about(conversation.clone(), None))))
    }

    pub(crate) fn check_cursors(&self, cursors: Option<&Cursors>) -> Result<(), Problem> {
        let limit = self.limits.cursors;
        if cursors.is_none_or(|cursors| cursors.after.len() <= limit) {
            return Ok(());
        }
        let sentence = format!("At most {limit} conversations can be caught up on at once.");
        Err(Problem::new(ErrorCode::BadField, sentence))
    }
}

/// Behind everything that ever happens.
const BEYOND: Seq = Seq(u64::MAX);

fn reset(conversation: &ConversationId, after: Seq, head: Seq) -> Frame {
    let changes = Changes { after, reset: true, messages: Vec::new(), seq: head, head };
    Frame::encode(&changes.about(conversation.clone(), None))
}
