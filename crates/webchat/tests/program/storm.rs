//! A restart with many connected: they are told to come back one after the other, and are told what they missed.

use std::net::SocketAddr;
use std::path::Path;
use std::process::Command;
use std::time::{Duration, Instant};

use serde_json::{Value, json};
use webchat_testkit::{History, Program, Socket};

use crate::WEBCHAT;

const CLIENTS: usize = 300;

fn start_at(address: SocketAddr, folder: &Path) -> Program {
    let mut command = Command::new(WEBCHAT);
    command.args(["serve", "--listen", &address.to_string(), "--data-dir"]).arg(folder).current_dir(folder);
    Program::start_as(command)
}

/// Registers with cursors and follows `general` until it has seen so much of it.
async fn follow(socket: &mut Socket, user: &str, epoch: &Value, history: &mut History, until: u64) {
    let cursors = json!({ "epoch": epoch, "after": { "general": history.seq } });
    socket.send(json!({ "type": "register", "userId": user, "protocol": 2, "cursors": cursors })).await;
    socket.until("registration-confirmed").await;
    while history.seq < until {
        let event = socket.next().await;
        history.apply("general", &event);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_restart_is_no_storm_and_nobody_misses_anything() {
    let folder = tempfile::tempdir().unwrap();
    let program = Program::start(WEBCHAT, folder.path());
    let address = program.address();
    let (_, list) = program.rest().get("/api/v1/conversations?userId=bob").await;
    let epoch = list["epoch"].clone();
    let say = async |program: &Program, id: &str| {
        let body = json!({ "id": id, "text": "hello", "senderId": "bob" });
        assert_eq!(program.rest().post("/api/messages", body).await.0, 201);
    };
    say(&program, "m-1").await;
    let mut clients = Vec::new();
    for n in 0..CLIENTS {
        let (mut socket, mut history) = (program.connect().await, History::default());
        follow(&mut socket, &format!("user-{n}"), &epoch, &mut history, 1).await;
        clients.push((socket, history));
    }

    program.signal("TERM");
    let mut hints = Vec::new();
    let mut gone = Vec::new();
    for (mut socket, history) in clients {
        let (code, reason) = socket.closed().await;
        assert_eq!(code, 1001);
        let millis: u64 = reason.strip_prefix("retry-after-ms=").unwrap().parse().unwrap();
        hints.push(millis);
        gone.push((millis, history));
        drop(socket);
    }
    for second in 0..3 {
        let then = hints.iter().filter(|millis| **millis / 1_000 == second).count();
        assert!(then.abs_diff(CLIENTS / 3) <= 1, "{then} of {CLIENTS} come back in second {second}");
    }
    assert!(program.ended().await.success());

    let program = start_at(address, folder.path());
    for n in 2..=10 {
        say(&program, &format!("m-{n}")).await;
    }
    let begun = Instant::now();
    let coming: Vec<_> = gone
        .into_iter()
        .enumerate()
        .map(|(n, (millis, mut history))| {
            let epoch = epoch.clone();
            tokio::spawn(async move {
                // The hint is real time: the point is that they come one after the other.
                tokio::time::sleep(Duration::from_millis(millis)).await;
                let begun = Instant::now();
                let mut socket = Socket::connect(address).await;
                follow(&mut socket, &format!("user-{n}"), &epoch, &mut history, 10).await;
                assert_eq!(history.messages.len(), 10);
                begun.elapsed()
            })
        })
        .collect();
    let mut took = Vec::new();
    for client in coming {
        took.push(client.await.unwrap());
    }
    took.sort();
    let (median, slowest) = (took[CLIENTS / 2], took[CLIENTS - 1]);
    eprintln!(
        "{CLIENTS} were back after {:?}; each took {median:?}, the slowest {slowest:?}",
        begun.elapsed()
    );
    assert!(slowest < Duration::from_secs(2), "{slowest:?} to come back");
}
