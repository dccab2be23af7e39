//! A database that the classic system left is taken over, whatever it holds, and a copy of it is kept.

use std::path::{Path, PathBuf};

use rusqlite::Connection;
use tempfile::TempDir;
use webchat_core::store::Store;
use webchat_protocol::{ConversationId, Message, Seq, UserId};
use webchat_store_sqlite::{ImportReport, OpenError, SqliteStore};
use webchat_testkit::store_contract::words::{conversation, general, ids, say, user};

use crate::place::{folder, names, open};

const TABLES: &str = "
    CREATE TABLE messages (id VARCHAR(255) PRIMARY KEY, text TEXT, senderId VARCHAR(255), receiverId VARCHAR(255),
        createdAt DATETIME, updatedAt DATETIME);
    CREATE TABLE conversations (id VARCHAR(255) PRIMARY KEY, userId VARCHAR(255), createdAt DATETIME);";

#[tokio::test]
async fn a_classic_database_becomes_one_of_ours() {
    let (kept, path) = classic(
        "INSERT INTO messages VALUES
            ('m1', 'hello all', 'alice', NULL, '2024-05-01T10:00:00.000Z', NULL),
            ('m2', 'hello bob', 'alice', 'bob', '2024-05-01T10:00:01.000Z', NULL),
            ('m3', 'hello alice', 'bob', 'alice', '2024-05-01T10:00:02.000Z', NULL),
            ('m4', 'hello again', 'carol', '', '2024-05-01T10:00:03.000Z', NULL)",
    );
    let store = open(&path);
    assert_eq!(ids(&history(&store).await), ["m1", "m2", "m3", "m4"]);
    assert_eq!(ids(&page(&store, &general()).await), ["m1", "m4"]);
    let direct = page(&store, &conversation("alice~bob")).await;
    assert_eq!(ids(&direct), ["m2", "m3"]);
    assert_eq!(direct[0].created_at.to_string(), "2024-05-01T10:00:01.000Z");
    assert_eq!((direct[1].seq, direct[1].receiver_id.clone()), (Seq(2), Some(user("alice"))));
    let report = store.import().unwrap().clone();
    let copy = report.copy.file_name().unwrap().to_str().unwrap().to_owned();
    assert_eq!(report, ImportReport { messages: 4, skipped: 0, copy: kept.path().join(&copy) });
    assert_eq!(say(&store, "alice", &general(), "m5").await.seq, Seq(3));
    store.close().await;
    assert_eq!(names(kept.path()), [copy, "webchat.db".into(), "webchat.lock".into()]);
    assert!(open(&path).import().is_none(), "once is enough");
}

#[tokio::test]
async fn the_copy_is_the_classic_database() {
    let (_kept, path) = classic("INSERT INTO messages VALUES ('m1', 'hello', 'alice', 'bob', 5, 6)");
    let copy = open(&path).import().unwrap().copy.clone();
    let row: (String, String, i64) = Connection::open(&copy)
        .unwrap()
        .query_row("SELECT id, text, updatedAt FROM messages", [], |row| {
            Ok((row.get(0)?, row.get(1)?, row.get(2)?))
        })
        .unwrap();
    assert_eq!(row, ("m1".into(), "hello".into(), 6));
}

#[tokio::test]
async fn messages_come_in_the_order_of_their_times_in_any_spelling() {
    let (_kept, path) = classic(
        "INSERT INTO messages VALUES
            ('seven', 't', 'a', NULL, '2024-05-01T10:00:07', NULL),
            ('six', 't', 'a', NULL, '2024-05-01 10:00:06.000 +00:00', NULL),
            ('five', 't', 'a', NULL, '2024-05-01T12:00:05+02:00', NULL),
            ('four', 't', 'a', NULL, '2024-05-01 10:00:04', NULL),
            ('three', 't', 'a', NULL, '1714557603000', NULL),
            ('two', 't', 'a', NULL, 1714557602000.5, NULL),
            ('one', 't', 'a', NULL, 1714557601, NULL),
            ('one too', 't', 'a', NULL, 'some day', NULL),
            ('one as well', 't', 'a', NULL, NULL, NULL),
            ('eight', 't', 'a', NULL, 1714557608000, NULL)",
    );
    let found = history(&open(&path)).await;
    let expected = ["one", "one too", "one as well", "two", "three", "four", "five", "six", "seven", "eight"];
    assert_eq!(ids(&found), expected);
    let seconds: Vec<_> =
        found.iter().map(|message| message.created_at.millis() / 1_000 - 1_714_557_600).collect();
    assert_eq!(seconds, [1, 1, 1, 2, 3, 4, 5, 6, 7, 8]);
}

