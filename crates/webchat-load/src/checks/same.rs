//! Promise: everybody ends with the same messages, with the same content, in the same order.

use std::collections::BTreeMap;

use webchat_protocol::{ConversationId, Message};

use super::{Check, History, Known, Picture, Promise, Row, Screen, Verdict, Window};
use crate::record::{Entry, Sight, Subject};

/// A state of a message looks the same to everybody; at a quiet moment the server, its database and every device show
/// the same.
#[derive(Debug, Default)]
pub struct Same;

impl Check for Same {
    fn note(&mut self, entry: &Entry, known: &Known, verdict: &mut Verdict) {
        entry.what.sights().iter().for_each(|sight| same_state(sight, known, verdict));
    }

    fn compare(&mut self, picture: &Picture, known: &Known, verdict: &mut Verdict) {
        for (conversation, history) in &picture.histories {
            history.messages.iter().for_each(|message| same_state(&Sight::from(message), known, verdict));
            let in_order = history.messages.windows(2).find(|two| two[0].seq >= two[1].seq);
            verdict.expect(Promise::Same, in_order.is_none(), || {
                let place = in_order.map_or(0, |two| two[1].seq.0);
                let sentence = format!("The history of {conversation} is out of order at place {place}.");
                (Subject::place(conversation, place), sentence)
            });
            if let Some(rows) = &picture.rows {
                let rows = rows.get(conversation).map_or(&[][..], Vec::as_slice);
                same_rows(conversation, history, rows, verdict);
            }
        }
        for screen in &picture.screens {
            for (conversation, window) in &screen.windows {
                let Some(history) = picture.histories.get(conversation) else { continue };
                same_window(screen, conversation, window, history, verdict);
            }
        }
        if let Some(soundness) = &picture.soundness {
            verdict.expect(Promise::Same, soundness == "ok", || {
                (Subject::default(), format!("The database is not sound: {soundness}"))
            });
        }
    }
}

fn same_state(sight: &Sight, known: &Known, verdict: &mut Verdict) {
    let Some(occupant) = known.occupant(&sight.conversation, sight.latest) else { return };
    let is_same = occupant.seq != sight.seq || occupant.content == sight.content;
    verdict.expect(Promise::Same, is_same, || {
        let sentence =
            format!("Somebody saw {sight}; before, its content in that state was {}.", occupant.content);
        (Subject::message(sight).and_place(sight.latest), sentence)
    });
}

fn same_window(
    screen: &Screen,
    conversation: &ConversationId,
    window: &Window,
    history: &History,
    verdict: &mut Verdict,
) {
    let who = &screen.who;
    verdict.expect(Promise::Same, window.followed == history.head, || {
        let (followed, head) = (window.followed, history.head);
        let sentence = format!("{who} has followed {conversation} up to {followed}; its head is {head}.");
        (Subject::place(conversation, followed + 1).seen_by(who), sentence)
    });
    let from = window.from.max(history.above + 1);
    let shown = window.messages.range(from..);
    let shown: BTreeMap<_, _> = shown.map(|(seq, (latest, content))| (*seq, (*latest, *content))).collect();
    let state = |message: &Message| (message.latest_seq().0, Sight::from(message).content);
    let told = history.messages.iter().filter(|message| message.seq.0 >= from);
    let told: BTreeMap<_, _> = told.map(|message| (message.seq.0, state(message))).collect();
    let places = shown.keys().chain(told.keys());
    let differing = places.copied().find(|seq| shown.get(seq) != told.get(seq));
    verdict.expect(Promise::Same, differing.is_none(), || {
        let seq = differing.unwrap_or_default();
        let words = |state: Option<&(u64, _)>| {
            state.map_or("nothing".to_owned(), |(latest, _)| format!("its state as of {latest}"))
        };
        let (shown, told) = (words(shown.get(&seq)), words(told.get(&seq)));
        let sentence =
            format!("{who} shows {shown} at place {seq} of {conversation}; the history has {told}.");
        (Subject::place(conversation, seq).seen_by(who), sentence)
    });
}

fn same_rows(conversation: &ConversationId, history: &History, rows: &[Row], verdict: &mut Verdict) {
    let told = history.messages.iter().map(|message| Row {
        seq: message.seq.0,
        latest: message.latest_seq().0,
        id: message.id.clone(),
        sender: message.sender_id.clone(),
        text: message.text.clone(),
        is_deleted: message.deleted_at.is_some(),
    });
    let mut differing = None;
    let mut rows = rows.iter();
    for told in told {
        if rows.next() != Some(&told) {
            differing = Some(told.seq);
            break;
        }
    }
    let differing = differing.or_else(|| rows.next().map(|row| row.seq));
    verdict.expect(Promise::Same, differing.is_none(), || {
        let place = differing.unwrap_or_default();
        let sentence = format!("The server and its database differ at place {place} of {conversation}.");
        (Subject::place(conversation, place), sentence)
    });
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::checks::hand_made::{Run, changed, general, live, message, rows, screen, sight};

    #[test]
    fn what_everybody_shows_is_what_the_server_and_the_database_have() {
        let mut run = Run::of(Same);
        let messages = [message(1, "m-1"), message(2, "m-2")];
        run.compare(&general(&messages).with(rows(&messages)).shown(screen(&messages)));
        assert_eq!(run.broken(), []);
    }

    #[test]
    fn one_state_has_one_content() {
        let mut run = Run::of(Same);
        run.note("ada/1", live(1, changed(1, 2, "m-1")));
        let other = Sight { content: crate::record::Digest::of("other"), ..changed(1, 2, "m-1") };
        run.note("ben/1", live(2, other));
        assert_eq!(run.broken(), [Promise::Same]);
    }

    #[test]
    fn a_device_that_lacks_a_message_or_ends_too_early_does_not_show_the_same() {
        let messages = [message(1, "m-1"), message(2, "m-2"), message(3, "m-3")];
        let mut run = Run::of(Same);
        run.compare(&general(&messages).shown(screen(&[message(1, "m-1"), message(3, "m-3")])));
        assert_eq!(run.broken(), [Promise::Same]);
        let mut run = Run::of(Same);
        run.compare(&general(&messages).shown(screen(&messages[..2])));
        assert_eq!(run.broken(), [Promise::Same, Promise::Same]);
    }

    #[test]
    fn a_device_that_came_late_shows_the_end() {
        let messages = [message(1, "m-1"), message(2, "m-2"), message(3, "m-3")];
        let mut run = Run::of(Same);
        run.compare(&general(&messages).shown(screen(&messages[1..])));
        assert_eq!(run.broken(), []);
    }

    #[test]
    fn the_database_is_compared_too() {
        let messages = [message(1, "m-1"), message(2, "m-2")];
        let mut run = Run::of(Same);
        run.compare(&general(&messages).with(rows(&messages[..1])));
        assert_eq!(run.broken(), [Promise::Same]);
        run.compare(&general(&messages[..1]).with(rows(&messages)));
        assert_eq!(run.broken(), [Promise::Same, Promise::Same]);
    }

    #[test]
    fn messages_come_in_their_order() {
        let mut run = Run::of(Same);
        run.note("ada/1", live(1, sight(1, "m-1")));
        run.compare(&general(&[message(2, "m-2"), message(1, "m-1")]));
        assert_eq!(run.broken(), [Promise::Same]);
    }
}
