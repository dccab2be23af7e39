//! Promise: read positions never go back, and reach every device.

use std::collections::{BTreeMap, HashMap};

use webchat_protocol::{ConversationId, UserId};

use super::{Check, Complaint, Heads, Known, Picture, Promise, Verdict};
use crate::record::{Answer, ConnectionId, Entry, Fact, Heard, Moment, Subject, Transport};

type Place = (UserId, ConversationId);

/// Remembers the furthest position that was acknowledged to each user, and what each connection was told.
#[derive(Debug, Default)]
pub struct ReadPositions {
    acknowledged: HashMap<Place, u64>,
    told: BTreeMap<ConnectionId, HashMap<ConversationId, u64>>,
    owed: BTreeMap<(ConnectionId, ConversationId), (u64, Moment)>,
}

impl ReadPositions {
    /// Every device of the user that was connected before somebody wanted this has to hear of it.
    fn moved(&mut self, place: &Place, seq: u64, since: Moment, known: &Known) {
        let furthest = self.acknowledged.entry(place.clone()).or_default();
        if seq <= *furthest {
            return;
        }
        *furthest = seq;
        for (connection, line) in known.lines() {
            // An answer to a poll may get lost, and positions are not told again.
            let hears =
                matches!(line.transport, Transport::Socket | Transport::Stream) && line.user == place.0;
            let told = self.told.get(&connection).and_then(|told| told.get(&place.1)).copied();
            if hears && line.confirmed.is_some_and(|at| at < since) && told.is_none_or(|told| told < seq) {
                self.owed.insert((connection, place.1.clone()), (seq, since));
            }
        }
    }

    fn hear(
        &mut self,
        connection: ConnectionId,
        conversation: &ConversationId,
        seq: u64,
        verdict: &mut Verdict,
    ) {
        let told = self.told.entry(connection).or_default().entry(conversation.clone()).or_default();
        verdict.expect(Promise::Read, seq >= *told, || {
            let sentence = format!(
                "On {connection} the read position in {conversation} went back from {told} to {seq}."
            );
            (Subject::connection(connection, conversation), sentence)
        });
        *told = seq.max(*told);
        let key = (connection, conversation.clone());
        if self.owed.get(&key).is_some_and(|(owed, _)| *owed <= seq) {
            self.owed.remove(&key);
        }
    }

    fn close(&mut self, connection: ConnectionId) {
        self.told.remove(&connection);
        self.owed.retain(|(owed, _), _| *owed != connection);
    }
}

impl Check for ReadPositions {
    fn note(&mut self, entry: &Entry, known: &Known, verdict: &mut Verdict) {
        match &entry.what {
            Fact::Answered { id, answer: Answer::ReadTo { seq, .. }, .. } => {
                let Some(wanted) = known.command(id) else { return };
                let place = (wanted.user.clone(), wanted.intent.conversation().clone());
                self.moved(&place, *seq, wanted.since, known);
            }
            Fact::Told { connection, what: Heard::Read { conversation, seq, .. } } => {
                self.hear(*connection, conversation, *seq, verdict);
            }
            Fact::Closed { connection, .. } => self.close(*connection),
            _ => {}
        }
    }

    fn waits_for(&self, _heads: &Heads, known: &Known) -> Option<Complaint> {
        self.owed.iter().find_map(|((connection, conversation), (seq, since))| {
            let who = &known.line(*connection)?.who;
            let sentence = format!(
                "{who} was not told on {connection} that {conversation} is read up to {seq}, which was asked for at {since} s."
            );
            let subject = Subject::connection(*connection, conversation);
            Some(Complaint { promise: Promise::Read, subject, sentence })
        })
    }

    fn compare(&mut self, picture: &Picture, _known: &Known, verdict: &mut Verdict) {
        for ((user, conversation), furthest) in &self.acknowledged {
            let Some(list) = picture.lists.get(user) else { continue };
            let summary = list.iter().find(|summary| summary.conversation_id == *conversation);
            let stands = summary.map_or(0, |summary| summary.read_seq.0);
            verdict.expect(Promise::Read, stands >= *furthest, || {
                let sentence =
                    format!("{user} had read {conversation} up to {furthest}; now the position is {stands}.");
                (Subject { conversation: Some(conversation.clone()), ..Subject::default() }, sentence)
            });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::checks::hand_made::{Run, confirmed, general, opened, read_to, read_told, wants_read};

    fn run() -> Run<ReadPositions> {
        let mut run = Run::of(ReadPositions::default());
        for connection in [1, 2] {
            run.note("ada/1", opened(connection, 0));
            run.note("ada/1", confirmed(connection, "e"));
        }
        run.note("ada/1", wants_read("p-1", 5));
        run.note("ada/1", read_to("p-1", 5, 0));
        run
    }

    #[test]
    fn every_device_is_told() {
        let mut run = run();
        run.note("ada/1", read_told(1, 5, 0));
        assert_eq!(run.waits_for(), Some(Promise::Read));
        run.note("ada/2", read_told(2, 5, 0));
        assert_eq!((run.waits_for(), run.broken()), (None, vec![]));
    }

    #[test]
    fn a_position_does_not_go_back() {
        let mut run = run();
        run.note("ada/1", read_told(1, 5, 0));
        run.note("ada/1", read_told(1, 4, 1));
        assert_eq!(run.broken(), [Promise::Read]);
    }

    #[test]
    fn an_acknowledged_position_stays() {
        let mut run = run();
        run.compare(&general(&[]).listed(5, 0));
        assert_eq!(run.broken(), []);
        run.compare(&general(&[]).listed(4, 0));
        assert_eq!(run.broken(), [Promise::Read]);
    }
}
