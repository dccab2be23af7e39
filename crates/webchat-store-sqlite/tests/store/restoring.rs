//! A backup takes the place of the database, and what was there is kept.

use std::fs;
use std::path::{Path, PathBuf};

use rusqlite::Connection;
use tempfile::TempDir;
use webchat_core::store::Store;
use webchat_store_sqlite::{CopyError, SqliteStore, backup, restore};
use webchat_testkit::store_contract::words::{general, ids, say};

use crate::place::{folder, names, open};

#[tokio::test]
async fn the_backup_is_in_the_place_of_the_database_and_that_is_kept() {
    let (kept, path, copy) = backed_up().await;
    let epoch = say_and_close(&path, "two").await;
    let report = restore(&copy, &path).unwrap();
    assert_eq!(report.messages, 1);
    let store = open(&path);
    assert_eq!(said(&store).await, ["one"]);
    assert_ne!(store.epoch(), epoch, "who knows more starts afresh");

    let replaced = report.kept.unwrap();
    let name = replaced.file_name().unwrap().to_str().unwrap();
    assert!(name.starts_with("webchat.replaced-20"), "{name}");
    assert!(!name.contains(':'), "not every file system takes that: {name}");
    store.close().await;
    assert_eq!(names(kept.path()), ["copy", "webchat.db", "webchat.lock", name]);
    let before = open(&replaced);
    assert_eq!((said(&before).await, before.epoch()), (vec!["one".to_owned(), "two".into()], epoch.as_str()));
}

#[tokio::test]
async fn a_restored_database_has_one_epoch_from_then_on() {
    let (_kept, path, copy) = backed_up().await;
    restore(&copy, &path).unwrap();
    let epoch = open(&path).epoch().to_owned();
    assert_eq!(open(&path).epoch(), epoch);
    restore(&copy, &path).unwrap();
    assert_ne!(open(&path).epoch(), epoch, "restoring it again is another beginning");
}

#[tokio::test]
async fn the_backup_is_only_read() {
    let (_kept, path, copy) = backed_up().await;
    let before = fs::read(&copy).unwrap();
    restore(&copy, &path).unwrap();
    assert_eq!(fs::read(&copy).unwrap(), before);
    say_and_close(&path, "two").await;
    assert_eq!(fs::read(&copy).unwrap(), before, "nor is it the database now");
}

#[tokio::test]
async fn a_backup_can_be_restored_where_there_was_nothing() {
    let (_kept, _, copy) = backed_up().await;
    let (elsewhere, _) = folder();
    let path = elsewhere.path().join("new/webchat.db");
    let report = restore(&copy, &path).unwrap();
    assert_eq!((report.messages, report.kept), (1, None));
    assert_eq!(said(&open(&path)).await, ["one"]);
}

#[tokio::test]
async fn a_database_that_is_in_use_is_not_replaced() {
    let (_kept, path, copy) = backed_up().await;
    let running = open(&path);
    let error = restore(&copy, &path).unwrap_err();
    let sentence = format!("{} is in use by a running webchat; stop it first", path.display());
    assert_eq!(error.to_string(), sentence);
    say(&running, "alice", &general(), "two").await;
    running.close().await;
    assert_eq!(said(&open(&path)).await, ["one", "two"]);
}

#[tokio::test]
async fn the_database_of_a_running_server_is_no_backup() {
    let (_kept, path, _) = backed_up().await;
    let running = open(&path);
    let (_other, elsewhere) = folder();
    let error = restore(&path, &elsewhere).unwrap_err();
    assert!(matches!(error, CopyError::SourceInUse { .. }), "{error}");
    assert!(!elsewhere.exists());
    running.close().await;
    assert_eq!(restore(&path, &elsewhere).unwrap().messages, 1, "stopped, it is one");
}

#[tokio::test]
async fn a_copy_beside_the_database_under_its_name_can_be_restored() {
    let (kept, path, copy) = backed_up().await;
    let beside = kept.path().join("webchat.old");
    fs::rename(copy, &beside).unwrap();
    assert_eq!(restore(&beside, &path).unwrap().messages, 1);
    assert!(matches!(restore(&path, &path), Err(CopyError::Itself { .. })));
}

#[tokio::test]
async fn what_is_no_backup_of_ours_leaves_everything_as_it_was() {
    let (kept, path, copy) = backed_up().await;
    let (before, bad) = (fs::read(&path).unwrap(), kept.path().join("bad"));
    let mut damaged = fs::read(&copy).unwrap();
    damaged[3 * 4096..3 * 4096 + 60].fill(0xA5);
    let songs = kept.path().join("songs");
    Connection::open(&songs).unwrap().execute_batch("CREATE TABLE songs (title)").unwrap();
    for (bytes, why) in [
        (None, "there is no database at"),
        (Some(b"hello".to_vec()), "is not a webchat database"),
        (Some(fs::read(&songs).unwrap()), "is not a webchat database"),
        (Some(damaged), "is damaged: "),
        (Some(fs::read(&copy).unwrap()[..9_000].to_vec()), "is damaged: "),
    ] {
        if let Some(bytes) = bytes {
            fs::write(&bad, bytes).unwrap();
        }
        let error = restore(&bad, &path).unwrap_err().to_string();
        assert!(error.contains(why) && error.contains(&bad.display().to_string()), "{error}");
        assert_eq!(fs::read(&path).unwrap(), before);
    }
    Connection::open(&copy).unwrap().pragma_update(None, "user_version", 7).unwrap();
    let error = restore(&copy, &path).unwrap_err().to_string();
    assert!(error.contains("was written by a newer webchat"), "{error}");
    assert_eq!(fs::read(&path).unwrap(), before);
    assert_eq!(names(kept.path()), ["bad", "copy", "songs", "webchat.db", "webchat.lock"]);
}

