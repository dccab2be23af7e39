//! Promise: unread counts are what the history says, everywhere.

use std::collections::BTreeMap;

use webchat_protocol::{ConversationId, ConversationSummary, UserId};

use super::{Check, History, Known, Picture, Promise, Verdict};
use crate::record::{ConnectionId, Entry, Fact, Heard, Subject, Transport};

/// Counting stops here: it means "more than 99".
const MANY: u64 = 100;

/// Counts the history again for every list, and for every device that was told at a quiet moment.
#[derive(Debug, Default)]
pub struct Unread {
    told: BTreeMap<(ConnectionId, ConversationId), (UserId, u64, u32)>,
}

fn count(history: &History, user: &UserId, read: u64) -> u64 {
    let behind = |seq: u64| seq > read;
    let unread = history.messages.iter().filter(|message| {
        behind(message.seq.0)
            && message.sender_id != *user
            && message.deleted_at.is_none()
            && message.notice.is_none()
    });
    (unread.count() as u64).min(MANY)
}

/// Only what stands above the place where the run began is known.
fn is_countable(history: &History, read: u64) -> bool {
    read >= history.above
}

impl Check for Unread {
    fn note(&mut self, entry: &Entry, known: &Known, _verdict: &mut Verdict) {
        match &entry.what {
            Fact::Told { connection, what: Heard::Read { conversation, seq, unread } }
                if known.is_quiet() =>
            {
                // Between two polls positions wait for the next one, and grow old.
                let line = known.line(*connection).filter(|line| line.transport != Transport::Poll);
                let Some(line) = line else { return };
                let told = (line.user.clone(), *seq, *unread);
                self.told.insert((*connection, conversation.clone()), told);
            }
            Fact::Closed { connection, .. } => self.told.retain(|(told, _), _| told != connection),
            Fact::Stirred => self.told.clear(),
            _ => {}
        }
    }

    fn compare(&mut self, picture: &Picture, _known: &Known, verdict: &mut Verdict) {
        for (user, list) in &picture.lists {
            for summary in list {
                let Some(history) = picture.histories.get(&summary.conversation_id) else { continue };
                same_summary(user, summary, history, verdict);
            }
        }
        for ((connection, conversation), (user, seq, unread)) in &self.told {
            let history = picture.histories.get(conversation).filter(|history| is_countable(history, *seq));
            let Some(history) = history else { continue };
            let counted = count(history, user, *seq);
            verdict.expect(Promise::Read, counted == u64::from(*unread), || {
                let sentence = format!(
                    "On {connection} {user} was told {unread} unread in {conversation} behind {seq}; there are {counted}."
                );
                (Subject::connection(*connection, conversation), sentence)
            });
        }
    }
}

fn same_summary(user: &UserId, summary: &ConversationSummary, history: &History, verdict: &mut Verdict) {
    let (conversation, read) = (&summary.conversation_id, summary.read_seq.0);
    let subject = || Subject { conversation: Some(conversation.clone()), ..Subject::default() };
    if is_countable(history, read) {
        let (counted, unread) = (count(history, user, read), summary.unread);
        verdict.expect(Promise::Read, counted == u64::from(unread), || {
            let sentence = format!(
                "{user}'s list says {unread} unread in {conversation} behind {read}; there are {counted}."
            );
            (subject(), sentence)
        });
    }
    verdict.expect(Promise::Read, summary.head.0 == history.head && read <= history.head, || {
        let (listed, head) = (summary.head, history.head);
        let sentence =
            format!("{user}'s list has {conversation} at {listed}, read up to {read}; its head is {head}.");
        (subject(), sentence)
    });
    let newest = history.messages.iter().rev().find(|message| message.deleted_at.is_none());
    verdict.expect(Promise::Read, newest.is_none() || summary.last_message.as_ref() == newest, || {
        let listed = summary.last_message.as_ref().map(|message| message.seq.0);
        let sentence =
            format!("{user}'s list shows {listed:?} as the last message of {conversation}, which is not it.");
        (subject(), sentence)
    });
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::checks::hand_made::{Run, confirmed, general, message, opened, quiet, read_told, user};

    #[test]
    fn a_list_counts_what_others_said_behind_the_position() {
        let mut run = Run::of(Unread::default());
        let of_ben = |seq: u64| webchat_protocol::Message { sender_id: user("ben"), ..message(seq, "b") };
        let messages = [message(1, "m-1"), of_ben(2), of_ben(3), message(4, "m-4")];
        run.compare(&general(&messages).listed(2, 1));
        assert_eq!(run.broken(), []);
        run.compare(&general(&messages).listed(2, 2));
        assert_eq!(run.broken(), [Promise::Read]);
    }

    #[test]
    fn what_a_device_is_told_at_a_quiet_moment_is_what_the_history_says() {
        let mut run = Run::of(Unread::default());
        run.note("ada/1", opened(1, 0));
        run.note("ada/1", confirmed(1, "e"));
        run.note("ada/1", read_told(1, 1, 7));
        run.note("verifier", quiet());
        run.compare(&general(&[message(1, "m-1")]).listed(1, 0));
        assert_eq!(run.broken(), [], "before, more may have been on the way");
        run.note("ada/1", read_told(1, 1, 7));
        run.compare(&general(&[message(1, "m-1")]).listed(1, 0));
        assert_eq!(run.broken(), [Promise::Read]);
    }
}
