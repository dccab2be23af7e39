use serde_json::json;
use webchat_testkit::TestServer;

#[tokio::test]
async fn every_socket_is_closed_with_1001_and_a_time_to_come_back() {
    let mut server = TestServer::start().await;
    let mut sockets = Vec::new();
    for name in ["alice", "bob", "carol"] {
        sockets.push(server.join(name).await);
    }
    let closing = async {
        let mut hints = Vec::new();
        for socket in &mut sockets {
            let (code, reason) = socket.closed().await;
            assert_eq!(code, 1001);
            hints.push(reason.strip_prefix("retry-after-ms=").unwrap().parse::<u64>().unwrap());
        }
        hints
    };
    let ((), mut hints) = tokio::join!(server.stop(), closing);
    hints.sort_unstable();
    hints.dedup();
    assert_eq!(hints.len(), 3, "the clients come back one after the other");
    assert!(hints.iter().all(|millis| *millis < 3_000));
}

#[tokio::test]
async fn what_was_sent_before_the_shutdown_is_stored_and_answered() {
    let mut server = TestServer::start().await;
    let mut alice = server.join("alice").await;
    for number in 0..20 {
        alice.say(&format!("m-{number}"), "just in time", None).await;
    }
    alice.expect("message").await;
    let reading = async {
        let mut echoed = 1;
        while let Some(kind) = alice.next_or_close().await {
            echoed += usize::from(kind == "message");
        }
        echoed
    };
    let ((), echoed) = tokio::join!(server.stop(), reading);
    let server = server.start_again().await;
    let (_, stored) = server.rest().get("/api/messages").await;
    let stored = stored.as_array().unwrap().len();
    assert!(stored >= echoed && echoed >= 1, "{echoed} were acknowledged and {stored} stored");
}

#[tokio::test]
async fn a_stopped_server_takes_no_connections() {
    let mut server = TestServer::start().await;
    server.rest().post("/api/messages", json!({ "text": "hi", "senderId": "alice" })).await;
    server.stop().await;
    assert!(tokio::net::TcpStream::connect(server.address()).await.is_err());
}
