//! Everything that can become of messages, mixed at random. The same every time: each round has its own seed, and says
//! it when it fails.

use std::collections::BTreeMap;
use std::sync::Arc;

use webchat_core::store::{Appended, Change, Store};
use webchat_protocol::{ConversationId, Message, Seq};

use super::words::{conversation, delete, edit, general, like, send, unlike};

/// Rounds on one store, and calls in each: enough that every change meets every other, edits of what has reactions,
/// reactions to what is deleted, and so on.
const ROUNDS: u64 = 8;
const CALLS: u64 = 40;
const USERS: [&str; 3] = ["alice", "bob", "carol"];
const EMOJI: [&str; 3] = ["👍", "🎉", "❤️"];

pub async fn any_old_state_and_the_changes_since_are_the_present_state(store: &Arc<dyn Store>) {
    let mut chance = Chance(1);
    let mut followers = vec![Follower::default()];
    for round in 0..ROUNDS {
        for _ in 0..CALLS {
            store.append(any_changes(&mut chance, round)).await.unwrap();
            if chance.below(4) == 0 {
                let follower = chance.below(followers.len() as u64);
                followers[usize::try_from(follower).unwrap()].catch_up(store, &mut chance).await;
            }
        }
        let present = snapshot(store).await;
        followers.push(Follower { cursor: present.cursor, messages: present.messages.clone() });
        for follower in &mut followers {
            follower.catch_up(store, &mut chance).await;
            assert_eq!(follower.cursor, present.cursor, "round {round}");
            assert_eq!(follower.messages, present.messages, "round {round}");
        }
    }
}

pub async fn whatever_is_changed_every_seq_is_taken_once(store: &Arc<dyn Store>) {
    let mut chance = Chance(2);
    let mut taken = BTreeMap::<ConversationId, u64>::new();
    for round in 0..ROUNDS {
        for _ in 0..CALLS {
            for answer in store.append(any_changes(&mut chance, round)).await.unwrap() {
                let Ok(Appended::Fresh(message)) = answer else { continue };
                let last = taken.entry(message.conversation_id.clone()).or_default();
                *last += 1;
                assert_eq!(message.latest_seq(), Seq(*last), "round {round}: {message:?}");
            }
        }
        for (place, last) in &taken {
            assert_eq!(store.page(place, None, 1).await.unwrap().head, Seq(*last), "round {round}");
        }
    }
}

pub async fn what_an_answer_shows_is_what_is_stored(store: &Arc<dyn Store>) {
    let mut chance = Chance(3);
    let mut answered = BTreeMap::new();
    for round in 0..ROUNDS {
        for _ in 0..CALLS {
            for answer in store.append(any_changes(&mut chance, round)).await.unwrap() {
                match answer {
                    Ok(Appended::Fresh(message)) => drop(answered.insert(key(&message), message)),
                    Ok(Appended::Known(message)) => assert_eq!(answered[&key(&message)], message),
                    Err(_) => {}
                }
            }
        }
        for place in [general(), conversation("alice~bob")] {
            for message in store.page(&place, None, 10_000).await.unwrap().messages {
                assert_eq!(answered[&key(&message)], message, "round {round}");
            }
        }
    }
}

fn key(message: &Message) -> (ConversationId, Seq) {
    (message.conversation_id.clone(), message.seq)
}

/// Some changes for one call. Ids and places are few, so that what is there is met again.
fn any_changes(chance: &mut Chance, round: u64) -> Vec<Change> {
    (0..=chance.below(4)).map(|_| any_change(chance, round)).collect()
}

fn any_change(chance: &mut Chance, round: u64) -> Change {
    let place = chance.one_of(&["general", "alice~bob"]);
    let place = conversation(place);
    let (by, seq, emoji) = (chance.one_of(&USERS), chance.below(30), chance.one_of(&EMOJI));
    match chance.below(10) {
        0..=3 => send(by, &place, &format!("{round}-{}", chance.below(20))),
        4 | 5 => edit(&place, seq, by, chance.one_of(&["this", "that"])),
        6 | 7 => Change::React(like(&place, seq, by, emoji)),
        8 => Change::React(unlike(&place, seq, by, emoji)),
        _ => delete(&place, seq, None),
    }
}

/// Somebody who has the messages of `general` as they were at the cursor.
#[derive(Default)]
struct Follower {
    messages: BTreeMap<Seq, Message>,
    cursor: Seq,
}

impl Follower {
    async fn catch_up(&mut self, store: &Arc<dyn Store>, chance: &mut Chance) {
        loop {
            let limit = usize::try_from(1 + chance.below(5)).unwrap();
            let delta = store.changes(&general(), self.cursor, limit).await.unwrap();
            for message in delta.messages {
                assert!(message.latest_seq() > self.cursor, "in the order of the latest change");
                self.cursor = message.latest_seq();
                self.messages.insert(message.seq, message);
            }
            if !delta.has_more {
                self.cursor = delta.head;
                return;
            }
        }
    }
}

/// The present state, read afresh.
async fn snapshot(store: &Arc<dyn Store>) -> Follower {
    let page = store.page(&general(), None, 10_000).await.unwrap();
    let messages = page.messages.into_iter().map(|message| (message.seq, message)).collect();
    Follower { messages, cursor: page.head }
}

/// Numbers that look random and are the same in every run: xorshift.
struct Chance(u64);

impl Chance {
    fn below(&mut self, limit: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0 % limit
    }

    fn one_of<'a>(&mut self, values: &[&'a str]) -> &'a str {
        values[usize::try_from(self.below(values.len() as u64)).unwrap()]
    }
}
