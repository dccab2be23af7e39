//! How users stand in their conversations.

use std::sync::Arc;

use webchat_core::store::{Facts, ReadPosition, Standing, Store, UNREAD_LOOKS_BACK};
use webchat_protocol::Seq;

use super::words::{bury, conversation, general, say, send, standing, user};

pub async fn general_is_always_there(store: &Arc<dyn Store>) {
    let empty = Standing {
        conversation_id: general(),
        facts: Facts::general(),
        role: None,
        head: Seq(0),
        read_seq: Seq(0),
        unread: 0,
        last_message: None,
    };
    assert_eq!(store.standings(&user("nobody"), 10).await.unwrap(), [empty]);
}

pub async fn a_direct_conversation_is_there_for_both_once_something_was_said(store: &Arc<dyn Store>) {
    let direct = conversation("alice~bob");
    let said = say(&**store, "alice", &direct, "one").await;
    for (member, unread) in [("alice", 0), ("bob", 1)] {
        let found = standing(&**store, member, &direct).await;
        assert_eq!((found.head, found.read_seq, found.unread), (Seq(1), Seq(0), unread), "{member}");
        assert_eq!(found.last_message.as_ref(), Some(&said));
    }
    assert_eq!(names(store, "eve", 10).await, ["general"]);
    say(&**store, "alice", &conversation("alice~alice"), "two").await;
    assert_eq!(names(store, "alice", 10).await, ["alice~alice", "alice~bob", "general"]);
}

pub async fn the_conversation_with_the_newest_message_is_first(store: &Arc<dyn Store>) {
    say(&**store, "alice", &conversation("alice~bob"), "one").await;
    say(&**store, "alice", &general(), "two").await;
    let third = say(&**store, "carol", &conversation("alice~carol"), "three").await;
    assert_eq!(names(store, "alice", 10).await, ["alice~carol", "general", "alice~bob"]);
    say(&**store, "bob", &conversation("alice~bob"), "four").await;
    assert_eq!(names(store, "alice", 10).await, ["alice~bob", "alice~carol", "general"]);
    bury(&**store, &third).await;
    assert_eq!(
        names(store, "alice", 10).await,
        ["alice~bob", "general", "alice~carol"],
        "nothing is left there"
    );
}

pub async fn general_is_there_even_where_the_list_is_full(store: &Arc<dyn Store>) {
    say(&**store, "alice", &general(), "one").await;
    for peer in ["bob", "carol", "dave"] {
        say(&**store, "alice", &conversation(&format!("alice~{peer}")), peer).await;
    }
    assert_eq!(names(store, "alice", 2).await, ["alice~dave", "general"]);
    assert_eq!(names(store, "alice", 1).await, ["general"]);
    assert_eq!(names(store, "alice", 0).await, [""; 0]);
    say(&**store, "bob", &general(), "two").await;
    assert_eq!(names(store, "alice", 2).await, ["general", "alice~dave"]);
}

pub async fn unread_are_messages_of_others_behind_the_read_position(store: &Arc<dyn Store>) {
    for (sender, name) in [("bob", "one"), ("bob", "two"), ("alice", "three"), ("carol", "four")] {
        say(&**store, sender, &general(), name).await;
    }
    assert_eq!(standing(&**store, "alice", &general()).await.unread, 3);
    let position = store.read_up_to(&user("alice"), &general(), Seq(1)).await.unwrap();
    assert_eq!(position, ReadPosition { seq: Seq(1), unread: 2 });
    let deleted = store.page(&general(), None, 1).await.unwrap().messages.remove(0);
    bury(&**store, &deleted).await;
    let found = standing(&**store, "alice", &general()).await;
    assert_eq!((found.head, found.read_seq, found.unread), (Seq(5), Seq(1), 1));
}

pub async fn unread_is_counted_up_to_a_hundred(store: &Arc<dyn Store>) {
    let direct = conversation("alice~bob");
    let many = (0..150).map(|number| send("bob", &direct, &number.to_string())).collect();
    store.append(many).await.unwrap();
    assert_eq!(standing(&**store, "alice", &direct).await.unread, 100);
    let position = store.read_up_to(&user("alice"), &direct, Seq(51)).await.unwrap();
    assert_eq!(position.unread, 99);
}

