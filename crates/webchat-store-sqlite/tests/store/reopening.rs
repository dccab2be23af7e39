//! What stays when a store is closed, dropped or opened twice.

use std::sync::Arc;

use webchat_core::store::{Change, NewMessage, Store, StoreError};
use webchat_protocol::Seq;
use webchat_store_sqlite::{OpenError, SqliteStore};
use webchat_testkit::store_contract::words::{
    alter, bury, conversation, delete, edit, general, like, new, say, send, time, user,
};

use crate::place::{folder, open};

#[tokio::test]
async fn everything_is_there_when_it_is_opened_again() {
    let (_kept, path) = folder();
    let store = open(&path);
    let direct = conversation("alice~bob");
    let first = say(&store, "alice", &direct, "one").await;
    say(&store, "bob", &direct, "two").await;
    bury(&store, &first).await;
    alter(&store, edit(&direct, 2, "bob", "too")).await;
    alter(&store, Change::React(like(&direct, 2, "alice", "👍"))).await;
    store.see_user(&user("alice"), Some("Alice"), time(1)).await.unwrap();
    store.read_up_to(&user("alice"), &direct, Seq(1)).await.unwrap();
    let before = everything(&store).await;
    store.close().await;

    let store = open(&path);
    assert_eq!(everything(&store).await, before);
    assert_eq!(say(&store, "bob", &direct, "three").await.seq, Seq(6));
}

/// The file beside a database has its name with another end: which must not be the same file.
#[tokio::test]
async fn a_database_may_have_any_name() {
    let (kept, _) = folder();
    for name in ["chat", "chat.sqlite", "webchat.lock", ".hidden", "two.dots.db"] {
        let path = kept.path().join(name);
        let store = open(&path);
        say(&store, "alice", &general(), "one").await;
        store.close().await;
        assert_eq!(open(&path).page(&general(), None, 1).await.unwrap().head, Seq(1), "{name}");
    }
}

#[tokio::test]
async fn a_database_has_an_epoch_of_its_own() {
    let (_kept, path) = folder();
    let epoch = open(&path).epoch().to_owned();
    assert_eq!(open(&path).epoch(), epoch);
    let (_other, elsewhere) = folder();
    assert_ne!(open(&elsewhere).epoch(), epoch);
}

#[tokio::test]
async fn a_closed_store_says_so() {
    let (_kept, path) = folder();
    let store = open(&path);
    say(&store, "alice", &general(), "one").await;
    store.close().await;
    store.close().await;
    assert!(matches!(store.append(vec![]).await, Err(StoreError::Closed)));
    assert!(matches!(store.page(&general(), None, 1).await, Err(StoreError::Closed)));
    assert!(matches!(store.see_user(&user("alice"), None, time(1)).await, Err(StoreError::Closed)));
    assert!(matches!(store.profiles(1).await, Err(StoreError::Closed)));
}

#[tokio::test]
async fn a_closed_database_is_one_file() {
    let (kept, path) = folder();
    let store = open(&path);
    say(&store, "alice", &general(), "one").await;
    store.page(&general(), None, 1).await.unwrap();
    store.close().await;
    assert_eq!(crate::place::names(kept.path()), ["webchat.db", "webchat.lock"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn closing_waits_for_what_was_asked() {
    let (_kept, path) = folder();
    let store = Arc::new(open(&path));
    let asked: Vec<_> = (0..50)
        .map(|number| {
            let store = Arc::clone(&store);
            tokio::spawn(
                async move { store.append(vec![send("alice", &general(), &number.to_string())]).await },
            )
        })
        .collect();
    store.close().await;
    let mut stored = 0;
    for answer in asked {
        match answer.await.unwrap() {
            Ok(_) => stored += 1,
            Err(error) => assert!(matches!(error, StoreError::Closed), "{error}"),
        }
    }
    assert_eq!(open(&path).page(&general(), None, 1).await.unwrap().head, Seq(stored));
}

#[tokio::test]
async fn a_second_server_on_the_same_database_is_refused() {
    let (_kept, path) = folder();
    let first = open(&path);
    let second = SqliteStore::open(&path).err().unwrap();
    assert!(matches!(second, OpenError::Locked { .. }));
    assert_eq!(second.to_string(), format!("{} is in use by another running webchat", path.display()));
    say(&first, "alice", &general(), "one").await;
    drop(first);
    assert_eq!(open(&path).page(&general(), None, 1).await.unwrap().head, Seq(1));
}

#[tokio::test]
async fn missing_folders_are_made() {
    let (kept, _) = folder();
    let path = kept.path().join("a/b/webchat.db");
    say(&open(&path), "alice", &general(), "one").await;
    assert!(path.exists());
}

#[cfg(unix)]
#[tokio::test]
async fn only_the_owner_can_read_what_was_said() {
    use std::os::unix::fs::PermissionsExt;
    let (kept, path) = folder();
    let store = open(&path);
    say(&store, "alice", &general(), "one").await;
    for name in crate::place::names(kept.path()) {
        let mode = std::fs::metadata(kept.path().join(&name)).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o600, "{name}");
    }
}

#[tokio::test]
async fn a_deleted_text_is_in_none_of_the_files_of_a_closed_store() {
    let (kept, path) = folder();
    let store = open(&path);
    for id in ["one", "two", "three"] {
        let text = format!("{id}-of-the-texts {}", "and more of it ".repeat(20));
        let said = NewMessage { text, ..new("alice", &general(), id) };
        store.append(vec![Change::Send(said)]).await.unwrap().remove(0).unwrap();
    }
    store.append(vec![delete(&general(), 2, None)]).await.unwrap().remove(0).unwrap();
    store.close().await;
    assert_eq!(occurrences(kept.path(), "one-of-the-texts"), 1);
    assert_eq!(occurrences(kept.path(), "two-of-the-texts"), 0);
    assert_eq!(occurrences(kept.path(), "and more of it"), 40, "nothing of it is left");
}

#[tokio::test]
async fn a_text_that_was_edited_away_is_in_none_of_the_files_of_a_closed_store() {
    let (kept, path) = folder();
    let store = open(&path);
    for length in [10, 1_000, 9_000] {
        let text = "a slip of the tongue ".repeat(length / 20);
        let said = NewMessage { text, ..new("alice", &general(), &length.to_string()) };
        store.append(vec![Change::Send(said)]).await.unwrap().remove(0).unwrap();
    }
    for (seq, text) in [(1, "longer than it was"), (2, "short"), (3, "short")] {
        alter(&store, edit(&general(), seq, "alice", text)).await;
    }
    store.close().await;
    assert_eq!(occurrences(kept.path(), "slip of the"), 0);
}

fn occurrences(folder: &std::path::Path, text: &str) -> usize {
    let files = crate::place::names(folder).into_iter().map(|name| std::fs::read(folder.join(name)).unwrap());
    files.map(|bytes| bytes.windows(text.len()).filter(|window| *window == text.as_bytes()).count()).sum()
}

async fn everything(store: &SqliteStore) -> String {
    let direct = conversation("alice~bob");
    format!(
        "{:?} {:?} {:?} {:?} {:?}",
        store.page(&direct, None, 100).await.unwrap(),
        store.standings(&user("alice"), 100).await.unwrap(),
        store.profiles(100).await.unwrap(),
        store.history(None, 100).await.unwrap(),
        store.epoch(),
    )
}
