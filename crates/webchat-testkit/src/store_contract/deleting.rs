//! What becomes of messages that are deleted.

use std::sync::Arc;

use webchat_core::store::{Appended, Refusal, Store};
use webchat_protocol::{Message, Seq};

use super::words::{bury, change, conversation, delete, general, say, send, time};

pub async fn a_deletion_takes_a_seq_and_leaves_a_tombstone(store: &Arc<dyn Store>) {
    let said = say(&**store, "alice", &general(), "one").await;
    let answer = change(&**store, delete(&general(), 1, Some("alice"))).await;
    let tombstone =
        Message { text: String::new(), change_seq: Some(Seq(2)), deleted_at: Some(time(2)), ..said };
    assert_eq!(answer, Ok(Appended::Fresh(tombstone.clone())));
    let page = store.page(&general(), None, 10).await.unwrap();
    assert_eq!((page.messages, page.head), (vec![tombstone], Seq(2)));
    assert_eq!(say(&**store, "alice", &general(), "two").await.seq, Seq(3));
}

pub async fn deleting_again_changes_nothing(store: &Arc<dyn Store>) {
    let said = say(&**store, "alice", &general(), "one").await;
    let tombstone = bury(&**store, &said).await;
    let again = change(&**store, delete(&general(), 1, Some("alice"))).await;
    assert_eq!(again, Ok(Appended::Known(tombstone)));
    assert_eq!(store.page(&general(), None, 10).await.unwrap().head, Seq(2));
}

pub async fn a_message_is_deleted_by_its_sender_only(store: &Arc<dyn Store>) {
    let said = say(&**store, "alice", &general(), "one").await;
    assert_eq!(change(&**store, delete(&general(), 1, Some("bob"))).await, Err(Refusal::NotYours));
    assert_eq!(store.page(&general(), None, 10).await.unwrap().messages, [said]);
}

pub async fn nobody_has_to_be_asked_if_nobody_is_named(store: &Arc<dyn Store>) {
    say(&**store, "alice", &general(), "one").await;
    assert!(matches!(change(&**store, delete(&general(), 1, None)).await, Ok(Appended::Fresh(_))));
}

pub async fn what_is_not_there_can_not_be_deleted(store: &Arc<dyn Store>) {
    let said = say(&**store, "alice", &general(), "one").await;
    bury(&**store, &said).await;
    let place_of_the_deletion = 2;
    for seq in [0, place_of_the_deletion, 3, u64::MAX] {
        assert_eq!(change(&**store, delete(&general(), seq, None)).await, Err(Refusal::NotFound), "{seq}");
    }
    let nowhere = conversation("alice~bob");
    assert_eq!(change(&**store, delete(&nowhere, 1, Some("alice"))).await, Err(Refusal::NotFound));
}

pub async fn a_deleted_message_that_is_sent_again_stays_deleted(store: &Arc<dyn Store>) {
    let said = say(&**store, "alice", &general(), "one").await;
    let tombstone = bury(&**store, &said).await;
    let again = change(&**store, send("alice", &general(), "one")).await;
    assert_eq!(again, Ok(Appended::Known(tombstone)));
}

pub async fn a_message_may_be_sent_and_deleted_in_one_call(store: &Arc<dyn Store>) {
    let changes = vec![
        send("alice", &general(), "one"),
        delete(&general(), 1, Some("alice")),
        delete(&general(), 1, Some("alice")),
        send("alice", &general(), "two"),
    ];
    let answers = store.append(changes).await.unwrap();
    assert!(matches!(&answers[1], Ok(Appended::Fresh(message)) if message.change_seq == Some(Seq(2))));
    assert!(matches!(&answers[2], Ok(Appended::Known(_))));
    assert!(matches!(&answers[3], Ok(Appended::Fresh(message)) if message.seq == Seq(3)));
}
