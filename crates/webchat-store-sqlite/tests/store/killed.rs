//! A server that is killed loses nothing that it acknowledged, and keeps nothing twice.

use std::collections::BTreeMap;
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::Arc;

use tokio::task::JoinSet;
use webchat_core::store::Store;
use webchat_protocol::{Message, Seq};
use webchat_testkit::store_contract::words::{change, delete, general, say};

use crate::place::{folder, open, tell};

/// Tells the test below that it is the process to be killed, and where its database is.
const VICTIM: &str = "WEBCHAT_TEST_VICTIM_DATABASE";
const ROUNDS: usize = 12;
const SENDERS: usize = 8;

/// Sends and deletes until it is killed, and prints each acknowledged message. Does nothing in a usual run.
#[tokio::test(flavor = "multi_thread")]
async fn the_one_that_is_killed() {
    let Some(path) = std::env::var_os(VICTIM) else { return };
    let store = Arc::new(open(Path::new(&path)));
    let sender = |number: usize| {
        let store = Arc::clone(&store);
        async move {
            loop {
                let id = uuid::Uuid::new_v4().to_string();
                let message = say(&*store, &format!("user-{number}"), &general(), &id).await;
                tell(&format!("sent {} {}", message.id, message.seq));
                if message.seq.0 % 5 == 0 {
                    change(&*store, delete(&general(), message.seq.0, None)).await.unwrap();
                    tell(&format!("deleted {} {}", message.id, message.seq));
                }
            }
        }
    };
    let mut senders: JoinSet<()> = (0..SENDERS).map(sender).collect();
    senders.join_next().await.unwrap().unwrap();
}

#[tokio::test]
async fn nothing_acknowledged_is_lost_by_a_kill() {
    let (_kept, path) = folder();
    let mut acknowledged = BTreeMap::new();
    let epoch = open(&path).epoch().to_owned();
    for round in 0..ROUNDS {
        let mut victim = start(&path);
        let lines = 1 + round * 97 % 400;
        let mut out = BufReader::new(victim.stdout.take().unwrap());
        take_down(&mut out, lines, &mut acknowledged);
        victim.kill().unwrap();
        victim.wait().unwrap();
        take_down(&mut out, usize::MAX, &mut acknowledged);
    }
    assert!(acknowledged.len() > ROUNDS);
    let store = open(&path);
    assert_eq!(store.epoch(), epoch, "nothing was lost, and so its clients go on");
    let page = store.page(&general(), None, 1_000_000).await.unwrap();
    assert!(!page.has_more);
    every_seq_is_taken_once(&page.messages, page.head);
    for (id, (seq, deleted)) in acknowledged {
        let found: Vec<_> = page.messages.iter().filter(|message| message.id.as_str() == id).collect();
        assert_eq!(found.len(), 1, "{id} is there exactly once");
        assert_eq!(found[0].seq.0, seq, "{id} is where it was acknowledged");
        assert!(!deleted || found[0].deleted_at.is_some(), "{id} was deleted");
    }
    store.close().await;
    let check = rusqlite::Connection::open(&path).unwrap();
    let found: String = check.query_row("PRAGMA integrity_check", [], |row| row.get(0)).unwrap();
    assert_eq!(found, "ok");
}

fn start(path: &Path) -> Child {
    Command::new(std::env::current_exe().unwrap())
        .args(["--exact", "killed::the_one_that_is_killed", "--nocapture", "--test-threads=1"])
        .env(VICTIM, path)
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap()
}

/// Notes what is acknowledged, up to a number of lines. A last line that was cut short is none.
fn take_down(out: &mut impl BufRead, lines: usize, acknowledged: &mut BTreeMap<String, (u64, bool)>) {
    let mut taken = 0;
    let mut line = String::new();
    while taken < lines && out.read_line(&mut line).unwrap() > 0 {
        let words: Vec<_> = line.strip_suffix('\n').unwrap_or_default().split(' ').collect();
        if let [what @ ("sent" | "deleted"), id, seq] = words[..] {
            acknowledged.insert(id.to_owned(), (seq.parse().unwrap(), what == "deleted"));
            taken += 1;
        }
        line.clear();
    }
}

fn every_seq_is_taken_once(messages: &[Message], head: Seq) {
    let places = messages.iter().map(|message| message.seq.0);
    let changes = messages.iter().filter_map(|message| message.change_seq).map(|seq| seq.0);
    let mut taken: Vec<_> = places.chain(changes).collect();
    taken.sort_unstable();
    assert_eq!(taken, (1..=head.0).collect::<Vec<_>>());
}
