//! What a user's devices must not change at the same time. A person edits a message on one device and waits; two edits
//! under way at once could end either way, and nobody could say which is right.

use std::collections::HashSet;
use std::sync::{Arc, Mutex, PoisonError};

use webchat_protocol::{ConversationId, Emoji};

use crate::record::Intent;

/// A thing that can be changed: a message's text, or the user's reaction to it with an emoji.
type Thing = (ConversationId, u64, Option<Emoji>);

fn thing(intent: &Intent) -> Option<Thing> {
    let emoji = match intent {
        Intent::React { emoji, .. } => Some(emoji.clone()),
        _ => None,
    };
    Some((intent.conversation().clone(), intent.place()?, emoji))
}

/// A user's desk; a clone is the same one.
#[derive(Debug, Clone, Default)]
pub struct Desk {
    taken: Arc<Mutex<HashSet<Thing>>>,
}

impl Desk {
    /// Takes what the intent would change. `false` if it is taken already.
    pub fn take(&self, intent: &Intent) -> bool {
        thing(intent).is_none_or(|thing| self.lock().insert(thing))
    }

    /// Puts it back.
    pub fn put_back(&self, intent: &Intent) {
        if let Some(thing) = thing(intent) {
            self.lock().remove(&thing);
        }
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, HashSet<Thing>> {
        self.taken.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