/// The log of the database that was there would be taken for the log of the one that is there now.
#[tokio::test]
async fn a_log_that_a_crash_left_is_kept_with_its_database_and_not_applied_to_the_backup() {
    let (_kept, path, copy) = backed_up().await;
    let (_crashed, crashed) = killed(&path).await;
    let report = restore(&copy, &crashed).unwrap();
    assert_eq!(said(&open(&crashed)).await, ["one"]);
    let replaced = open(&report.kept.unwrap());
    assert_eq!(said(&replaced).await, ["one", "from the log"]);
}

#[tokio::test]
async fn what_was_copied_by_hand_with_its_log_is_restored_with_it() {
    let (_kept, path, _) = backed_up().await;
    let (_crashed, crashed) = killed(&path).await;
    let (_other, elsewhere) = folder();
    assert_eq!(restore(&crashed, &elsewhere).unwrap().messages, 2);
    assert_eq!(said(&open(&elsewhere)).await, ["one", "from the log"]);
}

#[tokio::test]
async fn a_database_that_is_damaged_can_be_replaced() {
    let (_kept, path, copy) = backed_up().await;
    fs::write(&path, "nothing of a database is left").unwrap();
    let report = restore(&copy, &path).unwrap();
    assert_eq!(said(&open(&path)).await, ["one"]);
    assert_eq!(fs::read_to_string(report.kept.unwrap()).unwrap(), "nothing of a database is left");
}

#[tokio::test]
async fn what_an_interrupted_restore_left_is_no_obstacle() {
    let (kept, path, copy) = backed_up().await;
    for left in ["restoring.db", "restoring.db-journal"] {
        fs::write(kept.path().join(format!("webchat.{left}")), "half of something").unwrap();
    }
    let (crashed, _) = killed(&path).await;
    fs::copy(crashed.path().join("webchat.db-wal"), kept.path().join("webchat.restoring.db-wal")).unwrap();
    assert_eq!(restore(&copy, &path).unwrap().messages, 1, "nothing of the log that was left is in it");
    assert!(names(kept.path()).iter().all(|name| !name.contains("restoring")));
}

#[tokio::test]
async fn a_backup_of_version_1_is_restored_in_the_present_schema() {
    let (_kept, path, copy) = backed_up().await;
    fs::remove_file(&copy).unwrap();
    let old = Connection::open(&copy).unwrap();
    old.execute_batch(include_str!("../../migrations/0001_conversations.sql")).unwrap();
    old.execute_batch("PRAGMA application_id = 2003003489; PRAGMA user_version = 1").unwrap();
    old.execute_batch("INSERT INTO messages VALUES (1, 1, 1, 1, 'old', 'alice', NULL, 'hello', 1, NULL)")
        .unwrap();
    old.execute_batch("UPDATE conversations SET head = 1, last_position = 1").unwrap();
    drop(old);
    assert_eq!(restore(&copy, &path).unwrap().messages, 1);
    let version: u32 =
        Connection::open(&path).unwrap().pragma_query_value(None, "user_version", |row| row.get(0)).unwrap();
    assert_eq!(version, 3);
    assert_eq!(said(&open(&path)).await, ["old"]);
}

#[cfg(unix)]
#[tokio::test]
async fn a_restored_database_is_for_its_owner_alone_whoever_may_read_the_backup() {
    use std::os::unix::fs::PermissionsExt;
    let (_kept, path, copy) = backed_up().await;
    fs::set_permissions(&copy, fs::Permissions::from_mode(0o644)).unwrap();
    restore(&copy, &path).unwrap();
    assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
}

/// A database in which `one` was said, and a backup of it.
async fn backed_up() -> (TempDir, PathBuf, PathBuf) {
    let (kept, path) = folder();
    say_and_close(&path, "one").await;
    let copy = kept.path().join("copy");
    backup(&path, &copy, &mut |_| {}).unwrap();
    (kept, path, copy)
}

/// The database as a crash would leave it, with `from the log` in the log only.
async fn killed(path: &Path) -> (TempDir, PathBuf) {
    let store = open(path);
    say(&store, "alice", &general(), "from the log").await;
    let (folder, crashed) = folder();
    for end in ["", "-wal"] {
        fs::copy(format!("{}{end}", path.display()), format!("{}{end}", crashed.display())).unwrap();
    }
    (folder, crashed)
}

/// Says something and closes the database. Answers its epoch.
async fn say_and_close(path: &Path, id: &str) -> String {
    let store = open(path);
    say(&store, "alice", &general(), id).await;
    store.close().await;
    store.epoch().to_owned()
}

async fn said(store: &SqliteStore) -> Vec<String> {
    let page = store.page(&general(), None, 100).await.unwrap();
    ids(&page.messages).into_iter().map(str::to_owned).collect()
}
