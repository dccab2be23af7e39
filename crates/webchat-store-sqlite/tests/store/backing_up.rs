//! A backup is the database as it was at one moment, whatever goes on meanwhile.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use rusqlite::Connection;
use webchat_core::store::{Change, NewMessage, Store};
use webchat_protocol::Seq;
use webchat_store_sqlite::{BackupReport, CopyError, Progress, SqliteStore};
use webchat_testkit::store_contract::words::{
    alter, conversation, edit, general, like, new, say, send, seqs, standing, time, user,
};

use crate::place::{folder, names, open};

#[tokio::test]
async fn a_backup_holds_everything() {
    let (kept, path) = folder();
    let store = open(&path);
    for id in ["one", "two"] {
        say(&store, "alice", &general(), id).await;
    }
    let direct = conversation("alice~bob");
    say(&store, "alice", &direct, "three").await;
    alter(&store, edit(&general(), 1, "alice", "won")).await;
    alter(&store, Change::React(like(&general(), 1, "bob", "👍"))).await;
    store.see_user(&user("alice"), Some("Alice"), time(1)).await.unwrap();
    store.read_up_to(&user("bob"), &direct, Seq(1)).await.unwrap();
    let copy = kept.path().join("copy.db");
    let report = backup(&path, &copy).unwrap();
    assert_eq!(report, BackupReport { messages: 3, bytes: fs::metadata(&copy).unwrap().len() });

    let copied = open(&copy);
    assert_eq!(copied.epoch(), store.epoch());
    for place in [general(), direct.clone()] {
        let page = store.page(&place, None, 10).await.unwrap();
        assert_eq!(copied.page(&place, None, 10).await.unwrap(), page);
    }
    assert_eq!(standing(&copied, "bob", &direct).await, standing(&store, "bob", &direct).await);
    assert_eq!(copied.profiles(10).await.unwrap(), store.profiles(10).await.unwrap());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_backup_is_of_one_moment_while_messages_go_on_being_stored() {
    let (kept, path) = folder();
    let store = Arc::new(large(&path).await);
    let before = head(&store).await;
    let (writer, runtime) = (Arc::clone(&store), tokio::runtime::Handle::current());
    let copy = kept.path().join("copy.db");
    let (from, to) = (path.clone(), copy.clone());
    let copying = move || {
        let mut seen: Vec<Progress> = Vec::new();
        let report = webchat_store_sqlite::backup(&from, &to, &mut |progress| {
            assert!(seen.len() < 100, "it begins again whenever somebody writes");
            let id = format!("meanwhile-{}", seen.len());
            runtime.block_on(say(&*writer, "bob", &general(), &id));
            seen.push(progress);
        });
        (report.unwrap(), seen)
    };
    let (report, seen) = tokio::task::spawn_blocking(copying).await.unwrap();
    assert!(seen.len() > 3 && seen.is_sorted_by(|one, next| one.done < next.done), "{seen:?}");
    let last = seen.last().unwrap();
    assert_eq!((last.done, last.all), (report.bytes, report.bytes));
    assert_eq!(head(&store).await.0, before.0 + seen.len() as u64, "nobody had to wait");

    let page = open(&copy).page(&general(), None, 1_000_000).await.unwrap();
    assert_eq!(page.head, before);
    assert_eq!(seqs(&page.messages), (1..=before.0).collect::<Vec<_>>());
}

#[tokio::test]
async fn a_backup_is_one_file_for_its_owner_alone() {
    let (kept, path) = folder();
    let store = open(&path);
    say(&store, "alice", &general(), "one").await;
    let there = tempfile::TempDir::new().unwrap();
    let copy = there.path().join("copy of today");
    backup(&path, &copy).unwrap();
    assert_eq!(names(there.path()), ["copy of today"]);
    let looked_at = Connection::open(&copy).unwrap();
    let text: String = looked_at.query_row("SELECT text FROM messages", [], |row| row.get(0)).unwrap();
    assert_eq!(text, "one");
    assert_eq!(names(there.path()), ["copy of today"], "not even when it is looked at");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        assert_eq!(fs::metadata(&copy).unwrap().permissions().mode() & 0o777, 0o600);
    }
    store.close().await;
    backup(&path, &there.path().join("another")).unwrap();
    assert_eq!(names(kept.path()), ["webchat.db", "webchat.lock"], "and nothing stays beside the database");
}

#[tokio::test]
async fn a_backup_overwrites_nothing() {
    let (kept, path) = written().await;
    let there = kept.path().join("there");
    fs::write(&there, "precious").unwrap();
    let error = backup(&path, &there).unwrap_err();
    let sentence = format!("{} is there already, and nothing is overwritten", there.display());
    assert_eq!(error.to_string(), sentence);
    assert_eq!(fs::read_to_string(&there).unwrap(), "precious");
    assert!(matches!(backup(&path, kept.path()), Err(CopyError::Exists { .. })), "nor a folder");
    assert!(matches!(backup(&path, &path), Err(CopyError::Exists { .. })), "nor the database");
}

