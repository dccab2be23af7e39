//! The promises, each checked in a module of its own.
//!
//! A check sees entries as they happen, what all of them together make known ([`Known`]), and at quiet points a
//! [`Picture`] of the server and of what every device shows. So it can be tested with a log made by hand.
//!
//! It must not know: sockets, requests, processes, or how any of this came to be known.

mod alive;
mod answered;
mod apart;
mod classic;
mod committed;
mod delta;
mod deltas;
#[cfg(test)]
pub mod hand_made;
mod history;
mod in_force;
mod kept;
mod known;
mod once;
mod picture;
mod places;
mod promise;
mod reading;
mod same;
mod stream;
mod unread;
mod verdict;

pub use known::Known;
pub use picture::{Delta, History, Picture, Row, Screen, Window};
pub use promise::Promise;
pub use verdict::{Complaint, Verdict, Violation};

use std::collections::BTreeMap;

use webchat_protocol::ConversationId;

use crate::record::Entry;

/// A place in each conversation: most often how far the server says that it goes.
pub type Heads = BTreeMap<ConversationId, u64>;

/// One way in which the server may fail its promises.
pub trait Check: Send {
    /// Looks at something that happened.
    fn note(&mut self, _entry: &Entry, _known: &Known, _verdict: &mut Verdict) {}

    /// What has to happen yet before a picture is worth taking. If it does not happen in time it is a violation.
    fn waits_for(&self, _heads: &Heads, _known: &Known) -> Option<Complaint> {
        None
    }

    /// The lowest place in each conversation that has to be looked for after the server's return.
    fn to_find(&self) -> Heads {
        Heads::new()
    }

    /// Looks at a quiet moment. Whatever was to come has come by now.
    fn compare(&mut self, _picture: &Picture, _known: &Known, _verdict: &mut Verdict) {}
}

/// All checks, in the order in which they speak: the one that says most about a cause goes first.
pub fn all() -> Vec<Box<dyn Check>> {
    vec![
        Box::new(alive::Alive),
        Box::new(history::SameHistory::default()),
        Box::new(committed::Committed::default()),
        Box::new(once::Once),
        Box::new(kept::Kept::default()),
        Box::new(places::Places),
        Box::new(stream::Streams::default()),
        Box::new(deltas::Deltas),
        Box::new(classic::ClassicStreams::default()),
        Box::new(same::Same),
        Box::new(apart::Apart::default()),
        Box::new(answered::Answered::default()),
        Box::new(in_force::InForce::default()),
        Box::new(reading::ReadPositions::default()),
        Box::new(unread::Unread::default()),
    ]
}