pub async fn unread_is_exact_behind_ten_thousand_messages_of_ones_own(store: &Arc<dyn Store>) {
    let direct = conversation("alice~bob");
    say(&**store, "bob", &direct, "first").await;
    say_own(store, 10_000).await;
    say(&**store, "bob", &direct, "last").await;
    assert_eq!(standing(&**store, "alice", &direct).await.unread, 2);
    assert_eq!(store.read_up_to(&user("alice"), &direct, Seq(1)).await.unwrap().unread, 1);
}

pub async fn unread_does_not_look_at_all_that_a_program_ever_sent(store: &Arc<dyn Store>) {
    let direct = conversation("alice~bob");
    say(&**store, "bob", &direct, "first").await;
    say_own(store, UNREAD_LOOKS_BACK).await;
    assert_eq!(standing(&**store, "alice", &direct).await.unread, 0, "it is out of sight");
    say(&**store, "bob", &direct, "last").await;
    assert_eq!(standing(&**store, "alice", &direct).await.unread, 1, "the newest is seen");
    assert_eq!(store.read_up_to(&user("alice"), &direct, Seq(2)).await.unwrap().unread, 1);
}

async fn say_own(store: &Arc<dyn Store>, count: usize) {
    let direct = conversation("alice~bob");
    let own = (0..count).map(|number| send("alice", &direct, &number.to_string())).collect();
    assert!(store.append(own).await.unwrap().iter().all(Result::is_ok));
}

pub async fn the_last_message_is_the_newest_that_is_not_deleted(store: &Arc<dyn Store>) {
    let direct = conversation("alice~bob");
    let first = say(&**store, "alice", &direct, "one").await;
    let second = say(&**store, "alice", &direct, "two").await;
    let third = say(&**store, "alice", &direct, "three").await;
    for (gone, left) in [(second, Some(&third)), (third.clone(), Some(&first)), (first.clone(), None)] {
        bury(&**store, &gone).await;
        assert_eq!(standing(&**store, "bob", &direct).await.last_message.as_ref(), left);
    }
    let fourth = say(&**store, "bob", &direct, "four").await;
    assert_eq!(standing(&**store, "bob", &direct).await.last_message, Some(fourth));
}

pub async fn a_read_position_moves_forward_only_and_to_the_head_at_most(store: &Arc<dyn Store>) {
    let direct = conversation("alice~bob");
    for name in ["one", "two", "three"] {
        say(&**store, "bob", &direct, name).await;
    }
    for (asked, stands, unread) in [(2, 2, 1), (1, 2, 1), (0, 2, 1), (u64::MAX, 3, 0)] {
        let position = store.read_up_to(&user("alice"), &direct, Seq(asked)).await.unwrap();
        assert_eq!(position, ReadPosition { seq: Seq(stands), unread }, "read up to {asked}");
        assert_eq!(standing(&**store, "alice", &direct).await.read_seq, Seq(stands));
    }
    assert_eq!(standing(&**store, "bob", &direct).await.read_seq, Seq(0), "everybody has their own");
}

pub async fn a_stranger_to_a_direct_conversation_has_no_position_in_it(store: &Arc<dyn Store>) {
    let direct = conversation("alice~bob");
    let nothing = ReadPosition { seq: Seq(0), unread: 0 };
    assert_eq!(store.read_up_to(&user("alice"), &direct, Seq(1)).await.unwrap(), nothing, "not begun yet");
    say(&**store, "alice", &direct, "one").await;
    assert_eq!(store.read_up_to(&user("eve"), &direct, Seq(1)).await.unwrap(), nothing);
    assert_eq!(names(store, "eve", 10).await, ["general"]);
}

async fn names(store: &Arc<dyn Store>, of: &str, limit: usize) -> Vec<String> {
    let standings = store.standings(&user(of), limit).await.unwrap();
    standings.into_iter().map(|standing| standing.conversation_id.to_string()).collect()
}