#[tokio::test]
async fn a_backup_does_not_overwrite_what_came_while_it_was_made() {
    let (kept, path) = written().await;
    let copy = kept.path().join("copy");
    let error = webchat_store_sqlite::backup(&path, &copy, &mut |_| fs::write(&copy, "precious").unwrap());
    assert!(matches!(error, Err(CopyError::Exists { .. })), "{error:?}");
    assert_eq!(fs::read_to_string(&copy).unwrap(), "precious");
    assert_eq!(names(kept.path()), ["copy", "webchat.db", "webchat.lock"]);
}

/// The next start would take it for a log, and empty it.
#[tokio::test]
async fn a_backup_has_no_name_that_the_database_needs_itself() {
    let (kept, path) = written().await;
    fs::remove_file(kept.path().join("webchat.lock")).unwrap();
    for name in ["webchat.db-wal", "webchat.db-shm", "webchat.db-journal", "webchat.lock", "./webchat.lock"] {
        let error = backup(&path, &kept.path().join(name)).unwrap_err();
        assert!(error.to_string().contains("is a name that the database needs itself"), "{name}: {error}");
    }
    assert_eq!(names(kept.path()), ["webchat.db"]);
}

#[tokio::test]
async fn two_backups_do_not_write_the_same_file() {
    let (kept, path) = written().await;
    let copy = kept.path().join("copy");
    fs::write(kept.path().join("copy.unfinished"), "half of it").unwrap();
    let error = backup(&path, &copy).unwrap_err();
    assert!(error.to_string().contains("copy.unfinished is there"), "{error}");
    assert_eq!(fs::read_to_string(kept.path().join("copy.unfinished")).unwrap(), "half of it");
}

#[tokio::test]
async fn a_backup_of_a_server_that_was_killed_holds_what_is_in_its_log() {
    let (kept, path) = folder();
    let store = open(&path);
    say(&store, "alice", &general(), "one").await;
    let (crashed, database) = folder();
    for end in ["", "-wal"] {
        let from = kept.path().join(format!("webchat.db{end}"));
        fs::copy(from, format!("{}{end}", database.display())).unwrap();
    }
    let copy = crashed.path().join("copy");
    assert_eq!(backup(&database, &copy).unwrap().messages, 1);
    assert_eq!(names(crashed.path()), ["copy", "webchat.db"], "the log is where it belongs");
    assert_eq!(open(&copy).page(&general(), None, 1).await.unwrap().head, Seq(1));
    assert_eq!(open(&database).page(&general(), None, 1).await.unwrap().head, Seq(1));
}

#[test]
fn what_is_no_database_of_ours_is_not_backed_up() {
    let (kept, path) = folder();
    let copy = kept.path().join("copy");
    let error = backup(&path, &copy).unwrap_err();
    assert_eq!(error.to_string(), format!("there is no database at {}", path.display()));
    assert_eq!(names(kept.path()), [""; 0], "and nothing is made");
    fs::write(&path, "hello").unwrap();
    let error = backup(&path, &copy).unwrap_err();
    assert_eq!(error.to_string(), format!("{} is not a webchat database", path.display()));
    fs::remove_file(&path).unwrap();
    Connection::open(&path).unwrap().execute_batch("CREATE TABLE songs (title)").unwrap();
    assert!(backup(&path, &copy).unwrap_err().to_string().ends_with("is not a webchat database"));
    assert_eq!(names(kept.path()), ["webchat.db"]);
}

#[tokio::test]
async fn damage_is_found_when_the_backup_is_made() {
    let (kept, path) = folder();
    large(&path).await.close().await;
    let mut bytes = fs::read(&path).unwrap();
    let middle = bytes.len() / 2 / 4096 * 4096;
    bytes[middle..middle + 50].fill(0xA5);
    fs::write(&path, bytes).unwrap();
    let error = backup(&path, &kept.path().join("copy")).unwrap_err();
    assert!(error.to_string().starts_with(&format!("{} is damaged: ", path.display())), "{error}");
    assert_eq!(names(kept.path()), ["webchat.db", "webchat.lock"], "there is no backup that is none");
}

#[tokio::test]
async fn a_folder_that_is_not_there_is_named() {
    let (kept, path) = written().await;
    let error = backup(&path, &kept.path().join("away/copy")).unwrap_err().to_string();
    assert!(error.contains("away/copy can't be written: "), "{error}");
}

fn backup(from: &Path, to: &Path) -> Result<BackupReport, CopyError> {
    webchat_store_sqlite::backup(from, to, &mut |_| {})
}

async fn head(store: &SqliteStore) -> Seq {
    store.page(&general(), None, 1).await.unwrap().head
}

async fn written() -> (tempfile::TempDir, PathBuf) {
    let (kept, path) = folder();
    let store = open(&path);
    store.append(vec![send("alice", &general(), "one")]).await.unwrap();
    store.close().await;
    (kept, path)
}

/// A database of some five MiB.
async fn large(path: &Path) -> SqliteStore {
    let store = open(path);
    let long = |number: usize| {
        let text = "x".repeat(9_000);
        Change::Send(NewMessage { text, ..new("alice", &general(), &number.to_string()) })
    };
    store.append((0..500).map(long).collect()).await.unwrap();
    store
}
