//! Messages of all conversations: the classic history, and looking one up by its id.

use std::sync::Arc;

use webchat_core::store::Store;

use super::words::{bury, conversation, general, group, id, ids, make, minted, say, user};

pub async fn history_is_every_conversation_in_the_order_of_storing(store: &Arc<dyn Store>) {
    let direct = conversation("alice~bob");
    for (number, place) in [general(), direct.clone(), general(), direct].iter().enumerate() {
        say(&**store, "alice", place, &number.to_string()).await;
    }
    assert_eq!(ids(&store.history(None, 10).await.unwrap().unwrap()), ["0", "1", "2", "3"]);
    assert_eq!(ids(&store.history(None, 2).await.unwrap().unwrap()), ["2", "3"]);
    assert_eq!(store.history(None, 0).await.unwrap(), Some(vec![]));
}

pub async fn history_leaves_tombstones_out(store: &Arc<dyn Store>) {
    let first = say(&**store, "alice", &general(), "one").await;
    say(&**store, "alice", &general(), "two").await;
    let third = say(&**store, "alice", &general(), "three").await;
    bury(&**store, &third).await;
    assert_eq!(ids(&store.history(None, 2).await.unwrap().unwrap()), ["one", "two"]);
    bury(&**store, &first).await;
    assert_eq!(ids(&store.history(None, 2).await.unwrap().unwrap()), ["two"]);
}

pub async fn history_goes_on_before_a_message(store: &Arc<dyn Store>) {
    for name in ["one", "two", "three"] {
        say(&**store, "alice", &general(), name).await;
    }
    let twice = say(&**store, "bob", &general(), "two").await;
    let before =
        |name: &'static str| async move { store.history(Some(&id(name)), 2).await.unwrap().unwrap() };
    assert_eq!(ids(&before("three").await), ["one", "two"]);
    assert_eq!(ids(&before("one").await), [""; 0]);
    assert_eq!(ids(&before("two").await), ["two", "three"], "the newest with this id counts");
    bury(&**store, &twice).await;
    assert_eq!(ids(&before("two").await), ["two", "three"], "a tombstone still has its place");
}

pub async fn history_before_an_unknown_message_is_none(store: &Arc<dyn Store>) {
    say(&**store, "alice", &general(), "one").await;
    assert_eq!(store.history(Some(&id("two")), 10).await.unwrap(), None);
}

pub async fn the_newest_of_several_messages_with_an_id_is_found(store: &Arc<dyn Store>) {
    say(&**store, "bob", &conversation("alice~bob"), "one").await;
    let newest = say(&**store, "alice", &general(), "one").await;
    assert_eq!(store.find(&id("one")).await.unwrap(), Some(newest));
    assert_eq!(store.find(&id("two")).await.unwrap(), None);
}

pub async fn a_deleted_message_is_not_found(store: &Arc<dyn Store>) {
    say(&**store, "bob", &general(), "one").await;
    let newest = say(&**store, "alice", &general(), "one").await;
    bury(&**store, &newest).await;
    assert_eq!(store.find(&id("one")).await.unwrap(), None, "nor is an older one with its id");
}

pub async fn the_history_of_a_user_is_that_of_their_conversations(store: &Arc<dyn Store>) {
    let (pair, other, ours, theirs) =
        (conversation("alice~bob"), conversation("bob~carol"), minted(1), minted(2));
    make(&**store, &ours, "bob", group(&["alice"])).await;
    make(&**store, &theirs, "bob", group(&["carol"])).await;
    // More than is read at once from one conversation.
    for number in 0..200 {
        let place = [general(), pair.clone(), other.clone(), ours.clone(), theirs.clone()];
        let place = &place[number * number % 7 % 5];
        say(&**store, "bob", place, &number.to_string()).await;
    }
    let all = store.history(None, 1_000).await.unwrap().unwrap();
    let hers = [&general(), &pair, &ours];
    let expected: Vec<_> = all.into_iter().filter(|said| hers.contains(&&said.conversation_id)).collect();
    let alice = user("alice");
    assert_eq!(store.history_of(&alice, None, 1_000).await.unwrap().as_ref(), Some(&expected));
    let newest = &expected[expected.len() - 50..];
    assert_eq!(store.history_of(&alice, None, 50).await.unwrap().unwrap(), newest);
    let before = store.history_of(&alice, Some(&newest[0].id), 30).await.unwrap().unwrap();
    assert_eq!(before, expected[expected.len() - 80..expected.len() - 50]);
    bury(&**store, &newest[49]).await;
    assert_eq!(store.history_of(&alice, None, 49).await.unwrap().unwrap(), newest[..49]);
}

pub async fn a_message_that_is_not_for_a_user_is_no_place_in_their_history(store: &Arc<dyn Store>) {
    say(&**store, "alice", &general(), "first").await;
    say(&**store, "bob", &conversation("bob~carol"), "one").await;
    let before =
        |of: &'static str| async move { store.history_of(&user(of), Some(&id("one")), 10).await.unwrap() };
    assert_eq!(before("alice").await, None);
    assert_eq!(ids(&before("carol").await.unwrap()), ["first"]);
    say(&**store, "alice", &general(), "one").await;
    assert_eq!(ids(&before("alice").await.unwrap()), ["first"], "a namesake of hers is");
}

pub async fn a_message_of_ones_own_is_found_by_its_id(store: &Arc<dyn Store>) {
    let own = say(&**store, "alice", &general(), "one").await;
    say(&**store, "bob", &general(), "one").await;
    assert_eq!(store.find_own(&user("alice"), &id("one")).await.unwrap(), Some(own.clone()));
    assert_eq!(store.find_own(&user("carol"), &id("one")).await.unwrap(), None);
    bury(&**store, &own).await;
    assert_eq!(store.find_own(&user("alice"), &id("one")).await.unwrap(), None);
}
