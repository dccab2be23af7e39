//! Promise: every place is used once, without holes.

use std::collections::BTreeMap;

use webchat_protocol::ConversationId;

use super::{Check, History, Known, Picture, Promise, Verdict};
use crate::record::{Entry, Fact, Intent, Sight, Subject};

/// What anybody ever saw at a place is what everybody sees there, and no place is left out.
#[derive(Debug, Default)]
pub struct Places;

impl Check for Places {
    fn note(&mut self, entry: &Entry, known: &Known, verdict: &mut Verdict) {
        for sight in entry.what.sights() {
            let is_possible = sight.seq > 0 && sight.latest >= sight.seq;
            verdict.expect(Promise::Places, is_possible, || {
                (Subject::message(sight), format!("No message can stand like this: {sight}."))
            });
            let Some(occupant) = known.occupant(&sight.conversation, sight.latest) else { continue };
            verdict.expect(Promise::Places, occupant.seq == sight.seq, || {
                let Sight { conversation, seq, latest, .. } = sight;
                let sentence = format!(
                    "Place {latest} of {conversation} belongs to the message at {}, and now to the one at {seq}.",
                    occupant.seq
                );
                (Subject::message(sight).and_place(*latest), sentence)
            });
        }
        if let Fact::Inventory { conversation, above, found } = &entry.what {
            let messages = found.iter().map(|sight| (sight.seq, sight.latest));
            once_each(conversation, messages.filter(|(seq, _)| seq > above), verdict);
        }
    }

    fn compare(&mut self, picture: &Picture, known: &Known, verdict: &mut Verdict) {
        for (conversation, history) in &picture.histories {
            let messages = history.messages.iter().map(|message| (message.seq.0, message.latest_seq().0));
            let used = once_each(conversation, messages, verdict);
            let seen = known.places(conversation).map(|(place, _)| place);
            let last = used.keys().copied().chain(seen).max().unwrap_or(history.above);
            verdict.expect(Promise::Places, last <= history.head, || {
                let head = history.head;
                let sentence = format!("{conversation} has head {head}, and somebody saw place {last}.");
                (Subject::place(conversation, last), sentence)
            });
            if picture.plain.contains(conversation) {
                one_by_one(conversation, history, verdict);
            } else {
                no_holes(conversation, history, &used, known, verdict);
            }
        }
    }
}

/// A place is a message's own or that of its latest change. Answers what stands where.
fn once_each(
    conversation: &ConversationId,
    messages: impl Iterator<Item = (u64, u64)>,
    verdict: &mut Verdict,
) -> BTreeMap<u64, u64> {
    let mut used = BTreeMap::new();
    for (seq, latest) in messages {
        for place in [Some(seq), (latest != seq).then_some(latest)].into_iter().flatten() {
            let other = used.insert(place, seq);
            verdict.expect(Promise::Places, other.is_none(), || {
                let sentence =
                    format!("Place {place} of {conversation} is used twice: by {other:?} and {seq}.");
                (Subject::place(conversation, place), sentence)
            });
        }
    }
    used
}

/// Where messages are only sent they are 1, 2, 3 … up to the head.
fn one_by_one(conversation: &ConversationId, history: &History, verdict: &mut Verdict) {
    let found = history.messages.iter().map(|message| message.seq.0);
    let hole = found.zip(history.above + 1..).find(|(seq, place)| seq != place).map(|(_, place)| place);
    let count = history.messages.len() as u64;
    let is_whole = hole.is_none() && history.above + count == history.head;
    verdict.expect(Promise::Places, is_whole, || {
        let head = history.head;
        let place = hole.unwrap_or(history.above + count + 1);
        let sentence =
            format!("{conversation} has {count} messages and head {head}; there is none at {place}.");
        (Subject::place(conversation, place), sentence)
    });
}

/// A place that the history does not show was that of a change, before the message was changed again.
fn no_holes(
    conversation: &ConversationId,
    history: &History,
    used: &BTreeMap<u64, u64>,
    known: &Known,
    verdict: &mut Verdict,
) {
    let is_seen = |place: &u64| used.contains_key(place) || known.occupant(conversation, *place).is_some();
    let unseen: Vec<u64> = (history.above + 1..=history.head).filter(|place| !is_seen(place)).collect();
    let is_change = |intent: &Intent| intent.conversation() == conversation && intent.place().is_some();
    let changes = known.commands().filter(|(_, wanted)| is_change(&wanted.intent)).count();
    verdict.expect(Promise::Places, unseen.len() <= changes, || {
        let sentence = format!(
            "{} places of {conversation} are nobody's, and only {changes} changes were asked for; the first is {}.",
            unseen.len(),
            unseen[0]
        );
        (Subject::place(conversation, unseen[0]), sentence)
    });
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::checks::hand_made::{GENERAL, Run, changed, edit, general, live, message, sight};

    #[test]
    fn places_one_after_the_other_are_as_promised() {
        let mut run = Run::of(Places);
        run.note("ada/1", live(1, sight(1, "m-1")));
        run.note("ada/1", live(1, changed(1, 3, "m-1")));
        let mut edited = message(1, "m-1");
        edited.change_seq = Some(webchat_protocol::Seq(3));
        run.compare(&general(&[edited, message(2, "m-2")]).headed(3));
        assert_eq!(run.broken(), []);
    }

    #[test]
    fn a_place_belongs_to_one_message() {
        let mut run = Run::of(Places);
        run.note("ada/1", live(1, changed(1, 3, "m-1")));
        run.note("ben/1", live(2, sight(3, "m-3")));
        assert_eq!(run.broken(), [Promise::Places]);
    }

    #[test]
    fn where_messages_are_only_sent_every_place_is_one() {
        let mut run = Run::of(Places);
        run.compare(&general(&[message(1, "m-1"), message(3, "m-3")]).headed(3).plain(GENERAL));
        assert_eq!(run.broken(), [Promise::Places]);
    }

    #[test]
    fn a_head_beyond_the_last_message_is_a_hole_at_the_end() {
        let mut run = Run::of(Places);
        run.compare(&general(&[message(1, "m-1")]).headed(2).plain(GENERAL));
        assert_eq!(run.broken(), [Promise::Places]);
    }

    #[test]
    fn a_hole_may_be_a_change_that_was_changed_again_but_only_if_there_was_one() {
        let mut run = Run::of(Places);
        run.compare(&general(&[message(1, "m-1"), message(3, "m-3")]).headed(3));
        assert_eq!(run.broken(), [Promise::Places]);
        let mut run = Run::of(Places);
        run.note("ada/1", edit("e-1", 1, "better"));
        run.compare(&general(&[message(1, "m-1"), message(3, "m-3")]).headed(3));
        assert_eq!(run.broken(), []);
    }
}
