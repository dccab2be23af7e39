//! Promise: a live connection is told everything without holes, the last event too.
//!
//! For each conversation that a client gave a cursor for, the connection says what was missed (`changes`) up to a head,
//! and from there on every place in its order. Hearing something twice is allowed; passing a place over is not, and
//! neither is stopping before the end: at quiet moments each connection must have been told of the head that the server
//! reports. The client's own way of noticing and mending holes plays no part in this.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use webchat_protocol::{ConversationId, MessageId};

use super::delta::Delta;
use super::{Check, Complaint, Heads, Known, Promise, Verdict};
use crate::record::{Answer, ConnectionId, Entry, Fact, Heard, Intent, Sight, Subject, Transport};

/// Follows what is said on every connection.
#[derive(Debug, Default)]
pub struct Streams {
    lines: BTreeMap<ConnectionId, HashMap<ConversationId, Place>>,
}

/// Where a connection stands in a conversation.
#[derive(Debug, Clone, Default)]
struct Place {
    /// The place that comes next; unknown as long as the client gave no cursor and heard nothing.
    next: Option<u64>,
    /// Its cursor was of another history: it has to be told so first.
    is_foreign: bool,
    /// Places that were heard before it was known which one comes next.
    early: BTreeSet<u64>,
}

impl Place {
    fn after(cursor: u64) -> Self {
        Self { next: Some(cursor + 1), ..Self::default() }
    }

    /// Everything up to here was told, or is said to be missing; what comes next is behind it.
    fn reach(&mut self, head: u64) {
        let mut next = self.next.unwrap_or_default().max(head + 1);
        while self.early.remove(&next) {
            next += 1;
        }
        self.next = Some(next);
    }
}

impl Streams {
    fn hear(&mut self, connection: ConnectionId, what: &Heard, known: &Known, verdict: &mut Verdict) {
        let Some(places) = self.lines.get_mut(&connection) else { return };
        match what {
            Heard::Live(sight) => {
                let place = places.entry(sight.conversation.clone()).or_default();
                if place.next.is_some() || is_fresh(connection, sight, known) {
                    go_on(connection, place, sight, verdict);
                } else {
                    place.early.insert(sight.latest);
                }
            }
            Heard::Changes { conversation, .. } => {
                let place = places.entry(conversation.clone()).or_default();
                catch_up(connection, place, what, known, verdict);
            }
            Heard::Confirmed { .. } | Heard::Read { .. } => {}
        }
    }
}

/// What was missed is told.
fn catch_up(connection: ConnectionId, place: &mut Place, what: &Heard, known: &Known, verdict: &mut Verdict) {
    let Heard::Changes { conversation, after, reset, messages, seq, head, asked } = what else { return };
    let (heard, subject) = (format!("On {connection}"), Subject::connection(connection, conversation));
    verdict.expect(Promise::Stream, *reset || !place.is_foreign, || {
        (subject.clone(), format!("{heard} {conversation} was not told to begin afresh."))
    });
    // What comes by itself may begin earlier than it has to.
    let begins_well = match asked.as_ref().map(|id| asked_after(id, known)) {
        Some(asked) => asked.is_none_or(|asked| asked == *after),
        None => place.is_foreign || place.next.is_none_or(|next| *after < next),
    };
    verdict.expect(Promise::Stream, begins_well, || {
        let sentence = format!("{heard} the changes of {conversation} say that they begin after {after}.");
        (subject.clone().and_place(*after), sentence)
    });
    if !reset {
        let delta = Delta { conversation, after: *after, messages, seq: *seq, head: *head };
        delta.check((&heard, subject), known, verdict);
    }
    place.is_foreign = false;
    if asked.is_none() || place.next.is_none() {
        place.reach(*head);
    }
}

fn asked_after(id: &MessageId, known: &Known) -> Option<u64> {
    match &known.command(id)?.intent {
        Intent::Changes { after, .. } => Some(*after),
        _ => None,
    }
}

