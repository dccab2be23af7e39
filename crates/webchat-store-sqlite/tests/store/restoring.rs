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
    assert_eq!(version, crate::place::schema());
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

/// The first step of a restore makes room for its own file, which must not be the one that it is to read.
#[tokio::test]
async fn what_an_interrupted_restore_left_is_no_backup() {
    let (kept, path, copy) = backed_up().await;
    let left = kept.path().join("webchat.restoring.db");
    fs::copy(&copy, &left).unwrap();
    let error = restore(&left, &path).unwrap_err();
    assert!(error.to_string().contains("was left by a restore that was cut off"), "{error}");
    assert_eq!(fs::read(&left).unwrap(), fs::read(&copy).unwrap());
}

/// A crash between removing a log and renaming would leave a database without it.
#[tokio::test]
async fn what_is_kept_is_one_file_before_it_loses_its_name() {
    let (_kept, path, copy) = backed_up().await;
    let (folder, crashed) = killed(&path).await;
    let replaced = restore(&copy, &crashed).unwrap().kept.unwrap();
    let name = replaced.file_name().unwrap().to_str().unwrap();
    assert_eq!(names(folder.path()), ["webchat.db", "webchat.lock", name]);
}

#[tokio::test]
async fn a_database_that_another_program_has_open_is_not_replaced() {
    let (kept, path, copy) = backed_up().await;
    let before = names(kept.path());
    // Not even its lock file is there any more.
    fs::remove_file(kept.path().join("webchat.lock")).unwrap();
    for mode in ["WAL", "DELETE"] {
        let other = Connection::open(&path).unwrap();
        other.pragma_update(None, "journal_mode", mode).unwrap();
        other.execute_batch("BEGIN; SELECT * FROM messages").unwrap();
        let error = restore(&copy, &path).unwrap_err();
        assert!(error.to_string().contains("is in use by another program"), "{error}");
        drop(other);
        assert_eq!(names(kept.path()), before);
    }
    assert_eq!(restore(&copy, &path).unwrap().messages, 1);
}

#[tokio::test]
async fn what_only_looks_like_a_backup_of_ours_is_refused() {
    let (_kept, path, copy) = backed_up().await;
    let before = fs::read(&path).unwrap();
    let whole = fs::read(&copy).unwrap();
    for (change, why) in [
        ("CREATE TRIGGER t AFTER INSERT ON meta BEGIN DELETE FROM messages; END", "trigger \"t\""),
        ("CREATE TRIGGER t AFTER UPDATE ON meta BEGIN DELETE FROM messages; END", "trigger \"t\""),
        ("DROP TABLE users; CREATE VIEW users AS SELECT 1", "view \"users\""),
        ("DROP TABLE users", "\"users\""),
        ("ALTER TABLE messages RENAME COLUMN reactions TO others", "\"messages\""),
        ("DROP INDEX messages_live", "\"messages_live\""),
    ] {
        fs::write(&copy, &whole).unwrap();
        Connection::open(&copy).unwrap().execute_batch(change).unwrap();
        let error = restore(&copy, &path).unwrap_err().to_string();
        assert!(error.contains("is damaged: ") && error.contains(why), "{change}: {error}");
        assert_eq!(fs::read(&path).unwrap(), before);
    }
    fs::write(&copy, &whole).unwrap();
    let more = "CREATE INDEX mine ON messages (sender); CREATE TABLE notes (text); ANALYZE";
    Connection::open(&copy).unwrap().execute_batch(more).unwrap();
    assert_eq!(restore(&copy, &path).unwrap().messages, 1, "what somebody added is no harm");
}

#[cfg(unix)]
#[tokio::test]
async fn a_database_behind_a_link_is_replaced_where_it_is() {
    let (kept, path, copy) = backed_up().await;
    let large = TempDir::new().unwrap();
    let real = large.path().join("real.db");
    fs::rename(&path, &real).unwrap();
    std::os::unix::fs::symlink(&real, &path).unwrap();
    let running = open(&path);
    assert!(
        matches!(restore(&copy, &real), Err(CopyError::InUse { .. })),
        "it is one database by both names"
    );
    assert!(matches!(restore(&copy, &path), Err(CopyError::InUse { .. })));
    running.close().await;
    let report = restore(&copy, &path).unwrap();
    assert_eq!(report.kept.unwrap().parent().unwrap(), large.path().canonicalize().unwrap());
    assert!(path.is_symlink() && !names(kept.path()).iter().any(|name| name.contains("replaced")));
    assert_eq!(said(&open(&real)).await, ["one"]);
}

/// Opening a pipe waits for somebody to write into it.
#[cfg(unix)]
#[tokio::test]
async fn what_is_no_file_is_no_backup() {
    let (kept, path, _) = backed_up().await;
    let pipe = kept.path().join("pipe");
    assert!(std::process::Command::new("mkfifo").arg(&pipe).status().unwrap().success());
    let (tell, told) = std::sync::mpsc::sync_channel(1);
    for from in [pipe, "/dev/zero".into(), kept.path().to_owned()] {
        let (tell, path) = (tell.clone(), path.clone());
        std::thread::spawn(move || tell.send(restore(&from, &path).unwrap_err().to_string()));
        let error = told.recv_timeout(webchat_testkit::PATIENCE).expect("it waits for something");
        assert!(error.ends_with("is not a webchat database"), "{error}");
    }
}

#[tokio::test]
async fn what_can_not_be_read_is_named_and_not_what_can_be_written() {
    let (kept, path, copy) = backed_up().await;
    fs::create_dir(kept.path().join("copy-wal")).unwrap();
    let error = restore(&copy, &path).unwrap_err().to_string();
    assert!(error.starts_with(&format!("{} can't be copied to ", copy.display())), "{error}");
}

#[tokio::test]
async fn what_the_classic_system_left_is_not_restored_but_imported() {
    let (kept, path, _) = backed_up().await;
    let classic = kept.path().join("classic");
    let tables = "CREATE TABLE messages (id, text, senderId, receiverId, createdAt, updatedAt)";
    Connection::open(&classic).unwrap().execute_batch(tables).unwrap();
    for error in [
        restore(&classic, &path).unwrap_err(),
        backup(&classic, &kept.path().join("other"), &mut |_| {}).unwrap_err(),
    ] {
        let sentence = error.to_string();
        assert!(
            sentence.contains("was left by the classic system") && sentence.contains("serve"),
            "{sentence}"
        );
    }
}

/// Whoever runs it as root would leave a file that the server can't open. Needs root, and says so where it is not.
#[cfg(unix)]
#[tokio::test]
async fn a_restored_database_belongs_to_whom_the_one_before_belonged() {
    use std::os::unix::fs::{MetadataExt, chown};
    let (kept, path, copy) = backed_up().await;
    if chown(&path, Some(4_711), Some(4_712)).is_err() {
        eprintln!("only root can give files away: the owner of a restored database was not tested");
        return;
    }
    let owner = |path: &Path| {
        let found = fs::metadata(path).unwrap();
        (found.uid(), found.gid())
    };
    restore(&copy, &path).unwrap();
    assert_eq!(owner(&path), (4_711, 4_712));

    let folder = kept.path().join("new");
    fs::create_dir(&folder).unwrap();
    chown(&folder, Some(4_713), Some(4_714)).unwrap();
    restore(&copy, &folder.join("webchat.db")).unwrap();
    for name in ["webchat.db", "webchat.lock"] {
        assert_eq!(
            owner(&folder.join(name)),
            (4_713, 4_714),
            "where there was none, to whom the folder belongs"
        );
    }
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
