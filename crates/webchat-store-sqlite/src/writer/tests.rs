//! What is committed together, and what becomes of it when a part or the whole fails.

use std::sync::Arc;
use std::sync::mpsc::{SyncSender, sync_channel};

use rusqlite::{Connection, Error};
use tempfile::TempDir;
use tokio::task::JoinHandle;
use webchat_core::store::{Appended, Refusal, Store, StoreError};
use webchat_protocol::{ConversationId, Seq, Timestamp, UserId};

use crate::SqliteStore;
use crate::append;

type Answer<T> = JoinHandle<Result<T, StoreError>>;
type Said = Result<Appended, Refusal>;

/// Jobs that wait together in these tests.
const MANY: usize = 100;

#[tokio::test(flavor = "multi_thread")]
async fn changes_that_wait_together_are_one_commit() {
    let (_kept, store) = store();
    let gate = Gate::close(&store).await;
    let answers = say_many(&store).await;
    let before = store.commits();
    gate.open();
    for answer in answers {
        answer.await.unwrap().unwrap().unwrap();
    }
    // The commit of the gate itself, and one for all that waited behind it.
    assert_eq!(store.commits() - before, 2);
    assert_eq!(head(&store).await, Seq(MANY as u64));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_commit_that_fails_is_acknowledged_to_nobody() {
    let (_kept, store) = store();
    let gate = Gate::close(&store).await;
    let mut answers = say_many(&store).await;
    answers.push(queue(&store, |db| fail_at_the_commit(db).map(|()| say(db, "never"))?).await);
    gate.open();
    for answer in answers {
        assert!(matches!(answer.await.unwrap(), Err(StoreError::Unavailable(_))));
    }
    assert_eq!(head(&store).await, Seq(0));
    store.write(|db| say(db, "next")).await.unwrap().unwrap();
    assert_eq!(head(&store).await, Seq(1), "it goes on by itself");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_job_that_fails_takes_nobody_with_it_and_leaves_nothing() {
    let (_kept, store) = store();
    let gate = Gate::close(&store).await;
    let answers = say_many(&store).await;
    let failing = queue(&store, |db| {
        say(db, "half done")?.map(|_| ()).map_err(|_| Error::QueryReturnedNoRows)?;
        Err::<(), _>(Error::InvalidQuery)
    })
    .await;
    let late = queue(&store, |db| say(db, "late")).await;
    gate.open();
    for answer in answers {
        answer.await.unwrap().unwrap().unwrap();
    }
    assert!(matches!(failing.await.unwrap(), Err(StoreError::Unavailable(_))));
    let Ok(Appended::Fresh(message)) = late.await.unwrap().unwrap() else { panic!("it is fresh") };
    assert_eq!(message.seq, Seq(MANY as u64 + 1), "no seq went to the one that failed");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_full_database_says_so_and_goes_on_when_there_is_space() {
    let (_kept, store) = store();
    store.write(|db| say(db, "before")).await.unwrap().unwrap();
    limit_pages(&store, 1).await;
    let mut stored = 1;
    for number in 0..200 {
        match store.write(move |db| say(db, &format!("{number} {}", "x".repeat(3_000)))).await {
            Ok(said) => stored += u64::from(said.is_ok()),
            Err(error) => assert!(matches!(error, StoreError::Full(_)), "{error}"),
        }
    }
    assert!(stored < 50, "{stored} were stored without space");
    assert_eq!(head(&store).await, Seq(stored), "exactly what was acknowledged is there");
    limit_pages(&store, 1_000_000).await;
    store.write(|db| say(db, "after")).await.unwrap().unwrap();
    assert_eq!(head(&store).await, Seq(stored + 1));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_full_database_refuses_all_that_wait_together() {
    let (_kept, store) = store();
    limit_pages(&store, 1).await;
    let gate = Gate::close(&store).await;
    let mut answers = Vec::new();
    for number in 0..MANY {
        let text = format!("{number} {}", "x".repeat(9_000));
        answers.push(queue(&store, move |db| say(db, &text)).await);
    }
    gate.open();
    for answer in answers {
        assert!(matches!(answer.await.unwrap(), Err(StoreError::Full(_))));
    }
    assert_eq!(head(&store).await, Seq(0));
}

#[tokio::test]
async fn a_commit_reaches_the_disk_and_leaves_the_log_alone() {
    let (_kept, store) = store();
    let asked = ["journal_mode", "synchronous", "wal_autocheckpoint", "secure_delete", "foreign_keys"];
    let settings = store.write(move |db| asked.iter().map(|name| setting(db, name)).collect()).await;
    let full = "2";
    let settings: Vec<String> = settings.unwrap();
    assert_eq!(settings, ["wal", full, "0", "1", "1"]);
}

#[tokio::test]
async fn the_log_does_not_grow_without_end() {
    let (kept, store) = store();
    for commit in 0..240 {
        let text = move |number: usize| format!("{commit} {number} {}", "x".repeat(8_000));
        let many = move |db: &Connection| (0..50).map(|number| say(db, &text(number))).collect();
        let said: Vec<Said> = store.write(many).await.unwrap();
        assert!(said.iter().all(Result::is_ok));
    }
    let log = std::fs::metadata(kept.path().join("webchat.db-wal")).unwrap().len();
    let last_commit = 1024 * 1024;
    assert!(log < 64 * 1024 * 1024 + last_commit, "{log} bytes of log for 96 MiB of messages");
}

/// Holds the writer, so that what is asked meanwhile waits together.
struct Gate(SyncSender<()>);

impl Gate {
    async fn close(store: &Arc<SqliteStore>) -> Self {
        let (open, opened) = sync_channel(0);
        let (entered, inside) = tokio::sync::oneshot::channel();
        let mut entered = Some(entered);
        let wait = move |_: &Connection| {
            entered.take().map(|entered| entered.send(()));
            opened.recv().map_err(|_| Error::InvalidQuery)
        };
        let held = Arc::clone(store);
        tokio::spawn(async move { held.write(wait).await });
        inside.await.unwrap();
        Self(open)
    }

    fn open(self) {
        self.0.send(()).unwrap();
    }
}

/// Asks, behind a gate, without waiting for the answer. It is in the queue when this returns.
async fn queue<T: Send + 'static>(
    store: &Arc<SqliteStore>,
    work: impl FnMut(&Connection) -> rusqlite::Result<T> + Send + 'static,
) -> Answer<T> {
    let (store, before) = (Arc::clone(store), store.waiting());
    let asked = Arc::clone(&store);
    let answer = tokio::spawn(async move { asked.write(work).await });
    while store.waiting() == before {
        tokio::task::yield_now().await;
    }
    answer
}

async fn say_many(store: &Arc<SqliteStore>) -> Vec<Answer<Said>> {
    let mut answers = Vec::new();
    for number in 0..MANY {
        answers.push(queue(store, move |db| say(db, &number.to_string())).await);
    }
    answers
}

/// A promise to add the row that is referred to, which is looked at when the transaction commits.
fn fail_at_the_commit(db: &Connection) -> rusqlite::Result<()> {
    db.pragma_update(None, "defer_foreign_keys", true)?;
    db.execute("INSERT INTO members (user, conversation) VALUES ('nobody', 999)", [])?;
    Ok(())
}

fn say(db: &Connection, text: &str) -> rusqlite::Result<Said> {
    let id: String = text.chars().take(20).collect();
    let new = webchat_core::store::NewMessage {
        conversation_id: ConversationId::general(),
        id: webchat_protocol::MessageId::new(&id).unwrap(),
        sender_id: UserId::new("alice").unwrap(),
        receiver_id: None,
        text: text.to_owned(),
        created_at: Timestamp::from_millis(0),
        refused: None,
    };
    append::send(db, &new)
}

/// Lets the database have no more pages than this, or than it has.
async fn limit_pages(store: &SqliteStore, pages: i64) {
    let limit =
        move |db: &Connection| db.query_row(&format!("PRAGMA max_page_count = {pages}"), [], |_| Ok(()));
    store.write(limit).await.unwrap();
}

fn setting(db: &Connection, name: &str) -> rusqlite::Result<String> {
    use rusqlite::types::Value;
    Ok(match db.pragma_query_value(None, name, |row| row.get(0))? {
        Value::Text(text) => text,
        Value::Integer(number) => number.to_string(),
        other => format!("{other:?}"),
    })
}

async fn head(store: &SqliteStore) -> Seq {
    store.page(&ConversationId::general(), None, 1).await.unwrap().head
}

fn store() -> (TempDir, Arc<SqliteStore>) {
    let folder = TempDir::new().unwrap();
    let store = SqliteStore::open(&folder.path().join("webchat.db")).unwrap();
    (folder, Arc::new(store))
}
