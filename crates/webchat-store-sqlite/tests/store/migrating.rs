//! A database of an earlier version comes through with everything in it.

use std::path::Path;
use std::sync::Arc;

use rusqlite::{Connection, OptionalExtension};
use webchat_core::accounts::{AccountRefusal, NewAccount};
use webchat_core::store::{Change, Facts, HOUR_MS, HourCount, Oversight, Rosters, Sight, Store};
use webchat_protocol::{Message, Seq};
use webchat_testkit::accounts_contract::words::{Whole, new, try_join};
use webchat_testkit::store_contract::words::{
    alter, conversation, delete, edit, general, group, id, ids, like, make, minted, reaction, say, standing,
    time, user,
};

use crate::place::{folder, open};

/// A database as version 1 left it: the tables from its own step, and rows as it wrote them.
const ROWS: &str = "
    PRAGMA application_id = 2003003489;
    PRAGMA user_version = 1;
    INSERT INTO meta VALUES ('epoch', 'the-old-epoch');
    UPDATE conversations SET head = 3, last_position = 1 WHERE id = 1;
    INSERT INTO conversations VALUES (2, 'alice~bob', 'direct', 1, 3);
    INSERT INTO messages VALUES
        (1, 1, 1, 1, 'one', 'alice', NULL, 'hello', 1700000000001, NULL),
        (2, 1, 2, 3, 'two', 'bob', NULL, '', 1700000000002, 1700000000009),
        (3, 2, 1, 1, 'three', 'bob', 'alice', 'psst', 1700000000003, NULL);
    INSERT INTO members VALUES ('alice', 1, 2), ('alice', 2, 0), ('bob', 2, 0);
    INSERT INTO users VALUES ('alice', 'Alice', 1700000000005);";

