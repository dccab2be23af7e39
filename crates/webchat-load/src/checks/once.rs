//! Promise: nothing is there twice.

use std::collections::{HashMap, HashSet};

use webchat_protocol::Message;

use super::{Check, Known, Picture, Promise, Verdict};
use crate::record::{Entry, Sight, Subject};

/// A sender's id stands for one place, whoever sees it.
#[derive(Debug, Default)]
pub struct Once;

impl Check for Once {
    fn note(&mut self, entry: &Entry, known: &Known, verdict: &mut Verdict) {
        for sight in entry.what.sights() {
            let Some((conversation, seq)) = known.place_of(&sight.sender, &sight.id) else { continue };
            let is_once = *conversation == sight.conversation && *seq == sight.seq;
            verdict.expect(Promise::Once, is_once, || {
                let (sender, id) = (&sight.sender, &sight.id);
                let (other, place) = (&sight.conversation, sight.seq);
                let sentence = format!(
                    "The message \"{id}\" of {sender} was seen at place {seq} of {conversation}, \
                     and now at place {place} of {other}."
                );
                (Subject::message(sight).and_place(*seq), sentence)
            });
        }
    }

    fn compare(&mut self, picture: &Picture, known: &Known, verdict: &mut Verdict) {
        let mut seen = HashMap::new();
        for message in picture.messages() {
            let first = seen.insert((&message.sender_id, &message.id), message);
            verdict.expect(Promise::Once, first.is_none(), || twice(first.unwrap_or(message), message));
        }
        let mut texts = HashSet::new();
        let as_sent = |message: &&Message| message.edited_at.is_none() && message.deleted_at.is_none();
        for message in picture.messages().filter(as_sent).filter(|message| known.is_ours(&message.sender_id))
        {
            let is_new = texts.insert(&message.text);
            verdict.expect(Promise::Once, is_new, || {
                let sentence =
                    format!("The text of \"{}\" is there twice; every text is sent once.", message.id);
                (Subject::message(&Sight::from(message)), sentence)
            });
        }
    }
}

fn twice(first: &Message, second: &Message) -> (Subject, String) {
    let sentence = format!(
        "The history has the message \"{}\" of {} twice: at place {} of {} and at place {} of {}.",
        second.id, second.sender_id, first.seq, first.conversation_id, second.seq, second.conversation_id
    );
    (Subject::message(&Sight::from(second)).and_place(first.seq.0), sentence)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::checks::hand_made::{Run, ada, general, live, message, sight};

    #[test]
    fn the_same_message_heard_again_is_still_one() {
        let mut run = Run::of(Once);
        run.note("ben/1", live(1, sight(5, "m-1")));
        run.note("ben/1", live(1, sight(5, "m-1")));
        run.note("cleo/1", live(2, sight(6, "m-2")));
        run.compare(&general(&[message(5, "m-1"), message(6, "m-2")]));
        assert_eq!(run.broken(), []);
    }

    #[test]
    fn a_message_at_two_places_is_two() {
        let mut run = Run::of(Once);
        run.note("ben/1", live(1, sight(5, "m-1")));
        run.note("cleo/1", live(2, sight(6, "m-1")));
        assert_eq!(run.broken(), [Promise::Once]);
    }

    #[test]
    fn what_nobody_heard_twice_may_still_stand_in_the_history_twice() {
        let mut run = Run::of(Once);
        run.compare(&general(&[message(5, "m-1"), message(6, "m-1")]));
        assert_eq!(run.broken(), [Promise::Once]);
    }

    #[test]
    fn a_text_under_two_ids_is_there_twice() {
        let mut run = Run::of(Once);
        run.note("ada/1", ada("m-1"));
        let again = Message { text: "m-1".to_owned(), ..message(6, "m-2") };
        run.compare(&general(&[message(5, "m-1"), again]));
        assert_eq!(run.broken(), [Promise::Once]);
    }
}
