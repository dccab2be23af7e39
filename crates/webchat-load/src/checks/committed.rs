//! Promise: acknowledged is committed, and nothing appears that nobody sent.

use std::collections::{BTreeMap, HashMap, HashSet};

use webchat_protocol::{ConversationId, Message};

use super::{Check, Heads, Known, Picture, Promise, Verdict};
use crate::record::{Answer, Digest, Entry, Fact, Heard, Intent, Moment, Sight, Subject};

/// Whatever anybody was told before the server went is there after its return.
#[derive(Debug, Default)]
pub struct Committed {
    /// Told since the last inventory of their conversation.
    told: BTreeMap<ConversationId, BTreeMap<u64, (Sight, Moment)>>,
    /// When the server went last.
    ended: Option<Moment>,
    /// The texts that edits wanted, by message.
    edits: HashMap<(ConversationId, u64), HashSet<Digest>>,
}

impl Committed {
    fn tell(&mut self, sight: &Sight, at: Moment) {
        let told = self.told.entry(sight.conversation.clone()).or_default();
        let known = told.entry(sight.seq).or_insert_with(|| (sight.clone(), at));
        if known.0.latest < sight.latest {
            *known = (sight.clone(), at);
        }
    }

    fn find(&mut self, conversation: &ConversationId, found: &[Sight], verdict: &mut Verdict) {
        let Some(ended) = self.ended else { return };
        let Some(told) = self.told.get_mut(conversation) else { return };
        let found: HashMap<_, _> = found.iter().map(|sight| (sight.seq, sight)).collect();
        // What was told since the return may be newer than what was read.
        let (before, after) = std::mem::take(told).into_iter().partition(|(_, (_, at))| *at < ended);
        *told = after;
        for (seq, (sight, at)) in before {
            let is_it = |found: &&Sight| found.key() == sight.key() && found.latest >= sight.latest;
            let is_there = found.get(&seq).is_some_and(is_it);
            verdict.expect(Promise::Committed, is_there, || {
                let sentence = format!(
                    "Told at {at} s: {sight}. The server went at {ended} s, and when it came back this was not there."
                );
                (Subject::message(&sight), sentence)
            });
        }
    }

    fn is_wanted(&self, message: &Message, known: &Known) -> bool {
        let Some(wanted) = known.command(&message.id) else { return false };
        let Intent::Send { conversation, text } = &wanted.intent else { return false };
        let present = Digest::of(&message.text);
        let is_text = match (message.deleted_at, message.edited_at) {
            (Some(_), _) => message.text.is_empty(),
            (None, None) => present == *text,
            (None, Some(_)) => {
                let edits = self.edits.get(&(message.conversation_id.clone(), message.seq.0));
                edits.is_some_and(|texts| texts.contains(&present))
            }
        };
        wanted.user == message.sender_id && *conversation == message.conversation_id && is_text
    }
}

impl Check for Committed {
    fn note(&mut self, entry: &Entry, _known: &Known, verdict: &mut Verdict) {
        match &entry.what {
            Fact::Submitted { intent: Intent::Edit { conversation, seq, text }, .. } => {
                self.edits.entry((conversation.clone(), *seq)).or_default().insert(*text);
            }
            Fact::Answered { answer: Answer::Stored(sight), .. }
            | Fact::Told { what: Heard::Live(sight), .. } => self.tell(sight, entry.at),
            Fact::Ended { .. } => self.ended = Some(entry.at),
            Fact::Inventory { conversation, found, .. } => self.find(conversation, found, verdict),
            _ => {}
        }
    }

    fn to_find(&self) -> Heads {
        let first = |told: &BTreeMap<u64, _>| told.first_key_value().map(|(seq, _)| *seq);
        self.told.iter().filter_map(|(id, told)| Some((id.clone(), first(told)?))).collect()
    }

    fn compare(&mut self, picture: &Picture, known: &Known, verdict: &mut Verdict) {
        for message in picture.messages().filter(|message| known.is_ours(&message.sender_id)) {
            verdict.expect(Promise::Committed, self.is_wanted(message, known), || {
                let sentence = format!("Nobody sent this: {}.", Sight::from(message));
                (Subject::message(&Sight::from(message)), sentence)
            });
        }
        // The whole history is compared with what was told; only what is told from here on has to be looked for.
        self.told.clear();
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::checks::hand_made::{
        Run, acknowledged, ada, changed, edit, general, inventory, killed, live, message, sight,
    };

    fn told() -> Run<Committed> {
        let mut run = Run::of(Committed::default());
        run.note("ada/1", ada("m-1"));
        run.note("ada/1", acknowledged("m-1", sight(5, "m-1")));
        run
    }

    #[test]
    fn what_was_acknowledged_before_a_kill_is_there_after_it() {
        let mut run = told();
        run.note("server", killed());
        run.note("ada/1", acknowledged("m-2", sight(6, "m-2")));
        run.note("verifier", inventory(&[sight(5, "m-1")]));
        assert_eq!(run.broken(), [], "what was acknowledged after it may be newer than the inventory");
    }

    #[test]
    fn what_a_kill_took_was_not_committed() {
        let mut run = told();
        run.note("server", killed());
        run.note("verifier", inventory(&[sight(5, "m-2")]));
        assert_eq!(run.broken(), [Promise::Committed]);
    }

    #[test]
    fn a_change_that_a_kill_took_was_not_committed_either() {
        let mut run = told();
        run.note("ben/1", live(1, changed(5, 6, "m-1")));
        run.note("server", killed());
        run.note("verifier", inventory(&[sight(5, "m-1")]));
        assert_eq!(run.broken(), [Promise::Committed]);
    }

    #[test]
    fn what_others_were_told_counts_like_an_acknowledgement() {
        let mut run = Run::of(Committed::default());
        run.note("ben/1", live(1, sight(5, "m-1")));
        run.note("server", killed());
        run.note("verifier", inventory(&[]));
        assert_eq!(run.broken(), [Promise::Committed]);
    }

    #[test]
    fn only_what_somebody_sent_appears() {
        let mut run = told();
        run.compare(&general(&[message(5, "m-1")]));
        assert_eq!(run.broken(), []);
        run.compare(&general(&[message(5, "m-1"), message(6, "m-9")]));
        assert_eq!(run.broken(), [Promise::Committed]);
    }

    #[test]
    fn a_text_is_the_one_that_was_sent_or_one_that_an_edit_wanted() {
        let mut run = told();
        let mut edited = message(5, "m-1");
        edited.text = "better".to_owned();
        edited.edited_at = Some(edited.created_at);
        run.compare(&general(&[edited.clone()]));
        assert_eq!(run.broken(), [Promise::Committed]);
        let mut run = told();
        run.note("ada/1", edit("e-1", 5, "better"));
        run.compare(&general(&[edited]));
        assert_eq!(run.broken(), []);
    }
}
