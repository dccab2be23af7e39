//! Readers that have stopped reading: they cost a bounded amount of memory, they are let go, and nobody else notices.

use std::fs;
use std::time::{Duration, Instant};

use tokio::io::AsyncWriteExt;
use tokio::net::{TcpSocket, TcpStream};
use webchat_testkit::{Program, Socket};

use crate::WEBCHAT;

const STALLED: usize = 100;
const READERS: usize = 10;
const MESSAGES: usize = 300;
/// Long enough that a stalled reader's kilobytes in the kernel are full soon.
const CHARACTERS: usize = 9_000;

/// A client that upgrades, registers, and never reads another byte.
async fn stall(program: &Program, user: usize) -> TcpStream {
    let socket = TcpSocket::new_v4().unwrap();
    socket.set_recv_buffer_size(4 * 1024).unwrap();
    let mut stream = socket.connect(program.address()).await.unwrap();
    let upgrade = "GET /ws HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\
                   Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n";
    let register = format!(r#"{{"type":"register","userId":"stalled-{user}"}}"#);
    let mut bytes = upgrade.as_bytes().to_vec();
    // A masked text frame whose mask is zero (RFC 6455 section 5.3).
    bytes.extend([0x81, 0x80 | u8::try_from(register.len()).unwrap(), 0, 0, 0, 0]);
    bytes.extend(register.as_bytes());
    stream.write_all(&bytes).await.unwrap();
    stream
}

/// Says so many things, each once everybody has heard the one before, and answers how long that took, sorted.
async fn talk(round: &str, sender: &mut Socket, readers: &mut [Socket]) -> Vec<Duration> {
    let mut took = Vec::new();
    for n in 0..MESSAGES {
        let id = format!("{round}-{n}");
        let begun = Instant::now();
        sender.say(&id, &"x".repeat(CHARACTERS), None).await;
        for reader in readers.iter_mut() {
            reader.until_where("message", |event| event["data"]["id"] == id.as_str()).await;
        }
        sender.until_where("message", |event| event["data"]["id"] == id.as_str()).await;
        took.push(begun.elapsed());
    }
    took.sort();
    took
}

fn p99(sorted: &[Duration]) -> Duration {
    sorted[sorted.len() * 99 / 100]
}

/// The most memory that a process ever had, in KiB.
fn peak(program: &Program) -> u64 {
    let status = fs::read_to_string(format!("/proc/{}/status", program.id())).unwrap();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).unwrap();
    line.split_whitespace().next().unwrap().parse().unwrap()
}

async fn users(program: &Program) -> usize {
    let (_, answer) = program.rest().get("/api/v1/users?userId=alice").await;
    let people = answer["people"].as_array().unwrap();
    people.iter().filter(|person| person["status"] != "offline").count()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_hundred_stalled_readers_are_let_go_and_nobody_else_notices() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("webchat.toml"), "[limits]\nmessages_per_second = 0\n").unwrap();
    let program = Program::start(WEBCHAT, folder.path());
    let mut sender = program.connect().await;
    sender.register("alice").await;
    let mut readers = Vec::new();
    for n in 0..READERS {
        let mut reader = program.connect().await;
        reader.register(&format!("reader-{n}")).await;
        readers.push(reader);
    }
    talk("warm", &mut sender, &mut readers).await;
    let before = p99(&talk("before", &mut sender, &mut readers).await);
    let peak_before = peak(&program);

    let mut stalled = Vec::new();
    for n in 0..STALLED {
        stalled.push(stall(&program, n).await);
    }
    while users(&program).await < STALLED + READERS + 1 {
        tokio::task::yield_now().await;
    }
    let begun = Instant::now();
    let during = p99(&talk("during", &mut sender, &mut readers).await);
    let mut rest = 0;
    while users(&program).await > READERS + 1 {
        assert!(begun.elapsed() < Duration::from_secs(10), "a stalled reader was still there after 10 s");
        rest += 1;
        sender.say(&format!("rest-{rest}"), &"x".repeat(CHARACTERS), None).await;
        for listener in readers.iter_mut().chain([&mut sender]) {
            listener.until("message").await;
        }
    }
    let (closed, grown) = (begun.elapsed(), peak(&program) - peak_before);
    eprintln!(
        "p99 {before:?} before, {during:?} with {STALLED} stalled readers; all let go after {closed:?}; {grown} KiB more"
    );
    assert!(grown < 64 * 1024, "{grown} KiB for {STALLED} stalled readers");
    // Below some milliseconds it is the machine that is measured and not the server.
    assert!(during <= 2 * before.max(Duration::from_millis(5)), "{during:?} instead of {before:?}");
    drop(stalled);
}
