//! What was missed, as it was told: in order, and without leaving anything out.

use std::collections::HashMap;

use webchat_protocol::ConversationId;

use super::{Known, Promise, Verdict};
use crate::record::{Sight, Subject};

/// An answer to what was missed.
pub struct Delta<'a> {
    pub conversation: &'a ConversationId,
    pub after: u64,
    pub messages: &'a [Sight],
    pub seq: u64,
    pub head: u64,
}

impl Delta<'_> {
    /// `heard` says where: "On #1", and what a complaint is about.
    pub fn check(&self, heard: (&str, Subject), known: &Known, verdict: &mut Verdict) {
        let Self { conversation, after, messages, seq, head } = self;
        let (heard, subject) = heard;
        let places = messages.iter().map(|sight| sight.latest);
        let steps = places.clone().zip(places.clone().skip(1));
        // It may begin earlier than it has to: hearing something twice is allowed.
        let is_sane = seq <= head
            && places.clone().all(|place| place <= *seq)
            && steps.clone().all(|(one, next)| one < next);
        verdict.expect(Promise::Stream, is_sane, || {
            let sentence = format!("{heard} the changes of {conversation} after {after} are out of order.");
            (subject.clone().and_place(*after), sentence)
        });
        let hole = self.hole(known);
        verdict.expect(Promise::Stream, hole.is_none(), || {
            let place = hole.unwrap_or_default();
            let sentence = format!(
                "{heard} the changes of {conversation} after {after} up to {seq} leave place {place} out."
            );
            (subject.and_place(place), sentence)
        });
    }

    /// A place that is not in the delta, and whose message is not in it with a later change either. Only a delta that goes
    /// up to the head can be judged: in a part, the later change may be in the next one.
    fn hole(&self, known: &Known) -> Option<u64> {
        let Self { conversation, after, messages, seq, head } = self;
        if seq != head {
            return None;
        }
        let latest: HashMap<_, _> = messages.iter().map(|sight| (sight.seq, sight.latest)).collect();
        let is_told = |place: u64| match known.occupant(conversation, place) {
            Some(occupant) => latest.get(&occupant.seq).is_some_and(|latest| *latest >= place),
            None => true,
        };
        (after + 1..=*seq).find(|place| !is_told(*place))
    }
}
