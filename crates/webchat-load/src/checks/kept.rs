//! Promise: no acknowledged message is lost.

use std::collections::HashMap;

use webchat_protocol::{ConversationId, MessageId, UserId};

use super::{Check, History, Known, Picture, Promise, Verdict};
use crate::record::{Answer, Entry, Fact, Moment, Subject};

/// Remembers every acknowledgement and looks for the message in the history.
#[derive(Debug, Default)]
pub struct Kept {
    acknowledged: HashMap<(UserId, MessageId), Acknowledged>,
}

#[derive(Debug)]
struct Acknowledged {
    conversation: ConversationId,
    seq: u64,
    at: Moment,
}

impl Check for Kept {
    fn note(&mut self, entry: &Entry, known: &Known, _verdict: &mut Verdict) {
        let Fact::Answered { id, answer: Answer::Stored(sight), .. } = &entry.what else { return };
        let is_own = known.command(id).is_some_and(|wanted| wanted.user == sight.sender) && sight.id == *id;
        if is_own {
            let (conversation, seq, at) = (sight.conversation.clone(), sight.seq, entry.at);
            self.acknowledged.entry(sight.key()).or_insert(Acknowledged { conversation, seq, at });
        }
    }

    fn compare(&mut self, picture: &Picture, _known: &Known, verdict: &mut Verdict) {
        for ((sender, id), Acknowledged { conversation, seq, at }) in &self.acknowledged {
            let found = picture.histories.get(conversation).and_then(|history: &History| history.at(*seq));
            let is_there = found.is_some_and(|message| message.id == *id && message.sender_id == *sender);
            verdict.expect(Promise::Kept, is_there, || {
                let there = found.map_or("nothing".to_owned(), |message| format!("\"{}\"", message.id));
                let sentence = format!(
                    "The message \"{id}\" of {sender} was acknowledged at {at} s as place {seq} of {conversation}; \
                     the history has {there} there."
                );
                let message = Some((sender.clone(), id.clone()));
                (Subject { message, ..Subject::place(conversation, *seq) }, sentence)
            });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::checks::hand_made::{Run, acknowledged, ada, general, message, sight};

    fn run() -> Run<Kept> {
        let mut run = Run::of(Kept::default());
        run.note("ada/1", ada("m-1"));
        run.note("ada/1", acknowledged("m-1", sight(5, "m-1")));
        run
    }

    #[test]
    fn what_was_acknowledged_is_in_the_history() {
        let mut run = run();
        run.compare(&general(&[message(5, "m-1")]));
        assert_eq!(run.broken(), []);
    }

    #[test]
    fn what_is_not_there_any_more_was_lost() {
        let mut run = run();
        run.compare(&general(&[]));
        assert_eq!(run.broken(), [Promise::Kept]);
    }

    #[test]
    fn what_stands_elsewhere_is_not_what_was_acknowledged() {
        let mut run = run();
        run.compare(&general(&[message(5, "m-2"), message(6, "m-1")]));
        assert_eq!(run.broken(), [Promise::Kept]);
    }
}
