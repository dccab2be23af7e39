//! The contract, and what a test can make the store do.

use std::sync::Arc;

use webchat_core::store::{Appended, Refusal, Store, StoreError};
use webchat_protocol::Seq;

use super::MemoryStore;
use crate::store_contract::words::{general, ids, say, send};

crate::store_contract!((Arc::new(MemoryStore::default()) as Arc<dyn Store>, ()));

mod accounts {
    use super::{Arc, MemoryStore};
    use crate::accounts_contract::words::Whole;

    crate::accounts_contract!((Arc::new(MemoryStore::default()) as Whole, ()));
}

type Answer = Result<Vec<Result<Appended, Refusal>>, StoreError>;

#[tokio::test]
async fn appends_fail_as_often_as_told_and_store_nothing_of_it() {
    let store = MemoryStore::default();
    store.fail_appends(1, || StoreError::Full("told to".into()));
    store.fail_appends(2, || StoreError::Unavailable("told to".into()));
    assert!(matches!(append(&store, "one").await, Err(StoreError::Full(_))));
    assert!(matches!(append(&store, "one").await, Err(StoreError::Unavailable(_))));
    assert!(matches!(append(&store, "two").await, Err(StoreError::Unavailable(_))));
    assert_eq!(say(&store, "alice", &general(), "one").await.seq, Seq(1));
}

#[tokio::test]
async fn a_held_append_is_not_seen_until_it_is_let_go() {
    let store = Arc::new(MemoryStore::default());
    say(&*store, "alice", &general(), "one").await;
    let held = store.hold_appends().await;
    let answers: Vec<_> = ["two", "three", "four"]
        .map(|id| {
            let store = Arc::clone(&store);
            tokio::spawn(async move { append(&store, id).await })
        })
        .into();
    store.appends_begun(4).await;
    assert_eq!(store.page(&general(), None, 10).await.unwrap().head, Seq(1));
    assert!(answers.iter().all(|answer| !answer.is_finished()));
    drop(held);
    for answer in answers {
        answer.await.unwrap().unwrap();
    }
    let page = store.page(&general(), None, 10).await.unwrap();
    assert_eq!(ids(&page.messages), ["one", "two", "three", "four"], "in the order in which they came");
}

#[tokio::test]
async fn a_held_append_may_fail_when_it_is_let_go() {
    let store = Arc::new(MemoryStore::default());
    let held = store.hold_appends().await;
    let asked = Arc::clone(&store);
    let answer = tokio::spawn(async move { append(&asked, "one").await });
    store.appends_begun(1).await;
    store.fail_appends(1, || StoreError::Closed);
    drop(held);
    assert!(matches!(answer.await.unwrap(), Err(StoreError::Closed)));
    assert_eq!(store.page(&general(), None, 10).await.unwrap().head, Seq(0));
}

async fn append(store: &MemoryStore, id: &str) -> Answer {
    store.append(vec![send("alice", &general(), id)]).await
}