#[tokio::test]
async fn ids_that_break_the_rules_are_mapped_and_two_stay_two() {
    let long = "x".repeat(100);
    let (_kept, path) = classic(&format!(
        "INSERT INTO messages VALUES
            ('m1', 't', 'Jörg M', NULL, 1, NULL), ('m2', 't', 'J?rg?M', NULL, 2, NULL),
            ('m3', 't', '{long}1', NULL, 3, NULL), ('m4', 't', '{long}2', NULL, 4, NULL),
            ('m5', 't', NULL, NULL, 5, NULL), ('m6', 't', 'Jörg M', 'bob~', 6, NULL), ('m7', 't', 42, NULL, 7, NULL)"
    ));
    let found = history(&open(&path)).await;
    let senders: Vec<_> = found.iter().map(|message| message.sender_id.as_str()).collect();
    assert_eq!(senders[0], "J-rg-M-b5229a1a96446660", "the same on every machine and in every version");
    assert!(senders[1].starts_with("J-rg-M-") && senders[1] != senders[0]);
    assert!(senders[2].starts_with("xxx") && senders[2] != senders[3]);
    assert!(senders[4].starts_with("unknown-"));
    assert_eq!(senders[5], senders[0]);
    assert_eq!(found[5].conversation_id.peer_of(&found[5].sender_id), found[5].receiver_id);
    assert_eq!(senders[6], "42");
}

#[tokio::test]
async fn message_ids_that_are_missing_too_long_or_taken_are_made() {
    let (_kept, path) = loose(&format!(
        "INSERT INTO messages (rowid, id, text, senderId, createdAt) VALUES
            (1, 'same', 'first', 'alice', 1), (2, 'same', 'second', 'alice', 2), (3, 'same', 'third', 'bob', 3),
            (4, NULL, 'fourth', 'alice', 4), (5, '', 'fifth', 'alice', 5), (6, '{}', 'sixth', 'alice', 6),
            (7, 'classic-8', 'seventh', 'alice', 7), (8, 'same', 'eighth', 'alice', 8), (9, 9, 'ninth', 'alice', 9)",
        "x".repeat(65)
    ));
    let expected =
        ["same", "classic-2", "same", "classic-4", "classic-5", "classic-6", "classic-8", "classic-8-1", "9"];
    assert_eq!(ids(&history(&open(&path)).await), expected);
}

#[tokio::test]
async fn a_message_without_a_text_is_skipped_and_counted_and_a_long_one_is_kept_whole() {
    let (_kept, path) = classic(&format!(
        "INSERT INTO messages VALUES ('m1', NULL, 'a', NULL, 1, NULL), ('m2', '', 'a', NULL, 2, NULL),
            ('m3', '{}', 'a', NULL, 3, NULL), ('m4', 17, 'a', NULL, 4, NULL), ('m5', CAST(x'41FF42' AS TEXT), 'a', NULL, 5, NULL)",
        "long ".repeat(5_000)
    ));
    let store = open(&path);
    let report = store.import().unwrap();
    assert_eq!((report.messages, report.skipped), (3, 2));
    let found = history(&store).await;
    assert_eq!(found[0].text.len(), 25_000);
    assert_eq!(found[1].text, "17");
    assert_eq!(found[2].text, "A\u{fffd}B", "bytes that are no text are marked");
}

#[tokio::test]
async fn who_wrote_is_known_and_has_read_what_was_said_before() {
    let (_kept, path) = classic(
        "INSERT INTO messages VALUES ('m1', 't', 'alice', NULL, 1714557601000, NULL),
            ('m2', 't', 'alice', 'bob', 1714557602000, NULL), ('m3', 't', 'carol', NULL, 1714557603000, NULL)",
    );
    let store = open(&path);
    let people = store.profiles(10).await.unwrap();
    assert_eq!(
        people.iter().map(|p| p.user_id.clone()).collect::<Vec<UserId>>(),
        [user("carol"), user("alice")]
    );
    assert_eq!(people[1].last_seen_at.millis(), 1_714_557_602_000);
    for standing in store.standings(&user("alice"), 10).await.unwrap() {
        assert_eq!((standing.unread, standing.read_seq), (0, standing.head));
    }
}

