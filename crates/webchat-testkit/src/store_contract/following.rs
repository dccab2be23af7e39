//! Reading a conversation, and keeping up with it.

use std::collections::BTreeMap;
use std::sync::Arc;

use webchat_core::store::Store;
use webchat_protocol::Seq;

use super::words::{bury, conversation, general, ids, say, seqs};

pub async fn a_conversation_that_nobody_wrote_to_reads_as_empty(store: &Arc<dyn Store>) {
    for place in [general(), conversation("alice~bob")] {
        let page = store.page(&place, None, 10).await.unwrap();
        assert_eq!((page.messages, page.has_more, page.head), (vec![], false, Seq(0)));
        let delta = store.changes(&place, Seq(0), 10).await.unwrap();
        assert_eq!((delta.messages, delta.has_more, delta.head), (vec![], false, Seq(0)));
    }
}

pub async fn a_page_holds_the_newest_messages_oldest_first(store: &Arc<dyn Store>) {
    say_numbers(store, 5).await;
    let page = store.page(&general(), None, 3).await.unwrap();
    assert_eq!((seqs(&page.messages), page.has_more, page.head), (vec![3, 4, 5], true, Seq(5)));
    let all = store.page(&general(), None, 5).await.unwrap();
    assert_eq!((seqs(&all.messages), all.has_more), (vec![1, 2, 3, 4, 5], false));
}

pub async fn pages_lead_back_to_the_first_message(store: &Arc<dyn Store>) {
    say_numbers(store, 5).await;
    let page = store.page(&general(), Some(Seq(4)), 2).await.unwrap();
    assert_eq!((seqs(&page.messages), page.has_more, page.head), (vec![2, 3], true, Seq(5)));
    let last = store.page(&general(), Some(Seq(2)), 2).await.unwrap();
    assert_eq!((seqs(&last.messages), last.has_more), (vec![1], false));
    assert_eq!(store.page(&general(), Some(Seq(1)), 2).await.unwrap().messages, []);
    let beyond = store.page(&general(), Some(Seq(u64::MAX)), 1).await.unwrap();
    assert_eq!((seqs(&beyond.messages), beyond.has_more), (vec![5], true));
}

pub async fn a_page_shows_tombstones(store: &Arc<dyn Store>) {
    let first = say(&**store, "alice", &general(), "one").await;
    let second = say(&**store, "alice", &general(), "two").await;
    let tombstone = bury(&**store, &first).await;
    assert_eq!(store.page(&general(), None, 10).await.unwrap().messages, [tombstone, second]);
}

pub async fn changes_come_in_the_order_of_the_latest_change(store: &Arc<dyn Store>) {
    let first = say(&**store, "alice", &general(), "one").await;
    let second = say(&**store, "alice", &general(), "two").await;
    let tombstone = bury(&**store, &first).await;
    let third = say(&**store, "alice", &general(), "three").await;
    let delta = store.changes(&general(), Seq(0), 10).await.unwrap();
    assert_eq!(delta.messages, [second, tombstone.clone(), third.clone()]);
    assert_eq!((delta.has_more, delta.head), (false, Seq(4)));
    assert_eq!(store.changes(&general(), Seq(2), 10).await.unwrap().messages, [tombstone, third]);
}

pub async fn changes_come_in_parts_that_leave_nothing_out(store: &Arc<dyn Store>) {
    say_numbers(store, 5).await;
    let (mut after, mut seen) = (Seq(0), Vec::new());
    loop {
        let delta = store.changes(&general(), after, 2).await.unwrap();
        assert!(delta.messages.len() <= 2);
        seen.extend(seqs(&delta.messages));
        after = delta.messages.last().unwrap().latest_seq();
        if !delta.has_more {
            break;
        }
    }
    assert_eq!((seen, after), (vec![1, 2, 3, 4, 5], Seq(5)));
}

pub async fn nothing_changed_after_the_head(store: &Arc<dyn Store>) {
    say_numbers(store, 2).await;
    for after in [2, 3, u64::MAX] {
        let delta = store.changes(&general(), Seq(after), 10).await.unwrap();
        assert_eq!((ids(&delta.messages), delta.has_more, delta.head), (vec![], false, Seq(2)));
    }
}

pub async fn an_old_page_and_the_changes_since_are_the_new_page(store: &Arc<dyn Store>) {
    say_numbers(store, 4).await;
    let old = store.page(&general(), None, 100).await.unwrap();
    bury(&**store, &old.messages[1]).await;
    let fifth = say(&**store, "bob", &general(), "five").await;
    bury(&**store, &fifth).await;
    say(&**store, "bob", &general(), "six").await;
    let delta = store.changes(&general(), old.head, 100).await.unwrap();
    let followed: BTreeMap<_, _> =
        old.messages.into_iter().chain(delta.messages).map(|message| (message.seq, message)).collect();
    let new = store.page(&general(), None, 100).await.unwrap();
    assert_eq!(followed.into_values().collect::<Vec<_>>(), new.messages);
    assert_eq!(delta.head, new.head);
}

pub async fn a_page_and_its_head_are_of_one_moment(store: &Arc<dyn Store>) {
    let writing = tokio::spawn({
        let store = Arc::clone(store);
        async move { say_numbers(&store, 300).await }
    });
    while !writing.is_finished() {
        let page = store.page(&general(), None, 1).await.unwrap();
        assert_eq!(page.messages.last().map_or(Seq(0), |message| message.seq), page.head);
        let delta = store.changes(&general(), Seq(page.head.0.saturating_sub(1)), 1_000).await.unwrap();
        assert_eq!(delta.messages.last().map_or(Seq(0), |message| message.seq), delta.head);
    }
    writing.await.unwrap();
}

pub async fn a_read_sees_what_was_answered_before_it(store: &Arc<dyn Store>) {
    for number in 1..=50 {
        let said = say(&**store, "alice", &general(), &number.to_string()).await;
        let delta = store.changes(&general(), Seq(number - 1), 10).await.unwrap();
        assert_eq!((delta.messages, delta.head), (vec![said], Seq(number)));
    }
}

async fn say_numbers(store: &Arc<dyn Store>, count: u32) {
    for number in 1..=count {
        say(&**store, "alice", &general(), &number.to_string()).await;
    }
}
