//! What comes from outside may be anything: it gets its answer, and nobody else notices.

use std::fs;
use std::path::Path;

use serde_json::{Value, json};
use webchat_testkit::{Opcode, RawSocket, TestServer};

#[tokio::test]
async fn every_malformed_frame_is_answered_and_the_connection_goes_on() {
    let server = TestServer::start().await;
    let mut alice = server.join("alice").await;
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fixtures/wire/refused");
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let case: Value = serde_json::from_str(&fs::read_to_string(&path).unwrap()).unwrap();
        alice.send_text(case["frame"].as_str().unwrap()).await;
        assert_eq!(alice.expect("error").await["code"], case["code"], "{}", path.display());
    }
    alice.say("m-1", "still here", None).await;
    alice.expect("message").await;
}

#[tokio::test]
async fn a_binary_frame_is_answered_and_the_connection_goes_on() {
    let server = TestServer::start().await;
    let mut alice = server.join("alice").await;
    alice.send_binary(b"{\"type\":\"ping\"}").await;
    assert_eq!(alice.expect("error").await["code"], "binary-frame");
    alice.expect_nothing().await;
}

#[tokio::test]
async fn frames_that_break_the_protocol_close_with_their_code() {
    let reserved_bit = Opcode(0xc1);
    let reserved_opcode = Opcode(0x83);
    let fragmented_ping = Opcode(0x09);
    let long = vec![b'x'; 126];
    let cases: [(&str, Opcode, &[u8], u16); 6] = [
        ("invalid UTF-8", Opcode::TEXT, b"\xff\xfe", 1007),
        ("a reserved bit", reserved_bit, b"{}", 1002),
        ("a reserved opcode", reserved_opcode, b"{}", 1002),
        ("a fragmented ping", fragmented_ping, b"", 1002),
        ("a ping too long", Opcode::PING, &long, 1002),
        ("a continuation of nothing", Opcode::CONTINUES_AND_ENDS, b"{}", 1002),
    ];
    let server = TestServer::start().await;
    for (name, opcode, payload, code) in cases {
        let mut raw = server.raw().await;
        raw.send(opcode, payload).await;
        assert_eq!(raw.close_code().await, code, "{name}");
        raw.ended().await;
    }
}

#[tokio::test]
async fn an_unmasked_frame_closes_with_1002() {
    let server = TestServer::start().await;
    let mut raw = server.raw().await;
    raw.send_unmasked(Opcode::TEXT, b"{\"type\":\"ping\"}").await;
    assert_eq!(raw.close_code().await, 1002);
    raw.ended().await;
}

#[tokio::test]
async fn an_oversized_frame_closes_with_1009_although_it_was_not_read() {
    let server = TestServer::start().await;
    for size in [64 * 1024 + 1, 1024 * 1024] {
        let mut raw = server.raw().await;
        raw.send(Opcode::TEXT, &vec![b' '; size]).await;
        assert_eq!(raw.close_code().await, 1009, "{size} bytes");
        raw.ended().await;
    }
}

#[tokio::test]
async fn a_frame_that_claims_to_be_endless_costs_nothing() {
    let server = TestServer::start().await;
    let mut raw = server.raw().await;
    raw.send_bytes(&[0x81, 0xff, 0x7f, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0, 0, 0, 0]).await;
    assert_eq!(raw.close_code().await, 1009);
}

#[tokio::test]
async fn fragments_that_add_up_to_too_much_close_with_1009() {
    let server = TestServer::start().await;
    let mut raw = server.raw().await;
    raw.send(Opcode::TEXT_BEGINS, &vec![b' '; 40 * 1024]).await;
    raw.send(Opcode::CONTINUES_AND_ENDS, &vec![b' '; 40 * 1024]).await;
    assert_eq!(raw.close_code().await, 1009);
}

#[tokio::test]
async fn a_message_may_come_in_fragments_with_a_ping_between() {
    let server = TestServer::start().await;
    let mut raw = server.raw().await;
    raw.read().await;
    raw.send(Opcode::TEXT_BEGINS, b"{\"type\":").await;
    raw.send(Opcode::PING, b"hello?").await;
    raw.send(Opcode::CONTINUES_AND_ENDS, b"\"ping\"}").await;
    assert_eq!(raw.read().await, (0x8a, b"hello?".to_vec()));
    assert_eq!(raw.read().await, (0x81, b"{\"type\":\"pong\"}".to_vec()));
}

#[tokio::test]
async fn a_close_is_answered_with_its_own_code() {
    let server = TestServer::start().await;
    let mut raw = server.raw().await;
    raw.send(Opcode::CLOSE, &1000_u16.to_be_bytes()).await;
    assert_eq!(raw.close_code().await, 1000);
    raw.ended().await;
}

#[tokio::test]
async fn garbage_on_one_connection_touches_no_other() {
    let server = TestServer::start().await;
    let mut alice = server.join("alice").await;
    let mut bob = server.join("bob").await;
    alice.expect("user-joined").await;
    let mut vandals: Vec<RawSocket> = Vec::new();
    for byte in 0..=255_u8 {
        let mut vandal = server.raw().await;
        vandal.send_bytes(&[byte; 64]).await;
        vandals.push(vandal);
    }
    bob.say("m-1", "still fine?", Some("alice")).await;
    assert_eq!(alice.expect("message").await["data"]["id"], "m-1");
    assert_eq!(server.rest().get("/healthz").await.1["status"], json!("ok"));
}
