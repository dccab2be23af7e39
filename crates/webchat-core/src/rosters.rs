//! Who is in which conversation, kept in memory while people talk there, so that no message has to ask the store.
//!
//! The store is the truth. What is kept is never older than the last change that was published: whoever commits a change of
//! who is in a conversation [forgets](Kept::changed) its roster before anybody hears of it, and a roster that was read before
//! that is not kept after it.
//!
//! It must not know: who may do what.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use webchat_protocol::ConversationId;

use crate::store::{Facts, Members, Roster, Store, StoreError};

/// Conversations in one generation. A pair costs some 300 bytes, so both generations together 20 MB at most.
const CONVERSATIONS: usize = 32_768;
/// Members of all groups and channels in one generation, at some 60 bytes each: another 24 MB for both.
const MEMBERS: usize = 200_000;

/// The rosters that are in use.
#[derive(Debug, Default)]
pub(crate) struct Kept {
    generations: Mutex<Generations>,
}

/// What is used moves from the old generation to the young one. When the young one is full it becomes the old one, and
/// what nobody used meanwhile is forgotten.
#[derive(Debug, Default)]
struct Generations {
    young: HashMap<ConversationId, Arc<Roster>>,
    old: HashMap<ConversationId, Arc<Roster>>,
    /// Members in the young one.
    members: usize,
    /// How often something was forgotten because it changed.
    changes: u64,
}

/// When a reading was begun: [`Kept::keep`] takes it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Begun(u64);

impl Kept {
    /// A roster that is kept.
    pub(crate) fn get(&self, id: &ConversationId) -> Option<Arc<Roster>> {
        let mut generations = self.lock();
        if let Some(roster) = generations.young.get(id) {
            return Some(roster.clone());
        }
        let roster = generations.old.remove(id)?;
        generations.insert(id, &roster);
        Some(roster)
    }

    /// To be called before a roster is read.
    pub(crate) fn begin(&self) -> Begun {
        Begun(self.lock().changes)
    }

    /// Keeps a roster that was read, unless any has changed since the reading was begun.
    pub(crate) fn keep(&self, id: &ConversationId, roster: Roster, begun: Begun) -> Arc<Roster> {
        let roster = Arc::new(roster);
        let mut generations = self.lock();
        if generations.changes == begun.0 {
            generations.insert(id, &roster);
        }
        roster
    }

    /// Forgets a roster. To be called after a change of it is committed and before anybody hears of it.
    pub(crate) fn changed(&self, id: &ConversationId) {
        let mut generations = self.lock();
        generations.changes += 1;
        generations.old.remove(id);
        if let Some(roster) = generations.young.remove(id) {
            generations.members -= weight(&roster);
        }
    }

    /// The roster of a conversation that something is delivered in: kept, or read.
    pub(crate) async fn for_delivery(
        &self,
        store: &dyn Store,
        id: &ConversationId,
    ) -> Result<Option<Arc<Roster>>, StoreError> {
        if let Some(roster) = self.at_hand(id) {
            return Ok(Some(roster));
        }
        let begun = self.begin();
        Ok(store.roster(id).await?.map(|roster| self.keep(id, roster, begun)))
    }

    /// The same without asking anybody: kept, or what the id says by itself. That is enough to deliver by, not to decide what
    /// somebody may do.
    pub(crate) fn at_hand(&self, id: &ConversationId) -> Option<Arc<Roster>> {
        self.get(id).or_else(|| said_by_the_id(id).map(Arc::new))
    }

    fn lock(&self) -> MutexGuard<'_, Generations> {
        self.generations.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Generations {
    fn insert(&mut self, id: &ConversationId, roster: &Arc<Roster>) {
        if self.young.len() >= CONVERSATIONS || self.members + weight(roster) > MEMBERS {
            self.old = std::mem::take(&mut self.young);
            self.members = 0;
        }
        self.members += weight(roster);
        if let Some(before) = self.young.insert(id.clone(), roster.clone()) {
            self.members -= weight(&before);
        }
    }
}

fn weight(roster: &Roster) -> usize {
    match &roster.members {
        Members::Listed(roles) => roles.len(),
        _ => 0,
    }
}

fn said_by_the_id(id: &ConversationId) -> Option<Roster> {
    if id.is_minted() {
        return None;
    }
    Some(match id.pair() {
        Some((one, other)) => Roster {
            facts: Facts::direct(),
            members: Members::Pair { users: [one, other], are_known: true, is_blocked: false },
        },
        None => Roster { facts: Facts::general(), members: Members::Everyone },
    })
}

#[cfg(test)]
mod tests {
    use webchat_protocol::{Role, UserId};

    use super::*;

    fn listed(count: usize) -> Roster {
        let user = |n| UserId::new(&format!("user-{n}")).unwrap();
        let members = Members::Listed((0..count).map(|n| (user(n), Role::Member)).collect());
        Roster { facts: Facts::direct(), members }
    }

    fn id(number: usize) -> ConversationId {
        ConversationId::minted(number as u128)
    }

    #[test]
    fn what_is_kept_is_there_until_it_changes() {
        let kept = Kept::default();
        let begun = kept.begin();
        kept.keep(&id(1), listed(3), begun);
        assert_eq!(kept.get(&id(1)).as_deref(), Some(&listed(3)));
        kept.changed(&id(1));
        assert_eq!(kept.get(&id(1)), None);
    }

    #[test]
    fn what_was_read_before_a_change_is_not_kept_after_it() {
        let kept = Kept::default();
        let begun = kept.begin();
        kept.changed(&id(1));
        assert_eq!(*kept.keep(&id(1), listed(3), begun), listed(3), "whoever asked has it all the same");
        assert_eq!(kept.get(&id(1)), None);
    }

    #[test]
    fn what_is_used_stays_and_the_rest_is_bounded() {
        let kept = Kept::default();
        for n in 0..1_000 {
            let begun = kept.begin();
            kept.keep(&id(n), listed(1_000), begun);
            assert!(kept.get(&id(0)).is_some(), "it is used all the time, and forgotten after {n}");
        }
        let generations = kept.lock();
        let all = [&generations.young, &generations.old]
            .map(|some| some.values().map(|r| weight(r)).sum::<usize>());
        assert_eq!(all[0], generations.members);
        assert!(all.iter().all(|members| *members <= MEMBERS), "{all:?}");
    }

    #[test]
    fn conversations_without_a_list_are_bounded_too() {
        let kept = Kept::default();
        for n in 0..3 * CONVERSATIONS {
            let begun = kept.begin();
            kept.keep(&id(n), listed(0), begun);
        }
        let generations = kept.lock();
        assert!(generations.young.len() <= CONVERSATIONS && generations.old.len() <= CONVERSATIONS);
    }

    #[test]
    fn who_hears_a_pair_or_general_is_known_without_asking() {
        let kept = Kept::default();
        let pair = ConversationId::new("alice~bob").unwrap();
        assert!(matches!(kept.at_hand(&pair).unwrap().members, Members::Pair { .. }));
        assert_eq!(kept.at_hand(&ConversationId::general()).unwrap().members, Members::Everyone);
        assert_eq!(kept.at_hand(&id(1)), None);
    }
}