/// Whether it must be new, and not the answer to something that was sent again: somebody else's, first seen after the
/// connection was confirmed. From such an event on places can be counted where the client gave no cursor.
fn is_fresh(connection: ConnectionId, sight: &Sight, known: &Known) -> bool {
    let since = known.occupant(&sight.conversation, sight.latest).map(|occupant| occupant.since);
    let line = known.line(connection);
    line.is_some_and(|line| line.user != sight.sender && line.confirmed.is_some() && line.confirmed <= since)
}

/// A pushed event is the next one, or one that was told before.
fn go_on(connection: ConnectionId, place: &mut Place, sight: &Sight, verdict: &mut Verdict) {
    let next = place.next.unwrap_or(sight.latest);
    verdict.expect(Promise::Stream, sight.latest <= next && !place.is_foreign, || {
        let (conversation, latest) = (&sight.conversation, sight.latest);
        let subject = Subject::connection(connection, conversation).and_place(next);
        let sentence = if place.is_foreign {
            format!("On {connection} {conversation} went on at {latest} and was not told to begin afresh.")
        } else {
            format!("On {connection} {conversation} was to go on at {next}, and went on at {latest}.")
        };
        (subject, sentence)
    });
    place.next = Some(next.max(sight.latest + 1));
}

impl Check for Streams {
    fn note(&mut self, entry: &Entry, known: &Known, verdict: &mut Verdict) {
        match &entry.what {
            Fact::Opened { connection, transport, epoch, after, .. } if *transport != Transport::Classic => {
                let is_foreign = epoch.as_deref().is_some_and(|epoch| !known.is_epoch(epoch));
                let place = |(id, seq): (&ConversationId, &u64)| {
                    (id.clone(), Place { is_foreign, ..Place::after(if is_foreign { 0 } else { *seq }) })
                };
                self.lines.insert(*connection, after.iter().flatten().map(place).collect());
            }
            // A socket that is nobody's yet hears what classic clients hear: everything, from anywhere on.
            Fact::Told { connection, what }
                if known.line(*connection).is_some_and(|it| it.confirmed.is_some()) =>
            {
                self.hear(*connection, what, known, verdict);
            }
            Fact::Closed { connection, .. } => drop(self.lines.remove(connection)),
            Fact::Answered { id, answer: Answer::Changes { after, reset, messages, seq, head }, .. } => {
                let Some(Intent::Changes { conversation, after: asked }) =
                    known.command(id).map(|it| &it.intent)
                else {
                    return;
                };
                let subject = Subject { conversation: Some(conversation.clone()), ..Subject::command(id) };
                verdict.expect(Promise::Stream, asked == after, || {
                    let sentence =
                        format!("Who asked for the changes after {asked} got those after {after}.");
                    (subject.clone(), sentence)
                });
                if !reset {
                    let delta = Delta { conversation, after: *after, messages, seq: *seq, head: *head };
                    delta.check(("By request", subject), known, verdict);
                }
            }
            _ => {}
        }
    }

    fn waits_for(&self, heads: &Heads, known: &Known) -> Option<Complaint> {
        for (connection, places) in &self.lines {
            let Some(line) = known.line(*connection) else { continue };
            // A poll is confirmed by its answer, and has to be answered when there is something to say.
            if line.confirmed.is_none() && line.transport != Transport::Poll {
                continue;
            }
            for (conversation, place) in places {
                let Some(next) = place.next else { continue };
                let head = heads.get(conversation).copied().unwrap_or_default();
                if next <= head || place.is_foreign {
                    let (who, transport) = (&line.who, line.transport);
                    let sentence = format!(
                        "{who} was told of {conversation} up to {} on {connection} ({transport:?}); \
                         its head is {head}, and nothing more comes.",
                        next - 1
                    );
                    let subject = Subject::connection(*connection, conversation).and_place(next);
                    return Some(Complaint { promise: Promise::Stream, subject, sentence });
                }
            }
        }
        None
    }
}

#[cfg(test)]
#[path = "stream_tests.rs"]
mod tests;
