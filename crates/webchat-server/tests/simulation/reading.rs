//! Read positions, on a disk whose answers overtake each other.

use std::sync::Arc;

use fastrand::Rng;
use futures_util::future::join_all;
use futures_util::{SinkExt, StreamExt};
use serde_json::{Value, json};
use tokio::io::DuplexStream;
use tokio::task::JoinSet;
use tokio::time::{Duration, Instant};
use tokio_tungstenite::WebSocketStream;
use tokio_tungstenite::tungstenite::Message;
use tokio_tungstenite::tungstenite::protocol::Role;
use webchat_testkit::MemoryStore;

use crate::network::Network;
use crate::server::Server;

/// A device that is registered, on a wire that does nothing bad.
struct Device {
    socket: WebSocketStream<DuplexStream>,
    _wire: JoinSet<()>,
}

impl Device {
    async fn of(user: &str, server: &mut Server, rng: &mut Rng) -> Self {
        let (stream, wire) = server.connect(rng).unwrap();
        let socket = WebSocketStream::from_raw_socket(stream, Role::Client, None).await;
        let mut device = Self { socket, _wire: wire };
        device.send(&json!({ "type": "register", "userId": user, "protocol": 2 })).await;
        device.until("registration-confirmed").await;
        device
    }

    async fn send(&mut self, command: &Value) {
        self.socket.send(Message::text(command.to_string())).await.unwrap();
    }

    async fn read_up_to(&mut self, seq: u64) {
        self.send(&json!({ "type": "read", "conversationId": "general", "seq": seq })).await;
    }

    async fn until(&mut self, kind: &str) -> Value {
        loop {
            let Message::Text(text) = self.socket.next().await.unwrap().unwrap() else { continue };
            let event: Value = serde_json::from_str(&text).unwrap();
            if event["type"] == kind {
                return event;
            }
        }
    }
}

fn server(rng: &mut Rng) -> Server {
    let kind = Network { tears_within: 0, late_ms: 0, torn: Arc::default() };
    let mut server = Server::new(Arc::new(MemoryStore::default()), kind);
    server.start(rng);
    server
}

#[tokio::test(start_paused = true)]
async fn no_device_is_told_a_read_position_that_goes_back() {
    let mut rng = Rng::with_seed(1);
    let mut server = server(&mut rng);
    let mut phone = Device::of("bob", &mut server, &mut rng).await;
    let mut laptop = Device::of("bob", &mut server, &mut rng).await;
    // Whoever comes later than a message counts as having read it.
    let mut alice = Device::of("alice", &mut server, &mut rng).await;
    for n in 1..=40 {
        alice.send(&json!({ "type": "message", "id": format!("m-{n}"), "text": "hello" })).await;
        alice.until("message").await;
    }
    for seq in (1..=40).step_by(2) {
        phone.read_up_to(seq).await;
        laptop.read_up_to(seq + 1).await;
    }
    for device in [&mut phone, &mut laptop] {
        let mut told = Vec::new();
        while told.len() < 40 {
            told.push(device.until("read").await["seq"].as_u64().unwrap());
        }
        assert!(told.is_sorted() && told[0] < 40, "{told:?}");
    }
}

#[tokio::test(start_paused = true)]
async fn one_user_who_reads_does_not_wait_for_another() {
    let mut rng = Rng::with_seed(1);
    let mut server = server(&mut rng);
    let mut devices = Vec::new();
    for n in 0..100 {
        devices.push(Device::of(&format!("user-{n}"), &mut server, &mut rng).await);
    }
    let begun = Instant::now();
    join_all(devices.iter_mut().map(async |device| {
        device.read_up_to(1).await;
        device.until("read").await;
    }))
    .await;
    // Each takes 10 ms on average; a few share a turn by chance.
    assert!(begun.elapsed() < Duration::from_millis(200), "it took {:?}", begun.elapsed());
}
