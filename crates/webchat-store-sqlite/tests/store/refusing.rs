//! Files that are not a database of ours: each is refused with a sentence, and left as it was.

use std::path::Path;

use rusqlite::Connection;
use webchat_core::store::{Change, Store};
use webchat_protocol::Seq;
use webchat_store_sqlite::{OpenError, SqliteStore};
use webchat_testkit::store_contract::words::{general, like, say, send};

use crate::place::{folder, open};

#[tokio::test]
async fn an_empty_file_is_a_new_database() {
    let (_kept, path) = folder();
    std::fs::write(&path, "").unwrap();
    assert_eq!(say(&open(&path), "alice", &general(), "one").await.seq, Seq(1));
}

#[tokio::test]
async fn a_start_that_was_interrupted_before_the_first_table_is_a_new_database() {
    let (_kept, path) = folder();
    Connection::open(&path).unwrap().pragma_update(None, "journal_mode", "WAL").unwrap();
    assert!(std::fs::metadata(&path).unwrap().len() > 0);
    assert_eq!(say(&open(&path), "alice", &general(), "one").await.seq, Seq(1));
}

#[test]
fn bytes_that_are_no_database_are_left_alone() {
    let noise: Vec<u8> = (0..10_000_u32).flat_map(|n| n.wrapping_mul(2_654_435_761).to_le_bytes()).collect();
    for bytes in [b"hello".as_slice(), &noise] {
        let (_kept, path) = folder();
        std::fs::write(&path, bytes).unwrap();
        let error = refused(&path);
        assert_eq!(error.to_string(), format!("{} is not a webchat database", path.display()));
    }
}

#[test]
fn a_database_of_another_program_is_left_alone() {
    for marks in ["CREATE TABLE songs (title)", "PRAGMA application_id = 7"] {
        let (_kept, path) = folder();
        Connection::open(&path).unwrap().execute_batch(marks).unwrap();
        assert!(matches!(refused(&path), OpenError::NotADatabase { .. }), "{marks}");
    }
}

#[test]
fn a_folder_in_its_place_is_refused() {
    let (_kept, path) = folder();
    std::fs::create_dir(&path).unwrap();
    let error = SqliteStore::open(&path).err().unwrap();
    assert_eq!(error.to_string(), format!("{} is not a webchat database", path.display()));
}

#[test]
fn a_file_in_place_of_its_folder_is_refused() {
    let (kept, _) = folder();
    let file = kept.path().join("file");
    std::fs::write(&file, "").unwrap();
    let error = SqliteStore::open(&file.join("webchat.db")).err().unwrap();
    let sentence = format!("the data directory {} can't be written to", file.display());
    assert!(error.to_string().starts_with(&sentence), "{error}");
}

#[tokio::test]
async fn a_newer_database_is_not_touched() {
    let (kept, path) = written().await;
    let known = crate::place::schema();
    Connection::open(&path).unwrap().pragma_update(None, "user_version", known + 5).unwrap();
    std::fs::remove_file(kept.path().join("webchat.lock")).unwrap();
    let error = refused(&path);
    let versions = format!("schema {}, this program knows up to {known}", known + 5);
    let sentence = format!("was written by a newer webchat ({versions}); nothing was touched");
    assert_eq!(error.to_string(), format!("{} {sentence}", path.display()));
    assert_eq!(crate::place::names(kept.path()), ["webchat.db"], "nothing was made beside it");
}

#[tokio::test]
async fn a_newer_database_that_was_killed_is_not_touched_either() {
    let (kept, path) = written().await;
    let newer = Connection::open(&path).unwrap();
    newer.pragma_update(None, "user_version", 7).unwrap();
    let copy = tempfile::TempDir::new().unwrap();
    for name in ["webchat.db", "webchat.db-wal"] {
        std::fs::copy(kept.path().join(name), copy.path().join(name)).unwrap();
    }
    let path = copy.path().join("webchat.db");
    let log = std::fs::read(copy.path().join("webchat.db-wal")).unwrap();
    assert!(!log.is_empty());
    assert!(matches!(refused(&path), OpenError::Newer { found: 7, .. }));
    assert_eq!(std::fs::read(copy.path().join("webchat.db-wal")).unwrap(), log);
}

#[tokio::test]
async fn a_truncated_database_is_damaged() {
    let (_kept, path) = written().await;
    let whole = std::fs::read(&path).unwrap();
    for length in [50, 99, 1_000, 4_096, whole.len() / 2, whole.len() - 4_096] {
        std::fs::write(&path, &whole[..length]).unwrap();
        let error = refused(&path);
        assert!(
            error.to_string().starts_with(&format!("{} is damaged: ", path.display())),
            "{length}: {error}"
        );
    }
}

/// Wherever the damage is, nothing panics and nothing hangs: the store opens or says why not, and a read answers or
/// says why not.
#[tokio::test]
async fn damage_anywhere_is_an_error_at_worst() {
    let (_kept, path) = written().await;
    let whole = std::fs::read(&path).unwrap();
    for start in (100..whole.len()).step_by(1_500) {
        let mut damaged = whole.clone();
        let end = (start + 700).min(whole.len());
        damaged[start..end].iter_mut().for_each(|byte| *byte ^= 0xA5);
        std::fs::write(&path, &damaged).unwrap();
        if let Ok(store) = SqliteStore::open(&path) {
            let _ = store.page(&general(), None, 1_000).await;
            let _ = store.history(None, 1_000).await;
            let _ = store.append(vec![send("alice", &general(), "more")]).await;
            store.close().await;
        }
    }
}

/// What no version writes: the message can't be read, and the answer says which one it is.
#[tokio::test]
async fn reactions_that_can_not_be_read_are_an_error() {
    for bad in [
        "",
        " ",
        "👍",
        "👍 ",
        "👍 alice\n",
        "up alice",
        "👍 alice  bob",
        "👍 al~ice",
        "[[\"👍\",[\"alice\"]]]",
    ] {
        let (_kept, path) = written().await;
        let db = Connection::open(&path).unwrap();
        db.execute("UPDATE messages SET reactions = ?1 WHERE position = 7", [bad]).unwrap();
        drop(db);
        let store = open(&path);
        let error = store.page(&general(), None, 1_000).await.unwrap_err().to_string();
        assert!(error.contains("the reactions to the message at position 7 can't be read"), "{error}");
        assert!(store.history(None, 1_000).await.is_err());
        let change = Change::React(like(&general(), 7, "alice", "👍"));
        assert!(store.append(vec![change]).await.is_err(), "{bad:?}");
        assert_eq!(store.page(&general(), None, 100).await.unwrap().messages.len(), 100, "the others can");
        say(&store, "alice", &general(), "next").await;
    }
}

/// A database with a few hundred messages, closed.
async fn written() -> (tempfile::TempDir, std::path::PathBuf) {
    let (kept, path) = folder();
    let store = open(&path);
    let changes = (0..300).map(|number| send("alice", &general(), &number.to_string())).collect();
    store.append(changes).await.unwrap();
    store.close().await;
    (kept, path)
}

/// Opens what can't be opened, and sees that the file is the same afterwards.
fn refused(path: &Path) -> OpenError {
    let before = std::fs::read(path).unwrap();
    let error = SqliteStore::open(path).err().expect("it should be refused");
    assert_eq!(std::fs::read(path).unwrap(), before, "{error}, but it was changed");
    error
}
