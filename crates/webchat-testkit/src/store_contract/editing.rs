//! What becomes of messages that get another text.

use std::sync::Arc;

use webchat_core::store::{Appended, Change, Refusal, Store};
use webchat_protocol::{Message, Seq};

use super::words::{
    alter, bury, change, conversation, delete, edit, general, is_shown_everywhere, like, reaction, say, send,
    seqs, standing, time, user,
};

pub async fn an_edit_takes_a_seq_and_replaces_the_text(store: &Arc<dyn Store>) {
    let said = say(&**store, "alice", &general(), "one").await;
    let answer = change(&**store, edit(&general(), 1, "alice", "won")).await;
    let edited = Message { text: "won".into(), change_seq: Some(Seq(2)), edited_at: Some(time(3)), ..said };
    assert_eq!(answer, Ok(Appended::Fresh(edited.clone())));
    let page = store.page(&general(), None, 10).await.unwrap();
    assert_eq!((page.messages, page.head), (vec![edited], Seq(2)));
    assert_eq!(say(&**store, "alice", &general(), "two").await.seq, Seq(3));
}

pub async fn the_text_that_a_message_has_changes_nothing(store: &Arc<dyn Store>) {
    let said = say(&**store, "alice", &general(), "one").await;
    let same = change(&**store, edit(&general(), 1, "alice", "one")).await;
    assert_eq!(same, Ok(Appended::Known(said)));
    let edited = alter(&**store, edit(&general(), 1, "alice", "won")).await;
    let again = change(&**store, edit(&general(), 1, "alice", "won")).await;
    assert_eq!(again, Ok(Appended::Known(edited)));
    assert_eq!(store.page(&general(), None, 10).await.unwrap().head, Seq(2));
}

pub async fn a_message_is_edited_by_its_sender_only(store: &Arc<dyn Store>) {
    let said = say(&**store, "alice", &general(), "one").await;
    for text in ["won", "one"] {
        assert_eq!(change(&**store, edit(&general(), 1, "bob", text)).await, Err(Refusal::NotYours));
    }
    assert_eq!(store.page(&general(), None, 10).await.unwrap().messages, [said]);
}

pub async fn what_is_not_there_can_not_be_edited(store: &Arc<dyn Store>) {
    let said = say(&**store, "alice", &general(), "one").await;
    bury(&**store, &said).await;
    let (deleted, place_of_the_deletion) = (1, 2);
    for seq in [0, deleted, place_of_the_deletion, 3, u64::MAX] {
        for (by, text) in [("alice", "won"), ("alice", ""), ("bob", "won")] {
            let answer = change(&**store, edit(&general(), seq, by, text)).await;
            assert_eq!(answer, Err(Refusal::NotFound), "{seq} by {by}");
        }
    }
    let nowhere = conversation("alice~bob");
    assert_eq!(change(&**store, edit(&nowhere, 1, "alice", "won")).await, Err(Refusal::NotFound));
    assert_eq!(store.page(&general(), None, 10).await.unwrap().head, Seq(2), "nothing took a seq");
}

pub async fn an_edited_message_that_is_sent_again_is_the_edited_one(store: &Arc<dyn Store>) {
    say(&**store, "alice", &general(), "one").await;
    let edited = alter(&**store, edit(&general(), 1, "alice", "won")).await;
    let again = change(&**store, send("alice", &general(), "one")).await;
    assert_eq!(again, Ok(Appended::Known(edited)));
}

pub async fn an_edited_message_keeps_its_place(store: &Arc<dyn Store>) {
    for name in ["one", "two", "three"] {
        say(&**store, "alice", &general(), name).await;
    }
    alter(&**store, edit(&general(), 2, "alice", "too")).await;
    assert_eq!(seqs(&store.page(&general(), None, 10).await.unwrap().messages), [1, 2, 3]);
    assert_eq!(seqs(&store.history(None, 10).await.unwrap().unwrap()), [1, 2, 3]);
    assert_eq!(seqs(&store.changes(&general(), Seq(1), 10).await.unwrap().messages), [3, 2]);
}

pub async fn an_edited_message_is_shown_as_it_is_everywhere(store: &Arc<dyn Store>) {
    say(&**store, "alice", &general(), "one").await;
    let edited = alter(&**store, edit(&general(), 1, "alice", "won")).await;
    is_shown_everywhere(&**store, &edited).await;
    let again = alter(&**store, edit(&general(), 1, "alice", &"ä".repeat(10_000))).await;
    is_shown_everywhere(&**store, &again).await;
}

pub async fn an_edit_leaves_reactions_alone(store: &Arc<dyn Store>) {
    say(&**store, "alice", &general(), "one").await;
    alter(&**store, Change::React(like(&general(), 1, "bob", "👍"))).await;
    let edited = alter(&**store, edit(&general(), 1, "alice", "won")).await;
    assert_eq!((edited.reactions, edited.change_seq), (vec![reaction("👍", &["bob"])], Some(Seq(3))));
}

pub async fn a_tombstone_tells_nothing_of_an_edit(store: &Arc<dyn Store>) {
    let said = say(&**store, "alice", &general(), "one").await;
    alter(&**store, edit(&general(), 1, "alice", "won")).await;
    let tombstone = bury(&**store, &said).await;
    assert_eq!((tombstone.text.as_str(), tombstone.edited_at), ("", None));
    assert_eq!(tombstone.change_seq, Some(Seq(3)));
    assert_eq!(store.page(&general(), None, 10).await.unwrap().messages, [tombstone]);
}

pub async fn an_edit_makes_nothing_unread_and_moves_no_conversation(store: &Arc<dyn Store>) {
    let direct = conversation("alice~bob");
    say(&**store, "alice", &direct, "one").await;
    say(&**store, "alice", &general(), "two").await;
    store.read_up_to(&user("bob"), &direct, Seq(1)).await.unwrap();
    alter(&**store, edit(&direct, 1, "alice", "won")).await;
    let found = standing(&**store, "bob", &direct).await;
    assert_eq!((found.head, found.read_seq, found.unread), (Seq(2), Seq(1), 0));
    let first = store.standings(&user("bob"), 10).await.unwrap().remove(0);
    assert_eq!(first.conversation_id, general());
    let position = store.read_up_to(&user("bob"), &direct, Seq(9)).await.unwrap();
    assert_eq!((position.seq, position.unread), (Seq(2), 0), "the edit's seq can be read, too");
}

pub async fn a_message_may_be_sent_edited_and_deleted_in_one_call(store: &Arc<dyn Store>) {
    let changes = vec![
        send("alice", &general(), "one"),
        edit(&general(), 1, "alice", "won"),
        send("alice", &general(), "one"),
        delete(&general(), 1, Some("alice")),
        edit(&general(), 1, "alice", "one"),
        send("alice", &general(), "two"),
    ];
    let answers = store.append(changes).await.unwrap();
    let Ok(Appended::Fresh(edited)) = &answers[1] else { panic!("it is edited: {answers:?}") };
    assert_eq!((edited.text.as_str(), edited.change_seq), ("won", Some(Seq(2))));
    assert_eq!(answers[2], Ok(Appended::Known(edited.clone())));
    assert!(matches!(&answers[3], Ok(Appended::Fresh(message)) if message.change_seq == Some(Seq(3))));
    assert_eq!(answers[4], Err(Refusal::NotFound));
    assert!(matches!(&answers[5], Ok(Appended::Fresh(message)) if message.seq == Seq(4)));
}