#[tokio::test]
async fn a_database_of_version_1_comes_through() {
    let (_kept, path) = folder();
    version_1(&path);
    let store = open(&path);
    assert_eq!(store.epoch(), "the-old-epoch", "its clients go on where they were");
    let hello = Message {
        id: id("one"),
        text: "hello".into(),
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
    let page = store.page(&general(), None, 10).await.unwrap();
    assert_eq!((&page.messages[0], page.head), (&hello, Seq(3)));
    assert_eq!((page.messages[1].change_seq, page.messages[1].deleted_at), (Some(Seq(3)), Some(time(9))));
    assert_eq!(ids(&store.history(None, 10).await.unwrap().unwrap()), ["one", "three"]);
    let direct = standing(&store, "alice", &conversation("alice~bob")).await;
    assert_eq!((direct.unread, direct.last_message.unwrap().text), (1, "psst".into()));
    assert_eq!(standing(&store, "alice", &general()).await.read_seq, Seq(2));
    assert_eq!(store.profiles(10).await.unwrap()[0].name.as_deref(), Some("Alice"));
}

#[tokio::test]
async fn what_version_1_stored_is_counted() {
    let (_kept, path) = folder();
    version_1(&path);
    let store = open(&path);
    let figures = store.figures(time(0)).await.unwrap();
    assert_eq!((figures.conversations, figures.messages), (2, 2), "a tombstone is no message");
    assert_eq!(figures.by_hour, [HourCount { hour: time(1).millis() / HOUR_MS, count: 2 }]);
    alter(&store, delete(&general(), 1, Some("alice"))).await;
    assert_eq!(store.figures(time(0)).await.unwrap().messages, 1);
}

#[tokio::test]
async fn what_version_1_stored_can_be_edited_and_reacted_to() {
    let (_kept, path) = folder();
    version_1(&path);
    let store = open(&path);
    let edited = alter(&store, edit(&general(), 1, "alice", "hello again")).await;
    assert_eq!((edited.change_seq, edited.edited_at), (Some(Seq(4)), Some(time(3))));
    let liked = alter(&store, Change::React(like(&general(), 1, "bob", "👍"))).await;
    assert_eq!(liked.reactions, [reaction("👍", &["bob"])]);
    assert_eq!(say(&store, "alice", &general(), "four").await.seq, Seq(6));
    store.close().await;
    assert_eq!(open(&path).find(&id("one")).await.unwrap(), Some(liked));
}

#[tokio::test]
async fn whoever_was_in_a_database_of_version_1_may_get_an_account() {
    let (_kept, path) = folder();
    version_1(&path);
    let store: Whole = Arc::new(open(&path));
    assert_eq!(store.accounts(None, 10).await.unwrap(), []);
    for known in ["alice", "bob"] {
        assert_eq!(try_join(&store, new(known)).await, Err(AccountRefusal::Taken), "not by themselves");
        let claimed = NewAccount { may_claim: true, ..new(known) };
        try_join(&store, claimed).await.unwrap();
    }
    let alice = store.account(&user("alice")).await.unwrap().unwrap();
    assert_eq!(alice.name.as_deref(), Some("Alice"));
    assert_eq!(standing(&*store, "alice", &general()).await.read_seq, Seq(2), "nothing else changed");
}

/// A crash in version 1 may have left a part of it in the log.
#[tokio::test]
async fn a_database_of_version_1_comes_through_with_what_is_in_its_log() {
    let (kept, path) = folder();
    version_1(&path);
    let writer = Connection::open(&path).unwrap();
    writer.pragma_update(None, "journal_mode", "WAL").unwrap();
    writer.execute("UPDATE messages SET text = 'from the log' WHERE position = 1", []).unwrap();
    let (_crashed, crashed) = folder();
    for end in ["", "-wal"] {
        let from = kept.path().join(format!("webchat.db{end}"));
        std::fs::copy(from, format!("{}{end}", crashed.display())).unwrap();
    }
    let store = open(&crashed);
    assert_eq!(store.find(&id("one")).await.unwrap().unwrap().text, "from the log");
}

#[tokio::test]
async fn the_two_of_a_direct_conversation_come_through_as_its_two() {
    let (_kept, path) = folder();
    version_1(&path);
    let store = open(&path);
    let pair = conversation("alice~bob");
    let found = standing(&store, "bob", &pair).await;
    assert_eq!((found.facts, found.role), (Facts::direct(), None));
    assert_eq!(standing(&store, "alice", &general()).await.facts, Facts::general());
    assert!(matches!(store.sight(&pair, &user("alice")).await.unwrap(), Sight::Inside(_)));
    assert_eq!(store.sight(&pair, &user("eve")).await.unwrap(), Sight::Nothing);
    let of_bob = ids(&store.history_of(&user("bob"), None, 10).await.unwrap().unwrap()).join(" ");
    assert_eq!(of_bob, "one three");
    assert_eq!(say(&store, "bob", &pair, "four").await.seq, Seq(2));
    assert_eq!(standing(&store, "alice", &pair).await.unread, 2);
}

#[tokio::test]
async fn what_version_1_stored_has_groups_beside_it() {
    let (_kept, path) = folder();
    version_1(&path);
    let store = open(&path);
    let place = minted(1);
    make(&store, &place, "alice", group(&["bob"])).await;
    assert_eq!(say(&store, "bob", &place, "four").await.seq, Seq(2));
    store.close().await;
    let store = open(&path);
    assert_eq!(standing(&store, "alice", &place).await.unread, 1);
    let broken: Option<String> = Connection::open(&path)
        .unwrap()
        .query_row("PRAGMA foreign_key_check", [], |row| row.get(0))
        .optional()
        .unwrap();
    assert_eq!(broken, None, "everything that refers to a conversation still finds it");
}

fn version_1(path: &Path) {
    let db = Connection::open(path).unwrap();
    db.execute_batch(include_str!("../../migrations/0001_conversations.sql")).unwrap();
    db.execute_batch(ROWS).unwrap();
}
