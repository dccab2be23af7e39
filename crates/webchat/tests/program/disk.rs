//! A disk that is full: a small file system of the test's own, filled to the last byte while people are sending.

use std::collections::HashSet;
use std::fs::{self, File};
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, Instant};

use serde_json::{Value, json};
use webchat_testkit::{Program, Rest, Socket};

use crate::WEBCHAT;

const MEBIBYTES: usize = 24;

/// A server whose database is on a disk of a few MiB that only it, and who knows its process id, can see.
fn start_on_a_small_disk(folder: &Path) -> (Program, PathBuf) {
    let allowed = |arguments: &[&str]| {
        Command::new("unshare")
            .args(arguments)
            .arg("true")
            .output()
            .is_ok_and(|output| output.status.success())
    };
    let private = [&["--mount"][..], &["--user", "--map-root-user", "--mount"]]
        .into_iter()
        .find(|arguments| allowed(arguments))
        .expect("this test mounts a small file system: run it as root, or where user namespaces are allowed");
    let script = format!(
        "mount -t tmpfs -o size={MEBIBYTES}m none \"$1\" && cp \"$1.toml\" \"$1/webchat.toml\" && cd \"$1\" && \
         exec \"$2\" serve --listen 127.0.0.1:0 --data-dir \"$1/data\""
    );
    let disk = folder.join("disk");
    fs::create_dir(&disk).unwrap();
    fs::write(folder.join("disk.toml"), "[limits]\nmessages_per_second = 0\n").unwrap();
    let mut command = Command::new("unshare");
    command.args(private).args(["sh", "-c", &script, "sh"]).arg(&disk).arg(WEBCHAT);
    let program = Program::start_as(command);
    let seen_by_the_server = PathBuf::from(format!("/proc/{}/root", program.id()));
    (program, seen_by_the_server.join(disk.strip_prefix("/").unwrap()))
}

/// Fills the disk to the last byte.
fn fill(disk: &Path) -> PathBuf {
    let path = disk.join("ballast");
    let mut ballast = File::create(&path).unwrap();
    // In pages, so that sending goes on while it fills.
    let mut size = 4 * 1024;
    while size > 0 {
        match ballast.write(&vec![0; size]) {
            Ok(written) if written > 0 => {}
            _ => size /= 2,
        }
    }
    path
}

/// Sends a message of a kilobyte and waits for its echo or its refusal.
async fn send(socket: &mut Socket, id: &str) -> Result<(), Value> {
    socket.say(id, &"x".repeat(1_000), None).await;
    loop {
        let event = socket.next().await;
        match event["type"].as_str() {
            Some("message") if event["data"]["id"] == id => return Ok(()),
            Some("error") if event["id"] == id => return Err(event),
            _ => {}
        }
    }
}

async fn stored(rest: &Rest) -> Vec<String> {
    let (status, page) = rest.get("/api/messages?limit=1000").await;
    assert_eq!(status, 200, "reading goes on");
    page.as_array().unwrap().iter().map(|message| message["id"].as_str().unwrap().to_owned()).collect()
}

#[tokio::test]
async fn a_full_disk_loses_nothing_and_heals_by_itself() {
    let folder = tempfile::tempdir().unwrap();
    let (program, disk) = start_on_a_small_disk(folder.path());
    let mut alice = program.connect().await;
    alice.register("alice").await;
    let mut acknowledged = HashSet::new();
    let mut refused = Vec::new();
    let mut filling = None;
    for n in 0..4_000 {
        if n == 200 {
            let disk = disk.clone();
            filling = Some(tokio::task::spawn_blocking(move || fill(&disk)));
        }
        let id = format!("m-{n}");
        match send(&mut alice, &id).await {
            Ok(()) => drop(acknowledged.insert(id)),
            Err(error) => {
                assert_eq!(error["code"], "storage-unavailable");
                assert_eq!(
                    error["message"],
                    "The server's disk is full. Nothing was saved; try again later."
                );
                assert!(error["retryAfterMs"].is_u64());
                refused.push(id);
            }
        }
        if refused.len() >= 20 {
            break;
        }
    }
    assert_eq!(refused.len(), 20, "the disk never was full");
    assert!(acknowledged.len() >= 200, "the disk was full from the start");
    let ballast = filling.unwrap().await.unwrap();

    let rest = program.rest();
    let body = json!({ "id": "by-rest", "text": "hello", "senderId": "bob" });
    assert_eq!(rest.post("/api/messages", body).await.0, 500, "REST says so too");
    let history: HashSet<_> = stored(&rest).await.into_iter().collect();
    assert_eq!(history, acknowledged, "what was acknowledged is there, and nothing that was refused");
    assert_eq!(rest.get("/api/v1/conversations?userId=alice").await.0, 200);
    assert_eq!(rest.get("/healthz").await.0, 503, "whoever watches over it learns of it");
    let mut carol = program.connect().await;
    carol.register_full("carol").await;

    fs::remove_file(ballast).unwrap();
    let freed = Instant::now();
    while send(&mut alice, &refused[0]).await.is_err() {
        assert!(freed.elapsed() < Duration::from_secs(5), "it did not come back within five seconds");
        tokio::task::yield_now().await;
    }
    for id in &refused {
        send(&mut alice, id).await.unwrap();
    }
    assert_eq!(rest.get("/healthz").await.0, 200);
    let healed = stored(&rest).await;
    let distinct: HashSet<_> = healed.iter().cloned().collect();
    assert_eq!(distinct.len(), healed.len(), "nothing is there twice");
    assert_eq!(distinct, acknowledged.into_iter().chain(refused).collect());
    eprintln!(
        "{} were stored before the disk was full; it took {:?} to resume",
        healed.len() - 20,
        freed.elapsed()
    );

    program.kill();
}
