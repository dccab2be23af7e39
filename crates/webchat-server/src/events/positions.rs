//! How far a client was told about each of its conversations, and the token that says so.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;

use webchat_core::{Frame, Place, Step};
use webchat_protocol::{ConversationId, Cursors, Seq};

/// Where a client stands after what was handed to it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Positions {
    cursors: Cursors,
    /// Conversations of which a part was told that is not the end: what is pushed is beyond a hole until the rest is told.
    behind: BTreeSet<ConversationId>,
    /// Conversations that began since, until the client names them: if it never does, it was not told of them.
    begun: BTreeSet<ConversationId>,
}

impl Positions {
    /// The positions in the history `epoch` of a client that gave these cursors. Those of another history say nothing: what
    /// it is told next is a reset.
    pub(super) fn of(cursors: &Cursors, epoch: &str) -> Self {
        let is_other = cursors.epoch != epoch;
        let places = cursors.after.iter().map(|(id, seq)| (id.clone(), if is_other { Seq(0) } else { *seq }));
        let cursors = Cursors { epoch: epoch.to_owned(), after: places.collect() };
        Self { cursors, behind: BTreeSet::new(), begun: BTreeSet::new() }
    }

    /// Notes that a frame is handed out. Answers whether it moved anything.
    pub(super) fn advance(&mut self, frame: &Frame) -> bool {
        let Some(Place { conversation_id, seq, step }) = frame.place() else { return false };
        match step {
            Step::Change if self.behind.contains(conversation_id) => return false,
            Step::Change => {}
            Step::Part => drop(self.behind.insert(conversation_id.clone())),
            Step::Delta | Step::Reset => drop(self.behind.remove(conversation_id)),
        }
        let after = &mut self.cursors.after;
        let is_known = after.get(conversation_id).is_some_and(|known| known >= seq);
        if is_known && *step != Step::Reset {
            return false;
        }
        if after.insert(conversation_id.clone(), *seq).is_none() {
            self.begun.insert(conversation_id.clone());
        }
        true
    }

    pub(super) fn cursors(&self) -> &Cursors {
        &self.cursors
    }

    /// What of `given` is not where this stands, and stands there from now on: an answer was lost, or a conversation is
    /// new to the client. One that began since, and is not named, is begun again.
    pub(super) fn go_back(&mut self, given: &Cursors) -> Cursors {
        self.begun.retain(|id| !given.after.contains_key(id));
        let unheard = self.begun.iter().map(|id| (id.clone(), Seq(0)));
        let is_other = given.epoch != self.cursors.epoch;
        let moved = |(id, seq): &(&ConversationId, &Seq)| {
            is_other || self.cursors.after.get(*id) != Some(*seq) || self.behind.contains(*id)
        };
        let after: BTreeMap<_, _> =
            given.after.iter().filter(moved).map(|(id, seq)| (id.clone(), *seq)).chain(unheard).collect();
        for (id, seq) in &after {
            self.behind.remove(id);
            self.cursors.after.insert(id.clone(), if is_other { Seq(0) } else { *seq });
        }
        Cursors { epoch: given.epoch.clone(), after }
    }

    /// For the `id:` of an event stream: `epoch;conversation=seq;…`. None of the signs between is in an id.
    pub(super) fn token(&self) -> String {
        let mut token = self.cursors.epoch.clone();
        for (id, seq) in &self.cursors.after {
            // Writing to a string can't fail.
            let _ = write!(token, ";{id}={seq}");
        }
        token
    }
}

/// What a token says; `None` if it is none.
pub(super) fn read_token(token: &str) -> Option<Cursors> {
    let mut parts = token.split(';');
    let epoch = parts.next().filter(|epoch| !epoch.is_empty())?.to_owned();
    let place = |part: &str| {
        let (id, seq) = part.split_once('=')?;
        Some((ConversationId::new(id).ok()?, Seq(seq.parse().ok()?)))
    };
    let after = parts.map(place).collect::<Option<_>>()?;
    Some(Cursors { epoch, after })
}

