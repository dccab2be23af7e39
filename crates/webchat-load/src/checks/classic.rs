//! Promise: a live connection is told everything; for connections of the classic contract.
//!
//! They have no cursors, so nothing says where they begin. What is sure: a message that somebody first wanted to send
//! after a connection was confirmed has to be heard there.

use std::collections::{BTreeMap, HashSet};

use webchat_protocol::{MessageId, UserId};

use super::{Check, Complaint, Heads, Known, Promise, Verdict};
use crate::record::{ConnectionId, Entry, Fact, Heard, Sight, Subject, Transport};

/// Remembers for every classic connection what it heard and what it has to hear yet.
#[derive(Debug, Default)]
pub struct ClassicStreams {
    lines: BTreeMap<ConnectionId, Listening>,
}

#[derive(Debug, Default)]
struct Listening {
    heard: HashSet<(UserId, MessageId)>,
    owed: BTreeMap<(UserId, MessageId), Sight>,
}

impl ClassicStreams {
    fn owe(&mut self, sight: &Sight, known: &Known) {
        let Some(wanted) = known.command(&sight.id).filter(|wanted| wanted.user == sight.sender) else {
            return;
        };
        for (connection, listening) in &mut self.lines {
            let confirmed = known.line(*connection).and_then(|line| line.confirmed);
            let is_new = confirmed.is_some_and(|confirmed| confirmed < wanted.since);
            if is_new && !listening.heard.contains(&sight.key()) {
                listening.owed.entry(sight.key()).or_insert_with(|| sight.clone());
            }
        }
    }
}

impl Check for ClassicStreams {
    fn note(&mut self, entry: &Entry, known: &Known, verdict: &mut Verdict) {
        match &entry.what {
            Fact::Opened { connection, transport: Transport::Classic, .. } => {
                self.lines.insert(*connection, Listening::default());
            }
            Fact::Closed { connection, .. } => drop(self.lines.remove(connection)),
            _ => {}
        }
        entry.what.sights().iter().for_each(|sight| self.owe(sight, known));
        if let Fact::Told { connection, what: Heard::Live(sight) } = &entry.what
            && let Some(listening) = self.lines.get_mut(connection)
        {
            listening.heard.insert(sight.key());
            if listening.owed.remove(&sight.key()).is_some() {
                verdict.expect(Promise::Stream, true, Default::default);
            }
        }
    }

    fn waits_for(&self, _heads: &Heads, known: &Known) -> Option<Complaint> {
        self.lines.iter().find_map(|(connection, listening)| {
            let (_, sight) = listening.owed.first_key_value()?;
            let who = &known.line(*connection)?.who;
            let count = listening.owed.len();
            let sentence =
                format!("{who} was not told on {connection} (Classic) of {sight}, one of {count}, and nothing more comes.");
            let subject = Subject { connection: Some(*connection), ..Subject::message(sight) };
            Some(Complaint { promise: Promise::Stream, subject, sentence })
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::checks::hand_made::{Run, acknowledged, ada, confirmed, live, opened_classic, sight};

    #[test]
    fn what_is_sent_after_the_confirmation_has_to_be_heard() {
        let mut run = Run::of(ClassicStreams::default());
        run.note("ada/1", ada("m-1"));
        run.note("ben/1", opened_classic(1));
        run.note("ben/1", confirmed(1, "e"));
        run.note("ada/1", acknowledged("m-1", sight(1, "m-1")));
        assert_eq!(run.waits_for(), None, "it may have been sent before");
        run.note("ada/1", ada("m-2"));
        run.note("ada/1", acknowledged("m-2", sight(2, "m-2")));
        assert_eq!(run.waits_for(), Some(Promise::Stream));
        run.note("ben/1", live(1, sight(2, "m-2")));
        assert_eq!(run.waits_for(), None);
    }
}
