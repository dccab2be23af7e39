//! Somebody copies an older file into the database's place by hand: clients must not take what follows for the history
//! that they know.

use std::fs;
use std::path::Path;

use webchat_core::store::{Change, NewMessage, Store};
use webchat_protocol::Seq;
use webchat_store_sqlite::SqliteStore;
use webchat_testkit::store_contract::words::{conversation, edit, general, like, new, say};

use crate::place::{folder, names, open};

#[tokio::test]
async fn an_older_copy_gets_a_new_epoch() {
    let (kept, path) = folder();
    let copy = kept.path().join("copy");
    let epoch = written(&path, 3).await;
    fs::copy(&path, &copy).unwrap();
    assert_eq!(written(&path, 2).await, epoch);
    fs::copy(&copy, &path).unwrap();

    let store = open(&path);
    let renewed = store.epoch().to_owned();
    assert_ne!(renewed, epoch);
    assert_eq!(store.page(&general(), None, 10).await.unwrap().head, Seq(3), "it is what the copy holds");
    store.close().await;
    assert_eq!(open(&path).epoch(), renewed, "once is enough");
}

#[tokio::test]
async fn edits_and_reactions_count_too() {
    for change in [edit(&general(), 1, "alice", "another"), Change::React(like(&general(), 1, "bob", "👍"))]
    {
        let (kept, path) = folder();
        let copy = kept.path().join("copy");
        let epoch = written(&path, 1).await;
        fs::copy(&path, &copy).unwrap();
        let store = open(&path);
        store.append(vec![change]).await.unwrap().remove(0).unwrap();
        store.close().await;
        fs::copy(&copy, &path).unwrap();
        assert_ne!(open(&path).epoch(), epoch);
    }
}

#[tokio::test]
async fn a_copy_that_lacks_nothing_keeps_its_epoch() {
    let (kept, path) = folder();
    let copy = kept.path().join("copy");
    let epoch = written(&path, 3).await;
    fs::copy(&path, &copy).unwrap();
    assert_eq!(written(&path, 0).await, epoch);
    fs::copy(&copy, &path).unwrap();
    assert_eq!(open(&path).epoch(), epoch);
}

#[tokio::test]
async fn the_database_of_another_server_keeps_its_epoch() {
    let (_kept, path) = folder();
    let (_other, elsewhere) = folder();
    written(&path, 9).await;
    let epoch = written(&elsewhere, 1).await;
    fs::copy(&elsewhere, &path).unwrap();
    assert_eq!(open(&path).epoch(), epoch, "nobody knows anything else of it");
}

/// What is noted while the server runs is enough, if it is killed.
#[tokio::test]
async fn an_older_copy_is_noticed_after_a_crash_too() {
    let (kept, path) = folder();
    let copy = kept.path().join("copy");
    let epoch = written(&path, 3).await;
    fs::copy(&path, &copy).unwrap();
    let store = open(&path);
    let opened = fs::read_to_string(kept.path().join("webchat.lock")).unwrap();
    let mut noted = opened.clone();
    for number in 0.. {
        assert!(number < 10_000, "nothing is noted while it runs");
        let text = "x".repeat(8_000);
        let long = NewMessage { text, ..new("alice", &general(), &format!("long-{number}")) };
        store.append(vec![Change::Send(long)]).await.unwrap().remove(0).unwrap();
        noted = fs::read_to_string(kept.path().join("webchat.lock")).unwrap();
        if noted != opened {
            break;
        }
    }
    assert!(count(&noted) > count(&opened), "{opened} {noted}");
    assert!(count(&noted) <= store.page(&general(), None, 1).await.unwrap().head.0, "it is never ahead");
    let (_crashed, crashed) = folder();
    fs::copy(&copy, &crashed).unwrap();
    fs::write(crashed.with_extension("lock"), noted).unwrap();
    assert_ne!(open(&crashed).epoch(), epoch);
}

#[tokio::test]
async fn all_conversations_count() {
    let (kept, path) = folder();
    let copy = kept.path().join("copy");
    let store = open(&path);
    let epoch = store.epoch().to_owned();
    say(&store, "alice", &general(), "one").await;
    store.close().await;
    fs::copy(&path, &copy).unwrap();
    let store = open(&path);
    say(&store, "alice", &conversation("alice~bob"), "two").await;
    store.close().await;
    fs::copy(&copy, &path).unwrap();
    assert_ne!(open(&path).epoch(), epoch);
}

#[tokio::test]
async fn a_note_that_says_nothing_is_no_obstacle() {
    let (kept, path) = folder();
    let epoch = written(&path, 3).await;
    let long = "9".repeat(10_000);
    for note in ["", "\n", "some words", &format!("{epoch} many\n"), &format!("{epoch} 99"), &long, "\u{0}"] {
        fs::write(kept.path().join("webchat.lock"), note).unwrap();
        assert_eq!(open(&path).epoch(), epoch, "{note:?}");
    }
    fs::write(kept.path().join("webchat.lock"), [0xff, 0xfe]).unwrap();
    assert_eq!(open(&path).epoch(), epoch);
    fs::remove_file(kept.path().join("webchat.lock")).unwrap();
    assert_eq!(open(&path).epoch(), epoch);
    assert_eq!(names(kept.path()), ["webchat.db", "webchat.lock"]);
}

/// Says so many things and closes the database. Answers its epoch.
async fn written(path: &Path, messages: u64) -> String {
    let store = SqliteStore::open(path).unwrap();
    let head = store.page(&general(), None, 1).await.unwrap().head.0;
    for number in 0..messages {
        say(&store, "alice", &general(), &(head + number).to_string()).await;
    }
    store.close().await;
    store.epoch().to_owned()
}

fn count(note: &str) -> u64 {
    note.trim().split_once(' ').unwrap().1.parse().unwrap()
}