#[cfg(test)]
mod tests {
    use super::*;
    use webchat_protocol::Event;

    fn cursors(epoch: &str, after: &[(&str, u64)]) -> Cursors {
        let after = after.iter().map(|(id, seq)| (ConversationId::new(id).unwrap(), Seq(*seq))).collect();
        Cursors { epoch: epoch.to_owned(), after }
    }

    #[test]
    fn a_token_says_what_the_positions_say() {
        let positions = Positions::of(&cursors("e", &[("alice~bob", 7), ("general", 41)]), "e");
        assert_eq!(positions.token(), "e;alice~bob=7;general=41");
        assert_eq!(read_token(&positions.token()).as_ref(), Some(positions.cursors()));
    }

    fn delta(reset: bool, seq: u64, head: u64) -> Frame {
        Frame::encode(&Event::Changes {
            conversation_id: ConversationId::general(),
            after: Seq(0),
            reset,
            messages: Vec::new(),
            seq: Seq(seq),
            head: Seq(head),
            id: None,
        })
    }

    #[test]
    fn only_a_new_beginning_takes_a_client_back() {
        let mut positions = Positions::of(&cursors("e", &[("general", 41)]), "e");
        assert!(!positions.advance(&delta(false, 40, 40)));
        assert_eq!(positions.token(), "e;general=41");
        assert!(positions.advance(&delta(true, 7, 7)));
        assert_eq!(positions.token(), "e;general=7");
        assert!(!positions.advance(&Frame::encode(&Event::Pong)));
    }

    #[test]
    fn what_is_no_token_is_refused() {
        for bad in ["", ";general=1", "e;general", "e;general=x", "e;no conversation=1", "e;general=-1", "e;"]
        {
            assert_eq!(read_token(bad), None, "{bad}");
        }
        assert_eq!(read_token("e"), Some(cursors("e", &[])));
    }

    #[test]
    fn only_what_differs_is_gone_back_to() {
        let mut positions = Positions::of(&cursors("e", &[("alice~bob", 7), ("general", 41)]), "e");
        let missed = positions.go_back(&cursors("e", &[("alice~bob", 5), ("general", 41), ("a~alice", 2)]));
        assert_eq!(missed, cursors("e", &[("a~alice", 2), ("alice~bob", 5)]));
        assert_eq!(positions.token(), "e;alice~bob=5;a~alice=2;general=41");
    }

    #[test]
    fn a_conversation_that_began_is_begun_again_until_the_client_names_it() {
        let mut positions = Positions::of(&cursors("e", &[("general", 41)]), "e");
        let began = Frame::encode(&Event::Changes {
            conversation_id: ConversationId::new("alice~bob").unwrap(),
            after: Seq(0),
            reset: false,
            messages: Vec::new(),
            seq: Seq(2),
            head: Seq(2),
            id: None,
        });
        positions.advance(&began);
        for _ in 0..2 {
            let missed = positions.go_back(&cursors("e", &[("general", 41)]));
            assert_eq!(missed, cursors("e", &[("alice~bob", 0)]));
        }
        positions.advance(&began);
        let missed = positions.go_back(&cursors("e", &[("alice~bob", 2), ("general", 41)]));
        assert_eq!(missed, cursors("e", &[]));
        assert_eq!(positions.go_back(&cursors("e", &[("general", 41)])), cursors("e", &[]));
    }

    #[test]
    fn places_of_another_history_are_none() {
        let mut positions = Positions::of(&cursors("old", &[("general", 41)]), "new");
        assert_eq!(positions.token(), "new;general=0");
        let missed = positions.go_back(&cursors("old", &[("general", 41)]));
        assert_eq!(missed, cursors("old", &[("general", 41)]));
        assert_eq!(positions.token(), "new;general=0");
    }
}
