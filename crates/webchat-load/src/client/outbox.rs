//! What a device wants and was not answered yet. Each command is sent again, with its id, until it is.

use std::collections::BTreeMap;
use std::time::{Duration, Instant};

use webchat_protocol::MessageId;

use crate::record::{Intent, Way};

/// A command that waits for its answer.
#[derive(Debug)]
pub struct Pending {
    /// What is wanted.
    pub intent: Intent,
    /// The command as JSON.
    pub text: String,
    /// When it is to be tried next.
    pub due: Instant,
    /// Whether an answer was lost on purpose already.
    pub is_spared: bool,
    tries: Vec<Try>,
}

#[derive(Debug)]
struct Try {
    way: Way,
    is_answered: bool,
}

impl Pending {
    /// Takes down a try, and when to try again if nothing comes.
    pub fn tried(&mut self, way: Way, again: Duration) {
        self.tries.push(Try { way, is_answered: false });
        self.due = Instant::now() + again;
    }

    /// How often it was tried.
    pub fn tries(&self) -> usize {
        self.tries.len()
    }

    /// Whether a try may still be on its way to the server.
    pub fn may_come_late(&self) -> bool {
        self.tries.iter().any(|tried| !tried.is_answered)
    }
}

/// All of them.
#[derive(Debug, Default)]
pub struct Outbox {
    pending: BTreeMap<MessageId, Pending>,
}

impl Outbox {
    /// Adds a command; it is due at once.
    pub fn add(&mut self, id: MessageId, intent: Intent, text: String) {
        let pending = Pending { intent, text, due: Instant::now(), is_spared: false, tries: Vec::new() };
        self.pending.insert(id, pending);
    }

    /// How many wait.
    pub fn len(&self) -> usize {
        self.pending.len()
    }

    /// One of them.
    pub fn get(&mut self, id: &MessageId) -> Option<&mut Pending> {
        self.pending.get_mut(id)
    }

    /// Those that are to be tried now.
    pub fn due(&self, now: Instant) -> Vec<MessageId> {
        self.pending.iter().filter(|(_, pending)| pending.due <= now).map(|(id, _)| id.clone()).collect()
    }

    /// Takes down that a try by this way was answered.
    pub fn answered(&mut self, id: &MessageId, way: Way) {
        let open = self.pending.get_mut(id).into_iter().flat_map(|pending| &mut pending.tries);
        if let Some(tried) = open.filter(|tried| !tried.is_answered).find(|tried| tried.way == way) {
            tried.is_answered = true;
        }
    }

    /// Takes a command out: it is answered.
    pub fn take(&mut self, id: &MessageId) -> Option<Pending> {
        self.pending.remove(id)
    }

    /// What was tried on a connection that is gone is to be tried again soon.
    pub fn hurry(&mut self, way: Way, due: Instant) {
        for pending in self.pending.values_mut() {
            if pending.tries.last().is_some_and(|tried| tried.way == way) {
                pending.due = pending.due.min(due);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::record::ConnectionId;
    use webchat_protocol::ConversationId;

    fn outbox() -> (Outbox, MessageId) {
        let (mut outbox, id) = (Outbox::default(), MessageId::new("m-1").unwrap());
        outbox.add(id.clone(), Intent::Typing { conversation: ConversationId::general() }, String::new());
        (outbox, id)
    }

    #[test]
    fn a_command_is_due_until_it_is_tried_and_again_after_a_while() {
        let (mut outbox, id) = outbox();
        assert_eq!(outbox.due(Instant::now()), std::slice::from_ref(&id));
        outbox.get(&id).unwrap().tried(Way::Request, Duration::from_secs(1));
        assert_eq!(outbox.due(Instant::now()), []);
        assert_eq!(outbox.due(Instant::now() + Duration::from_secs(2)), std::slice::from_ref(&id));
        assert!(outbox.take(&id).is_some());
        assert_eq!(outbox.len(), 0);
    }

    #[test]
    fn every_try_wants_an_answer_of_its_own() {
        let (mut outbox, id) = outbox();
        let frame = Way::Frame(ConnectionId(1));
        for way in [frame, frame, Way::Request] {
            outbox.get(&id).unwrap().tried(way, Duration::from_secs(1));
        }
        outbox.answered(&id, frame);
        outbox.answered(&id, Way::Request);
        assert!(outbox.get(&id).unwrap().may_come_late());
        outbox.answered(&id, frame);
        assert!(!outbox.get(&id).unwrap().may_come_late());
    }

    #[test]
    fn what_was_tried_on_a_connection_that_is_gone_is_due_soon() {
        let (mut outbox, id) = outbox();
        let frame = Way::Frame(ConnectionId(1));
        outbox.get(&id).unwrap().tried(frame, Duration::from_mins(1));
        outbox.hurry(Way::Frame(ConnectionId(2)), Instant::now());
        assert_eq!(outbox.due(Instant::now()), []);
        outbox.hurry(frame, Instant::now());
        assert_eq!(outbox.due(Instant::now()), [id]);
    }
}
