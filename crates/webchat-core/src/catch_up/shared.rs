//! Deltas that were read a moment ago, kept encoded, so that clients that come back together share the reading.
//!
//! After a restart everybody asks for the same few deltas of the same channels. One is kept until its conversation
//! changes. It must never be older than the subscription of the client that gets it: see [`Deltas::changed`].

use std::collections::{BTreeMap, HashMap};
use std::sync::{Mutex, MutexGuard, PoisonError};

use webchat_protocol::{ConversationId, Seq};

use crate::Frame;

/// Conversations whose deltas are kept. A storm is about a few channels; beyond, all is forgotten.
const CONVERSATIONS: usize = 64;
/// Deltas of one conversation. Clients that went together went at the same place, or a few.
const PLACES: usize = 16;

#[derive(Debug, Default)]
pub(crate) struct Deltas {
    kept: Mutex<Kept>,
}

#[derive(Debug, Default)]
struct Kept {
    conversations: HashMap<ConversationId, Conversation>,
    turns: u64,
}

#[derive(Debug)]
struct Conversation {
    turn: u64,
    /// By the place after which they begin; `None` where nothing was missed.
    deltas: BTreeMap<Seq, Option<Frame>>,
}

/// A reading that was begun.
pub(super) enum Turn {
    /// It was kept: this is it.
    Kept(Option<Frame>),
    /// It has to be read; [`Deltas::keep`] takes this number.
    Read(u64),
}

impl Deltas {
    pub(super) fn begin(&self, conversation: &ConversationId, after: Seq) -> Turn {
        let mut kept = self.lock();
        if let Some(known) = kept.conversations.get(conversation) {
            let turn = known.turn;
            return known.deltas.get(&after).map_or(Turn::Read(turn), |frame| Turn::Kept(frame.clone()));
        }
        if kept.conversations.len() >= CONVERSATIONS {
            kept.conversations.clear();
        }
        kept.turns += 1;
        let turn = kept.turns;
        kept.conversations.insert(conversation.clone(), Conversation { turn, deltas: BTreeMap::new() });
        Turn::Read(turn)
    }

    /// Keeps what was read, unless the conversation has changed since the reading was begun.
    pub(super) fn keep(&self, conversation: &ConversationId, after: Seq, turn: u64, frame: Option<&Frame>) {
        let mut kept = self.lock();
        let known = kept.conversations.get_mut(conversation).filter(|known| known.turn == turn);
        if let Some(known) = known
            && known.deltas.len() < PLACES
        {
            known.deltas.insert(after, frame.cloned());
        }
    }

    /// Forgets a conversation's deltas. To be called after a change is committed and before it is delivered: then whoever
    /// subscribed too late to be delivered to finds nothing here that lacks it, and whoever gets an older delta is
    /// delivered to.
    pub(crate) fn changed(&self, conversation: &ConversationId) {
        self.lock().conversations.remove(conversation);
    }

    fn lock(&self) -> MutexGuard<'_, Kept> {
        self.kept.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use webchat_protocol::Event;

    fn general() -> ConversationId {
        ConversationId::general()
    }

    fn read(deltas: &Deltas, after: u64) -> u64 {
        match deltas.begin(&general(), Seq(after)) {
            Turn::Read(turn) => turn,
            Turn::Kept(_) => panic!("it was kept"),
        }
    }

    #[test]
    fn what_was_read_is_shared_until_the_conversation_changes() {
        let deltas = Deltas::default();
        let turn = read(&deltas, 7);
        deltas.keep(&general(), Seq(7), turn, Some(&Frame::encode(&Event::Pong)));
        assert!(matches!(deltas.begin(&general(), Seq(7)), Turn::Kept(Some(_))));
        read(&deltas, 8);
        deltas.changed(&general());
        read(&deltas, 7);
    }

    #[test]
    fn what_was_read_before_a_change_is_not_kept_after_it() {
        let deltas = Deltas::default();
        let turn = read(&deltas, 7);
        deltas.changed(&general());
        deltas.keep(&general(), Seq(7), turn, None);
        let again = read(&deltas, 7);
        deltas.keep(&general(), Seq(7), turn, None);
        assert_ne!(turn, again);
        read(&deltas, 7);
    }

    #[test]
    fn it_is_bounded_in_conversations_and_places() {
        let deltas = Deltas::default();
        for after in 0..100 {
            let turn = read(&deltas, after);
            deltas.keep(&general(), Seq(after), turn, None);
        }
        for n in 0..200 {
            let pair = ConversationId::new(&format!("a~b{n}")).unwrap();
            deltas.begin(&pair, Seq(0));
        }
        let kept = deltas.lock();
        assert!(kept.conversations.len() <= CONVERSATIONS);
        assert!(kept.conversations.values().all(|known| known.deltas.len() <= PLACES));
    }
}
