//! What becomes of a command once its answer is there, or does not come.

use std::time::{Duration, Instant};

use webchat_protocol::{ErrorCode, Event, MessageId};

use super::{Device, keep};
use crate::record::{Answer, Fact, Fault, Intent, Sight, Way};

/// In a hundred answers, how many a device loses on purpose.
const LOST: u32 = 4;

/// When a command is tried again that was refused without a time.
const AGAIN: Duration = Duration::from_millis(300);

impl Device {
    /// A request is answered.
    pub(super) fn requested(&mut self, id: &MessageId, event: Event) {
        match event {
            Event::Message { data } | Event::MessageChanged { data } => {
                let sight = Sight::from(&data);
                self.answered(id, Way::Request, &Answer::Stored(sight));
            }
            Event::Read { seq, unread, .. } => {
                self.answered(id, Way::Request, &Answer::ReadTo { seq: seq.0, unread });
            }
            Event::Error { code, retry_after_ms, .. } => self.refused(id, Way::Request, code, retry_after_ms),
            Event::Changes { after, ref messages, seq, head, reset, .. } => {
                let (messages, is_open) =
                    (messages.iter().map(Sight::from).collect(), self.outbox.get(id).is_some());
                let (after, seq, head) = (after.0, seq.0, head.0);
                let answer = Answer::Changes { after, reset, messages, seq, head };
                self.answered(id, Way::Request, &answer);
                if is_open {
                    self.apply_changes(event);
                }
            }
            _ => self.answered(id, Way::Request, &Answer::Done),
        }
    }

    /// A request ended without an answer.
    pub(super) fn unanswered(&mut self, id: MessageId, why: String) {
        if let Some(pending) = self.outbox.get(&id) {
            pending.due = Instant::now() + AGAIN;
            self.note(Fact::Unanswered { id, why });
        }
    }

    /// A command is answered: the device is done with it, unless it plays deaf for once.
    pub(super) fn answered(&mut self, id: &MessageId, way: Way, answer: &Answer) {
        self.outbox.answered(id, way);
        let Some(pending) = self.outbox.get(id) else { return self.answered_again(id, way, answer.clone()) };
        let (is_spared, pause) = (pending.is_spared, self.rng.u64(20..300));
        self.note(Fact::Answered { id: id.clone(), way, answer: answer.clone() });
        if !is_spared && self.rng.u32(0..100) < LOST && self.world.may(Fault::LostAnswer) {
            self.note(Fact::Injected { fault: Fault::LostAnswer, detail: format!("to \"{id}\"") });
            if let Some(pending) = self.outbox.get(id) {
                (pending.is_spared, pending.due) = (true, Instant::now() + Duration::from_millis(pause));
            }
            return;
        }
        if let (Answer::Stored(sight), false) = (answer, self.is_classic())
            && sight.id == *id
            && !self.world.plain.contains(&sight.conversation)
        {
            keep(&mut self.mine, &sight.conversation, sight.seq);
        }
        self.finish(id);
    }

    /// A command is refused: for now, or for good.
    pub(super) fn refused(&mut self, id: &MessageId, way: Way, code: ErrorCode, retry_ms: Option<u64>) {
        self.outbox.answered(id, way);
        let Some(pending) = self.outbox.get(id) else {
            return self.answered_again(id, way, Answer::Refused { code, retry_ms: None });
        };
        let is_for_now = match code {
            ErrorCode::RateLimited => !matches!(pending.intent, Intent::Typing { .. }),
            ErrorCode::StorageUnavailable | ErrorCode::NotRegistered | ErrorCode::TooManyConnections => true,
            _ => false,
        };
        let again = retry_ms.map_or(AGAIN, Duration::from_millis);
        pending.due = Instant::now() + again;
        let retry_ms = is_for_now.then(|| u64::try_from(again.as_millis()).unwrap_or(u64::MAX));
        self.note(Fact::Answered { id: id.clone(), way, answer: Answer::Refused { code, retry_ms } });
        if !is_for_now {
            self.finish(id);
        }
    }

    /// Another try of a command that is done with is answered too. That is taken down, and that is all.
    fn answered_again(&self, id: &MessageId, way: Way, answer: Answer) {
        let is_own = id.as_str().strip_prefix(&*self.name).is_some_and(|rest| rest.starts_with('.'));
        let is_refusal_for_now = matches!(
            answer,
            Answer::Refused {
                code: ErrorCode::RateLimited | ErrorCode::StorageUnavailable | ErrorCode::NotRegistered,
                ..
            }
        );
        if is_own && !is_refusal_for_now {
            self.note(Fact::Answered { id: id.clone(), way, answer });
        }
    }

    /// Takes it out of the outbox. What it changed may be changed again, unless a late try of it may still come.
    fn finish(&mut self, id: &MessageId) {
        if let Some(pending) = self.outbox.take(id)
            && !pending.may_come_late()
        {
            self.desk.put_back(&pending.intent);
        }
    }
}
