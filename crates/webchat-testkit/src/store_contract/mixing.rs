//! Everything that can become of messages and of who is where, mixed at random. The same every time: each round has its own seed, and says
//! it when it fails.

use std::collections::BTreeMap;
use std::sync::Arc;

use webchat_core::store::{Alteration, Appended, Change, Members, Store};
use webchat_protocol::{ConversationId, Message, Notice, Role, Seq, UserId};

use super::chance::Chance;
use super::words::{
    add, conversation, delete, edit, general, group, like, make, minted, reshape, send, set_role, unlike,
    user,
};

/// Rounds on one store, and calls in each: enough that every change meets every other, edits of what has reactions,
/// reactions to what is deleted, and so on.
const ROUNDS: u64 = 8;
const CALLS: u64 = 40;
const USERS: [&str; 3] = ["alice", "bob", "carol"];
const EMOJI: [&str; 3] = ["👍", "🎉", "❤️"];

pub async fn any_old_state_and_the_changes_since_are_the_present_state(store: &Arc<dyn Store>) {
    begin(store).await;
    let mut chance = Chance(1);
    let mut followers = Vec::new();
    for place in [general(), minted(1)] {
        followers.push(Follower { place, messages: BTreeMap::new(), cursor: Seq(0) });
    }
    for round in 0..ROUNDS {
        for _ in 0..CALLS {
            store.append(any_changes(&mut chance, round)).await.unwrap();
            if chance.below(4) == 0 {
                let follower = chance.below(followers.len() as u64);
                followers[usize::try_from(follower).unwrap()].catch_up(store, &mut chance).await;
            }
        }
        for place in [general(), minted(1)] {
            let present = snapshot(store, place.clone()).await;
            followers.push(present.clone());
            for follower in followers.iter_mut().filter(|follower| follower.place == place) {
                follower.catch_up(store, &mut chance).await;
                assert_eq!(follower.cursor, present.cursor, "round {round} in {place}");
                assert_eq!(follower.messages, present.messages, "round {round} in {place}");
            }
        }
    }
}

/// Who is in it, with what role and under which name, is what the notices say from the first one on.
pub async fn the_notices_tell_who_is_in_a_conversation(store: &Arc<dyn Store>) {
    begin(store).await;
    let mut chance = Chance(4);
    for round in 0..ROUNDS {
        for _ in 0..CALLS {
            store.append(any_changes(&mut chance, round)).await.unwrap();
        }
        let told = snapshot(store, minted(1)).await.messages.into_values();
        let mut outline = Outline::default();
        told.for_each(|message| outline.hear(message));
        let roster = store.roster(&minted(1)).await.unwrap().unwrap();
        let Members::Listed(roles) = roster.members else { panic!("it lists its members") };
        assert_eq!(outline.roles, roles, "round {round}");
        assert_eq!(outline.name, roster.facts.name, "round {round}");
        let count = u32::try_from(roles.len()).unwrap();
        assert_eq!(roster.facts.member_count, Some(count), "round {round}");
        for name in USERS {
            let listed = store.standings(&user(name), 10).await.unwrap();
            let role = listed.iter().find(|found| found.conversation_id == minted(1)).map(|found| found.role);
            assert_eq!(role.flatten(), roles.get(&user(name)).copied(), "round {round}: {name}");
        }
    }
}

/// What somebody knows of a conversation who has read its notices.
#[derive(Default)]
struct Outline {
    roles: BTreeMap<UserId, Role>,
    name: Option<String>,
}

impl Outline {
    fn hear(&mut self, message: Message) {
        let by = message.sender_id;
        let Some(notice) = message.notice else { return };
        match notice {
            Notice::Created { user_ids } => {
                self.roles.insert(by, Role::Owner);
                self.roles.extend(user_ids.into_iter().map(|user| (user, Role::Member)));
            }
            Notice::Added { user_ids } => {
                self.roles.extend(user_ids.into_iter().map(|user| (user, Role::Member)));
            }
            Notice::Joined => drop(self.roles.insert(by, Role::Member)),
            Notice::Left => drop(self.roles.remove(&by)),
            Notice::Removed { user_ids } => self.roles.retain(|user, _| !user_ids.contains(user)),
            Notice::Role { user_id, role } => drop(self.roles.insert(user_id, role)),
            Notice::Renamed { name } => self.name = Some(name).filter(|name| !name.is_empty()),
            _ => {}
        }
    }
}

pub async fn whatever_is_changed_every_seq_is_taken_once(store: &Arc<dyn Store>) {
    begin(store).await;
    let mut chance = Chance(2);
    let mut taken = BTreeMap::<ConversationId, u64>::from([(minted(1), 1)]);
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
    let made = make(&**store, &minted(1), "alice", group(&["bob", "carol"])).await;
    let mut chance = Chance(3);
    let mut answered = BTreeMap::from([(key(&made), made)]);
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
        for place in [general(), conversation("alice~bob"), minted(1)] {
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
    let place = one_place(chance);
    let (by, seq, emoji) = (chance.one_of(&USERS), chance.below(30), chance.one_of(&EMOJI));
    match chance.below(14) {
        0..=3 => send(by, &place, &format!("{round}-{}", chance.below(20))),
        4 | 5 => edit(&place, seq, by, chance.one_of(&["this", "that"])),
        6 | 7 => Change::React(like(&place, seq, by, emoji)),
        8 => Change::React(unlike(&place, seq, by, emoji)),
        9 => delete(&place, seq, None),
        _ => reshape(&minted(1), by, any_alteration(chance)),
    }
}

fn one_place(chance: &mut Chance) -> ConversationId {
    match chance.below(3) {
        0 => general(),
        1 => conversation("alice~bob"),
        _ => minted(1),
    }
}

/// What may become of the group that all of them are in by turns. Whoever goes may come back.
fn any_alteration(chance: &mut Chance) -> Alteration {
    let other = chance.one_of(&USERS);
    match chance.below(8) {
        0..=2 => add(&[other]),
        3 => Alteration::Remove(user(other)),
        4 => Alteration::Leave,
        5 => set_role(
            other,
            [Role::Member, Role::Admin, Role::Owner][usize::try_from(chance.below(3)).unwrap()],
        ),
        6 => Alteration::Rename(Some(other.to_owned())),
        _ => Alteration::Archive(chance.below(8) == 0),
    }
}

async fn begin(store: &Arc<dyn Store>) {
    make(&**store, &minted(1), "alice", group(&["bob", "carol"])).await;
}

/// Somebody who has the messages of a conversation as they were at the cursor.
#[derive(Clone)]
struct Follower {
    place: ConversationId,
    messages: BTreeMap<Seq, Message>,
    cursor: Seq,
}

impl Follower {
    async fn catch_up(&mut self, store: &Arc<dyn Store>, chance: &mut Chance) {
        loop {
            let limit = usize::try_from(1 + chance.below(5)).unwrap();
            let delta = store.changes(&self.place, self.cursor, limit).await.unwrap();
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
async fn snapshot(store: &Arc<dyn Store>, place: ConversationId) -> Follower {
    let page = store.page(&place, None, 10_000).await.unwrap();
    let messages = page.messages.into_iter().map(|message| (message.seq, message)).collect();
    Follower { place, messages, cursor: page.head }
}
