//! What goes wrong is told to the one who asked, who logs it; the store does not log it as well. In a process of its
//! own, since a log is one for the whole process.

#![allow(clippy::unwrap_used, reason = "a test that can't go on fails")]

use std::sync::Arc;

use tempfile::TempDir;
use webchat_core::store::{Change, Store};
use webchat_store_sqlite::SqliteStore;
use webchat_testkit::store_contract::words::{general, like, say};

#[tokio::test]
async fn a_change_that_fails_is_told_and_not_logged() {
    let folder = TempDir::new().unwrap();
    let (path, log) = (folder.path().join("webchat.db"), folder.path().join("log"));
    let lines = Arc::new(std::fs::File::create(&log).unwrap());
    tracing_subscriber::fmt().with_max_level(tracing::Level::TRACE).with_writer(lines).init();

    let store = SqliteStore::open(&path).unwrap();
    say(&store, "alice", &general(), "one").await;
    let damage = rusqlite::Connection::open(&path).unwrap();
    damage.execute("UPDATE messages SET reactions = 'none that can be read'", []).unwrap();
    for _ in 0..3 {
        let change = Change::React(like(&general(), 1, "bob", "👍"));
        assert!(store.append(vec![change]).await.is_err());
        assert!(store.page(&general(), None, 10).await.is_err());
    }
    store.close().await;
    assert_eq!(std::fs::read_to_string(log).unwrap(), "");
}
