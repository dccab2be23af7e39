//! Messages of all conversations: the classic history, and looking one up by its id.

use std::sync::Arc;

use webchat_core::store::Store;

use super::words::{bury, conversation, general, id, ids, say};

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
