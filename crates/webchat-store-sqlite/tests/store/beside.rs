//! A second process with a few words to say, beside the server that has the database.

use std::fs::read_dir;

use rusqlite::Connection;
use webchat_core::accounts::{AuditEntry, Deed};
use webchat_core::{Accounts, Store};
use webchat_protocol::{Timestamp, UserId};
use webchat_store_sqlite::{OpenError, SqliteStore};

fn entry() -> AuditEntry {
    let user = Some(UserId::new("alice").unwrap());
    AuditEntry { at: Timestamp::from_millis(1), by: None, deed: Deed::SUSPENDED, user, detail: None }
}

#[tokio::test]
async fn what_is_written_beside_the_server_is_there_with_its_next_read() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("webchat.db");
    let server = SqliteStore::open(&path).unwrap();
    let beside = SqliteStore::open_beside(&path).unwrap();
    assert_eq!(beside.epoch(), server.epoch());
    beside.audit(entry(), 10).await.unwrap();
    assert_eq!(server.audit_log(None, 10).await.unwrap()[0].entry, entry());
    beside.close().await;
    server.audit(entry(), 10).await.unwrap();
    assert_eq!(server.audit_log(None, 10).await.unwrap().len(), 2);
    server.close().await;
    assert_eq!(SqliteStore::open(&path).unwrap().audit_log(None, 10).await.unwrap().len(), 2);
}

#[tokio::test]
async fn who_writes_beside_no_server_keeps_one_away_meanwhile() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("webchat.db");
    SqliteStore::open(&path).unwrap().close().await;
    let alone = SqliteStore::open_beside(&path).unwrap();
    assert!(matches!(SqliteStore::open(&path), Err(OpenError::Locked { .. })));
    alone.close().await;
    SqliteStore::open(&path).unwrap();
}

#[test]
fn what_is_not_there_is_not_made() {
    let folder = tempfile::tempdir().unwrap();
    let opened = SqliteStore::open_beside(&folder.path().join("webchat.db"));
    assert!(matches!(opened, Err(OpenError::Missing { .. })));
    assert_eq!(read_dir(folder.path()).unwrap().count(), 0);
}

#[tokio::test]
async fn a_server_with_other_tables_is_left_alone() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("webchat.db");
    let server = SqliteStore::open(&path).unwrap();
    Connection::open(&path).unwrap().pragma_update(None, "user_version", 2).unwrap();
    assert!(matches!(SqliteStore::open_beside(&path), Err(OpenError::OtherVersion { .. })));
    server.close().await;
}
