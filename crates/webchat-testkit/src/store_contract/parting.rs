//! Who has blocked whom, and what was complained of.

use std::sync::Arc;

use webchat_core::store::{Alteration, Members, Refusal, Report, Store};
use webchat_protocol::{ConversationId, ReportRecord, Seq};

use super::words::{
    ANYBODY, add, bury, change, conversation, general, group, make, minted, reshape, say, time, user, users,
};

pub async fn a_block_parts_two_in_both_directions(store: &Arc<dyn Store>) {
    for name in ["alice", "bob"] {
        store.see_user(&user(name), None, time(1)).await.unwrap();
    }
    assert_eq!(pair(store).await, (true, false));
    for _ in 0..2 {
        store.set_block(&user("alice"), &user("bob"), true, 10).await.unwrap().unwrap();
        assert_eq!(pair(store).await, (true, true));
    }
    assert_eq!(store.blocked_by(&user("alice")).await.unwrap(), users(&["bob"]));
    assert_eq!(store.blocked_by(&user("bob")).await.unwrap(), []);
    store.set_block(&user("bob"), &user("alice"), true, 10).await.unwrap().unwrap();
    store.set_block(&user("alice"), &user("bob"), false, 10).await.unwrap().unwrap();
    assert_eq!(pair(store).await, (true, true), "the other one's lasts");
    store.set_block(&user("bob"), &user("alice"), false, 10).await.unwrap().unwrap();
    assert_eq!(pair(store).await, (true, false));
}

/// Whether alice and bob are known, and whether they are parted.
async fn pair(store: &Arc<dyn Store>) -> (bool, bool) {
    let roster = store.roster(&conversation("alice~bob")).await.unwrap().unwrap();
    let Members::Pair { users: both, are_known, is_blocked } = roster.members else { panic!("it is a pair") };
    assert_eq!(both.to_vec(), users(&["alice", "bob"]));
    (are_known, is_blocked)
}

pub async fn who_is_parted_is_told_of_both_sides(store: &Arc<dyn Store>) {
    for (by, blocked) in [("alice", "carol"), ("alice", "bob"), ("bob", "alice"), ("dave", "alice")] {
        store.set_block(&user(by), &user(blocked), true, 10).await.unwrap().unwrap();
    }
    let parted = store.parted_from(&user("alice"), 10).await.unwrap();
    assert_eq!(parted, users(&["bob", "carol", "dave"]));
    assert_eq!(store.parted_from(&user("alice"), 1).await.unwrap(), users(&["bob"]));
    assert_eq!(store.parted_from(&user("eve"), 10).await.unwrap(), []);
}

pub async fn as_many_are_blocked_as_one_may(store: &Arc<dyn Store>) {
    let block = |name: &'static str, on| async move {
        store.set_block(&user("alice"), &user(name), on, 2).await.unwrap()
    };
    block("bob", true).await.unwrap();
    block("carol", true).await.unwrap();
    assert_eq!(block("dave", true).await, Err(Refusal::TooManyBlocked));
    block("carol", true).await.unwrap();
    block("carol", false).await.unwrap();
    block("dave", true).await.unwrap();
    assert_eq!(store.blocked_by(&user("alice")).await.unwrap(), users(&["bob", "dave"]));
}

pub async fn who_is_parted_does_not_add_the_other(store: &Arc<dyn Store>) {
    store.set_block(&user("bob"), &user("alice"), true, 10).await.unwrap().unwrap();
    let refused = Err(Refusal::Blocked(user("bob")));
    let create = Alteration::Create(group(&["carol", "bob"]), ANYBODY);
    assert_eq!(change(&**store, reshape(&minted(1), "alice", create)).await, refused);
    make(&**store, &minted(1), "alice", group(&["carol"])).await;
    assert_eq!(change(&**store, reshape(&minted(1), "alice", add(&["bob"]))).await, refused);
    assert!(change(&**store, reshape(&minted(1), "carol", add(&["bob"]))).await.is_ok(), "others may");
}

pub async fn a_report_is_kept_once_with_the_message_as_it_is_now(store: &Arc<dyn Store>) {
    let said = say(&**store, "mallory", &general(), "one").await;
    say(&**store, "mallory", &general(), "two").await;
    let first = report("alice", &general(), 1, "rude");
    store.report(&first).await.unwrap().unwrap();
    store.report(&report("alice", &general(), 1, "very rude")).await.unwrap().unwrap();
    store.report(&report("bob", &general(), 1, "rude, indeed")).await.unwrap().unwrap();
    store.report(&report("alice", &general(), 2, "again")).await.unwrap().unwrap();
    let reports = store.reports(10).await.unwrap();
    let reasons: Vec<_> = reports.iter().map(|reported| reported.reason.as_str()).collect();
    assert_eq!(reasons, ["again", "rude, indeed", "rude"], "the newest first");
    let ReportRecord { report_id, reported_by, reported_at, conversation_id, seq, message, .. } = &reports[2];
    assert_eq!((*report_id, reported_by, *reported_at), (1, &first.by, first.at));
    assert_eq!((conversation_id, *seq, message), (&first.conversation_id, first.seq, &said));
    assert_eq!(store.reports(1).await.unwrap(), reports[..1]);
    let tombstone = bury(&**store, &said).await;
    assert_eq!(store.reports(10).await.unwrap()[2].message, tombstone);
}

pub async fn what_is_no_message_is_not_reported(store: &Arc<dyn Store>) {
    make(&**store, &minted(1), "alice", group(&[])).await;
    for (place, seq) in [(general(), 1), (conversation("alice~bob"), 1), (minted(1), 1), (minted(2), 1)] {
        let answer = store.report(&report("alice", &place, seq, "what?")).await.unwrap();
        assert_eq!(answer, Err(Refusal::NotFound), "{place}");
    }
    assert_eq!(store.reports(10).await.unwrap(), []);
}

fn report(by: &str, place: &ConversationId, seq: u64, reason: &str) -> Report {
    Report { conversation_id: place.clone(), seq: Seq(seq), by: user(by), reason: reason.into(), at: time(5) }
}
