//! Prints what the store does in a second, on the disk that holds the folder given (default: the current one):
//! sends with 1, 64 and 512 senders, what a bare loop with the same tables reaches, and the time of reads.

#![allow(clippy::print_stdout, clippy::unwrap_used, clippy::cast_precision_loss, clippy::disallowed_methods)]

use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};

use uuid::Uuid;
use webchat_core::store::{Change, NewMessage, Store};
use webchat_protocol::{ConversationId, MessageId, Seq, Timestamp, UserId};
use webchat_store_sqlite::SqliteStore;

const RUN: Duration = Duration::from_secs(4);

#[tokio::main]
async fn main() {
    let folder = std::env::args().nth(1).unwrap_or_else(|| ".".into());
    let dir = tempfile::tempdir_in(folder).unwrap();
    let store = Arc::new(SqliteStore::open(&dir.path().join("webchat.db")).unwrap());
    for senders in [1, 64, 512] {
        let rate = sends(&store, senders).await;
        let bare = bare(dir.path(), senders);
        println!("{senders:>3} senders: {rate:.0}/s; a bare group commit of as many: {bare:.0}/s");
    }
    reads(&store).await;
    standings(&store).await;
    store.close().await;
}

async fn sends(store: &Arc<SqliteStore>, senders: usize) -> f64 {
    let started = Instant::now();
    let tasks: Vec<_> = (0..senders)
        .map(|sender| {
            let store = Arc::clone(store);
            tokio::spawn(async move {
                let mut sent = 0_u64;
                while started.elapsed() < RUN {
                    let message = message(ConversationId::general(), sender);
                    assert!(store.append(vec![Change::Send(message)]).await.unwrap()[0].is_ok());
                    sent += 1;
                }
                sent
            })
        })
        .collect();
    let mut sent = 0;
    for task in tasks {
        sent += task.await.unwrap();
    }
    sent as f64 / started.elapsed().as_secs_f64()
}

fn bare(dir: &Path, together: usize) -> f64 {
    let path = dir.join(format!("bare-{together}.db"));
    drop(SqliteStore::open(&path).unwrap());
    let db = rusqlite::Connection::open(path).unwrap();
    db.execute_batch("PRAGMA synchronous = FULL; PRAGMA cache_size = -8192").unwrap();
    let (started, mut seq) = (Instant::now(), 0_i64);
    while started.elapsed() < RUN {
        db.execute_batch("BEGIN IMMEDIATE").unwrap();
        for sender in 0..together {
            seq += 1;
            let new = message(ConversationId::general(), sender);
            let mut insert = db
                .prepare_cached(
                    "INSERT INTO messages (conversation, seq, change_seq, id, sender, text, created_at) \
                     VALUES (1, ?1, ?1, ?2, ?3, ?4, ?5)",
                )
                .unwrap();
            let values = (seq, new.id.as_str(), new.sender_id.as_str(), new.text, new.created_at.millis());
            insert.execute(values).unwrap();
        }
        db.execute("UPDATE conversations SET head = ?1 WHERE id = 1", [seq]).unwrap();
        db.execute_batch("COMMIT").unwrap();
    }
    seq as f64 / started.elapsed().as_secs_f64()
}

async fn reads(store: &Arc<SqliteStore>) {
    let general = ConversationId::general();
    let mut head = store.page(&general, None, 1).await.unwrap().head.0;
    while head < 100_000 {
        let changes = (0..1_000).map(|n| Change::Send(message(general.clone(), n))).collect();
        store.append(changes).await.unwrap();
        head += 1_000;
    }
    let (started, times) = (Instant::now(), 500);
    for n in 1..=times {
        let page = store.page(&general, Some(Seq(head * n / times)), 100).await.unwrap();
        assert!(page.messages.len() >= 99);
    }
    println!("page of 100 out of {head}: {:?}", started.elapsed() / u32::try_from(times).unwrap());
    let started = Instant::now();
    store.changes(&general, Seq(head - 1_000), 1_000).await.unwrap();
    println!("1,000 changes: {:?}", started.elapsed());
    let started = Instant::now();
    store.history(None, 1_000).await.unwrap();
    println!("history of 1,000: {:?}", started.elapsed());
}

async fn standings(store: &Arc<SqliteStore>) {
    let me = UserId::new("reader").unwrap();
    for peer in 0..1_000 {
        let direct = ConversationId::direct(&me, &user(peer));
        let changes = (0..120).map(|_| Change::Send(message(direct.clone(), peer))).collect();
        store.append(changes).await.unwrap();
    }
    store.standings(&me, 1_000).await.unwrap();
    let started = Instant::now();
    assert_eq!(store.standings(&me, 1_000).await.unwrap().len(), 1_000);
    println!("1,000 standings, 100 unread each: {:?}", started.elapsed());
}

fn user(number: usize) -> UserId {
    UserId::new(&format!("user-{number}")).unwrap()
}

fn message(conversation_id: ConversationId, sender: usize) -> NewMessage {
    NewMessage {
        receiver_id: conversation_id.peer_of(&user(sender)),
        conversation_id,
        id: MessageId::new(&Uuid::now_v7().to_string()).unwrap(),
        sender_id: user(sender),
        text: "A line of a conversation is seldom longer than this one, which has ninety-eight characters in all."
            .into(),
        created_at: Timestamp::from_millis(1_769_851_800_000),
        refused: None,
    }
}