#[tokio::test]
async fn a_classic_database_with_a_log_is_taken_over_with_what_is_in_the_log() {
    let (kept, path) = classic("INSERT INTO messages VALUES ('m1', 't', 'a', NULL, 1, NULL)");
    let writer = Connection::open(&path).unwrap();
    writer.pragma_update(None, "journal_mode", "WAL").unwrap();
    writer.pragma_update(None, "wal_autocheckpoint", 0).unwrap();
    writer.execute("INSERT INTO messages VALUES ('m2', 't', 'a', NULL, 2, NULL)", []).unwrap();
    let (_crashed, crashed) = folder();
    for end in ["", "-wal"] {
        std::fs::copy(kept.path().join(format!("webchat.db{end}")), format!("{}{end}", crashed.display()))
            .unwrap();
    }
    let store = open(&crashed);
    assert_eq!(ids(&history(&store).await), ["m1", "m2"]);
    store.close().await;
    assert_eq!(ids(&history(&open(&crashed)).await), ["m1", "m2"]);
}

#[tokio::test]
async fn a_classic_server_that_still_writes_is_noticed() {
    let (_kept, path) = classic("");
    let running = Connection::open(&path).unwrap();
    running.execute_batch("BEGIN IMMEDIATE").unwrap();
    let error = SqliteStore::open(&path).err().unwrap();
    assert_eq!(error.to_string(), format!("{} can't be opened: database is locked", path.display()));
    running.execute_batch("INSERT INTO messages VALUES ('m1', 't', 'a', NULL, 1, NULL); COMMIT").unwrap();
    drop(running);
    assert_eq!(ids(&history(&open(&path)).await), ["m1"]);
}

#[tokio::test]
async fn what_an_interrupted_import_left_is_no_obstacle() {
    let (kept, path) = classic("INSERT INTO messages VALUES ('m1', 't', 'a', NULL, 1, NULL)");
    for left in ["importing.db", "importing.db-journal", "copying.db", "copying.db-journal"] {
        std::fs::write(kept.path().join(format!("webchat.{left}")), "half of something").unwrap();
    }
    assert_eq!(ids(&history(&open(&path)).await), ["m1"]);
    assert_eq!(names(kept.path()).iter().filter(|name| name.contains("ing.db")).count(), 0);
}

#[tokio::test]
async fn an_empty_classic_database_is_taken_over_too() {
    let (_kept, path) = classic("");
    let store = open(&path);
    assert_eq!(store.import().unwrap().messages, 0);
    assert_eq!(say(&store, "alice", &general(), "one").await.seq, Seq(1));
}

#[test]
fn a_damaged_classic_database_is_refused_and_left_as_it_was() {
    let rows: Vec<_> =
        (0..500).map(|n| format!("('m{n}', 'some text to fill a page', 'a', NULL, {n}, NULL)")).collect();
    let (kept, path) = classic(&format!("INSERT INTO messages VALUES {}", rows.join(",")));
    let whole = std::fs::read(&path).unwrap();
    for start in [4 * 4_096, whole.len() - 4_096] {
        let mut damaged = whole.clone();
        damaged[start..start + 100].fill(0xA5);
        std::fs::write(&path, &damaged).unwrap();
        let error = SqliteStore::open(&path).err().unwrap();
        assert!(matches!(error, OpenError::Damaged { .. }), "{error}");
        assert_eq!(std::fs::read(&path).unwrap(), damaged);
        assert_eq!(names(kept.path()), ["webchat.db", "webchat.lock"]);
    }
}

/// A classic database with these rows, closed.
fn classic(rows: &str) -> (TempDir, PathBuf) {
    made(TABLES, rows)
}

/// The same where no column has a type or a rule.
fn loose(rows: &str) -> (TempDir, PathBuf) {
    made("CREATE TABLE messages (id, text, senderId, receiverId, createdAt, updatedAt)", rows)
}

fn made(tables: &str, rows: &str) -> (TempDir, PathBuf) {
    let (kept, path) = folder();
    let db = Connection::open(Path::new(&path)).unwrap();
    db.execute_batch(tables).unwrap();
    db.execute_batch(rows).unwrap();
    (kept, path)
}

async fn history(store: &SqliteStore) -> Vec<Message> {
    store.history(None, 1_000).await.unwrap().unwrap()
}

async fn page(store: &SqliteStore, place: &ConversationId) -> Vec<Message> {
    store.page(place, None, 1_000).await.unwrap().messages
}
