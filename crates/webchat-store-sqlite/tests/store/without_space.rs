//! A disk that takes no more: nothing acknowledged is lost, and it goes on by itself once there is space.
//!
//! A limit on the size of files stands for the disk; it can be set for another process only, and lifted there.

#![cfg(target_os = "linux")]

use std::collections::BTreeSet;
use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::Arc;

use tokio::task::JoinSet;
use webchat_core::store::Store;
use webchat_protocol::Seq;
use webchat_store_sqlite::SqliteStore;
use webchat_testkit::store_contract::words::{general, send};

use crate::place::{folder, open, tell};

/// Tells the test below that it is the process without space, and where its database is.
const CONFINED: &str = "WEBCHAT_TEST_CONFINED_DATABASE";
const SENDERS: usize = 8;

/// Sends until it can't, waits for a line, and sends again. Does nothing in a usual run.
#[tokio::test(flavor = "multi_thread")]
async fn the_one_without_space() {
    let Some(path) = std::env::var_os(CONFINED) else { return };
    let store = Arc::new(open(Path::new(&path)));
    let senders: JoinSet<()> =
        (0..SENDERS).map(|sender| send_while_possible(Arc::clone(&store), sender)).collect();
    senders.join_all().await;
    // One alone may still fit where several did not.
    send_while_possible(Arc::clone(&store), SENDERS).await;
    tell("full");
    std::io::stdin().read_line(&mut String::new()).unwrap();
    store.append(vec![send("late", &general(), "taken")]).await.unwrap();
    tell("sent taken");
}

async fn send_while_possible(store: Arc<SqliteStore>, sender: usize) {
    // A store that acknowledges what has no space would do so for ever.
    for number in 0..10_000 {
        let id = format!("{sender}-{number}");
        if store.append(vec![send(&format!("user-{sender}"), &general(), &id)]).await.is_err() {
            return;
        }
        tell(&format!("sent {id}"));
    }
    panic!("the limit was never reached");
}

#[tokio::test]
async fn without_space_nothing_acknowledged_is_lost_and_with_space_it_goes_on() {
    let (_kept, path) = folder();
    open(&path).close().await;
    // Blocks of 512 bytes. The signal that comes with the error would end the process.
    let confine = "trap '' XFSZ; ulimit -S -f 2000; exec \"$@\"";
    let mut confined = Command::new("sh")
        .args(["-c", confine, "sh"])
        .arg(std::env::current_exe().unwrap())
        .args(["--exact", "without_space::the_one_without_space", "--nocapture", "--test-threads=1"])
        .env(CONFINED, &path)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut acknowledged = BTreeSet::new();
    for line in BufReader::new(confined.stdout.take().unwrap()).lines() {
        let line = line.unwrap();
        if let Some(id) = line.split_once("sent ").map(|(_, id)| id) {
            acknowledged.insert(id.to_owned());
        } else if line.ends_with("full") {
            lift(confined.id());
            writeln!(confined.stdin.as_mut().unwrap()).unwrap();
        }
    }
    assert!(confined.wait().unwrap().success());
    assert!(acknowledged.len() > 100 && acknowledged.contains("taken"), "{}", acknowledged.len());
    let page = open(&path).page(&general(), None, 1_000_000).await.unwrap();
    let stored: BTreeSet<_> = page.messages.iter().map(|message| message.id.to_string()).collect();
    assert_eq!(stored, acknowledged);
    assert_eq!(page.head, Seq(page.messages.len() as u64), "no seq was left out");
}

fn lift(process: u32) {
    let lifted = Command::new("prlimit").args(["--pid", &process.to_string(), "--fsize=unlimited"]).status();
    assert!(lifted.unwrap().success());
}
