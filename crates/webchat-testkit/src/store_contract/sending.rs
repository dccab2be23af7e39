//! What becomes of messages.

use std::sync::Arc;

use tokio::task::JoinSet;
use webchat_core::store::{Appended, Change, NewMessage, Refusal, Store};
use webchat_protocol::{Message, Seq};

use super::words::{change, conversation, delete, general, id, ids, new, say, send, seqs, time, user};

/// Senders at once, and messages of each: enough that they meet in one transaction.
const SENDERS: usize = 16;
const EACH: usize = 20;

pub async fn a_message_takes_the_next_seq_of_its_conversation(store: &Arc<dyn Store>) {
    let first = say(&**store, "alice", &general(), "one").await;
    let second = say(&**store, "bob", &general(), "two").await;
    let expected = Message {
        id: id("one"),
        text: "one".into(),
        sender_id: user("alice"),
        receiver_id: None,
        created_at: time(1),
        conversation_id: general(),
        seq: Seq(1),
        change_seq: None,
        edited_at: None,
        reactions: vec![],
        deleted_at: None,
        notice: None,
    };
    assert_eq!(first, expected);
    assert_eq!(second.seq, Seq(2));
    assert_eq!(store.page(&general(), None, 10).await.unwrap().messages, [first, second]);
}

pub async fn each_conversation_counts_for_itself(store: &Arc<dyn Store>) {
    let direct = conversation("alice~bob");
    say(&**store, "alice", &general(), "one").await;
    let message = say(&**store, "alice", &direct, "two").await;
    assert_eq!((message.seq, message.receiver_id), (Seq(1), Some(user("bob"))));
    assert_eq!(say(&**store, "bob", &general(), "three").await.seq, Seq(2));
}

pub async fn several_changes_are_answered_in_their_order(store: &Arc<dyn Store>) {
    let direct = conversation("alice~bob");
    let changes = vec![
        send("alice", &general(), "one"),
        send("alice", &direct, "two"),
        send("bob", &general(), "three"),
    ];
    let answers = store.append(changes).await.unwrap();
    let messages: Vec<_> = answers.into_iter().map(|answer| answer.unwrap().message().clone()).collect();
    assert_eq!(ids(&messages), ["one", "two", "three"]);
    assert_eq!(seqs(&messages), [1, 1, 2]);
}

pub async fn a_call_without_changes_is_answered_with_nothing(store: &Arc<dyn Store>) {
    assert_eq!(store.append(Vec::new()).await.unwrap(), []);
}

pub async fn a_message_sent_again_is_the_stored_one_and_takes_no_seq(store: &Arc<dyn Store>) {
    let first = say(&**store, "alice", &general(), "one").await;
    let again = NewMessage { text: "another".into(), created_at: time(5), ..new("alice", &general(), "one") };
    assert_eq!(change(&**store, Change::Send(again)).await, Ok(Appended::Known(first)));
    assert_eq!(say(&**store, "alice", &general(), "two").await.seq, Seq(2));
}

pub async fn a_message_sent_twice_in_one_call_is_stored_once(store: &Arc<dyn Store>) {
    let twice = vec![send("alice", &general(), "one"), send("alice", &general(), "one")];
    let answers = store.append(twice).await.unwrap();
    let Ok(Appended::Fresh(first)) = &answers[0] else { panic!("the first is fresh: {answers:?}") };
    assert_eq!(answers[1], Ok(Appended::Known(first.clone())));
    assert_eq!(store.page(&general(), None, 10).await.unwrap().head, Seq(1));
}

pub async fn an_id_used_for_another_conversation_is_still_the_first_message(store: &Arc<dyn Store>) {
    let first = say(&**store, "alice", &general(), "one").await;
    say(&**store, "alice", &conversation("alice~bob"), "two").await;
    let elsewhere = change(&**store, send("alice", &conversation("alice~bob"), "one")).await;
    assert_eq!(elsewhere, Ok(Appended::Known(first)));
    assert_eq!(store.page(&conversation("alice~bob"), None, 10).await.unwrap().head, Seq(1));
}

pub async fn a_first_message_that_is_known_elsewhere_makes_no_conversation(store: &Arc<dyn Store>) {
    say(&**store, "alice", &general(), "one").await;
    change(&**store, send("alice", &conversation("alice~bob"), "one")).await.unwrap();
    let standings = store.standings(&user("bob"), 10).await.unwrap();
    assert_eq!(standings.len(), 1, "bob is in general only: {standings:?}");
}

pub async fn two_senders_may_use_the_same_id(store: &Arc<dyn Store>) {
    say(&**store, "alice", &general(), "one").await;
    assert_eq!(say(&**store, "bob", &general(), "one").await.seq, Seq(2));
}

pub async fn a_refusal_concerns_its_own_change_only(store: &Arc<dyn Store>) {
    let changes =
        vec![send("alice", &general(), "one"), delete(&general(), 9, None), send("alice", &general(), "two")];
    let answers = store.append(changes).await.unwrap();
    assert_eq!(answers[1], Err(Refusal::NotFound));
    assert!(matches!(&answers[2], Ok(Appended::Fresh(message)) if message.seq == Seq(2)), "{answers:?}");
}

pub async fn senders_at_the_same_time_leave_no_hole(store: &Arc<dyn Store>) {
    let mut senders = JoinSet::new();
    for sender in 0..SENDERS {
        let store = Arc::clone(store);
        senders.spawn(async move {
            let mut last = Seq(0);
            for number in 0..EACH {
                let message = say(&*store, &format!("user-{sender}"), &general(), &number.to_string()).await;
                assert!(message.seq > last, "a sender's own messages keep their order");
                last = message.seq;
            }
        });
    }
    senders.join_all().await;
    let page = store.page(&general(), None, SENDERS * EACH + 1).await.unwrap();
    let expected: Vec<u64> = (1..).take(SENDERS * EACH).collect();
    assert_eq!(seqs(&page.messages), expected);
}

pub async fn the_same_message_sent_from_everywhere_at_once_is_stored_once(store: &Arc<dyn Store>) {
    let mut senders = JoinSet::new();
    for _ in 0..SENDERS {
        let store = Arc::clone(store);
        senders.spawn(async move { change(&*store, send("alice", &general(), "one")).await.unwrap() });
    }
    let answers = senders.join_all().await;
    let fresh = answers.iter().filter(|answer| matches!(answer, Appended::Fresh(_))).count();
    assert_eq!(fresh, 1, "one of them is the first");
    assert!(
        answers.iter().all(|answer| answer.message() == answers[0].message()),
        "all get the same message"
    );
    assert_eq!(store.page(&general(), None, 10).await.unwrap().head, Seq(1));
}

pub async fn what_was_said_comes_back_as_it_was_said(store: &Arc<dyn Store>) {
    let long = "ä".repeat(10_000);
    for (number, text) in
        ["'; DROP TABLE messages; --", "  \n\t ", "👩‍👩‍👧 е́ \u{feff}", "%_\\", &long].iter().enumerate()
    {
        let said =
            NewMessage { text: (*text).into(), ..new("alice", &general(), &format!("{number} '\" ä")) };
        let stored = change(&**store, Change::Send(said)).await.unwrap().message().clone();
        assert_eq!(stored.text, **text);
        assert_eq!(store.find(&stored.id).await.unwrap(), Some(stored));
    }
}
