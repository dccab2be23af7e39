//! Promise: what changed after a place is told without holes; for questions that are asked at a quiet moment.

use super::{Check, Delta, History, Known, Picture, Promise, Verdict};
use crate::record::Subject;

/// Puts each delta together again from the history.
#[derive(Debug, Default)]
pub struct Deltas;

impl Check for Deltas {
    fn compare(&mut self, picture: &Picture, _known: &Known, verdict: &mut Verdict) {
        for delta in &picture.deltas {
            if let Some(history) = picture.histories.get(&delta.conversation) {
                same_delta(delta, history, verdict);
            }
        }
    }
}

/// Each message whose latest place is behind `after`, once, in the order of these places, up to where the delta says that
/// it goes.
fn same_delta(delta: &Delta, history: &History, verdict: &mut Verdict) {
    let Delta { conversation, after, changes } = delta;
    if changes.reset {
        return;
    }
    let expected = history.messages.iter().filter(|message| message.latest_seq().0 > *after);
    let mut expected: Vec<_> = expected.filter(|message| message.latest_seq() <= changes.seq).collect();
    expected.sort_by_key(|message| message.latest_seq());
    // Whatever is older than the run is not in the history that was read.
    let told: Vec<_> = changes.messages.iter().filter(|message| message.seq.0 > history.above).collect();
    let differing = expected.iter().zip(&told).find(|(expected, told)| expected != told);
    let differing = differing.map(|(expected, _)| expected.latest_seq().0);
    let is_same = differing.is_none() && expected.len() == told.len();
    let goes_on = *after == history.head || changes.seq.0 > *after;
    let is_whole = is_same && goes_on && changes.after.0 == *after && changes.head.0 == history.head;
    verdict.expect(Promise::Stream, is_whole, || {
        let (seq, head, told) = (changes.seq, changes.head, told.len());
        let sentence = format!(
            "The changes of {conversation} after {after} up to {seq} of {head} are {told} messages; the history has {}.",
            expected.len()
        );
        (Subject::place(conversation, differing.unwrap_or(after + 1)), sentence)
    });
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::checks::hand_made::{Run, general, message};
    use webchat_protocol::{Changes, Message, Seq};

    fn picture(messages: &[Message], told: &[Message]) -> Picture {
        let mut picture = general(messages);
        let head = Seq(messages.len() as u64);
        let changes = Changes { after: Seq(1), reset: false, messages: told.to_vec(), seq: head, head };
        let conversation = messages[0].conversation_id.clone();
        picture.deltas.push(Delta { conversation, after: 1, changes });
        picture
    }

    #[test]
    fn a_delta_is_what_the_history_has_behind_the_place() {
        let messages = [message(1, "m-1"), message(2, "m-2"), message(3, "m-3")];
        let mut run = Run::of(Deltas);
        run.compare(&picture(&messages, &messages[1..]));
        assert_eq!(run.broken(), []);
        run.compare(&picture(&messages, &messages[2..]));
        assert_eq!(run.broken(), [Promise::Stream]);
    }

    #[test]
    fn a_delta_says_the_place_that_was_asked_for() {
        let messages = [message(1, "m-1"), message(2, "m-2")];
        let mut picture = picture(&messages, &messages[1..]);
        picture.deltas[0].changes.after = Seq(0);
        let mut run = Run::of(Deltas);
        run.compare(&picture);
        assert_eq!(run.broken(), [Promise::Stream]);
    }
}
