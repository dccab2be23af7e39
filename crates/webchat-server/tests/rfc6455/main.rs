//! RFC 6455 as a table of cases against the real server: what a client sends, byte by byte, and how it is answered.

#![allow(clippy::unwrap_used, reason = "a test that can't go on fails")]

mod closing;
mod control;
mod fragments;
mod framing;
mod utf8;

use webchat_testkit::{Opcode, RawSocket, TestServer};

/// One frame, or bytes that are none.
enum Send {
    Frame(Opcode, Vec<u8>),
    Bytes(Vec<u8>),
}

/// What the server answers, after its greeting.
#[derive(Debug, PartialEq, Eq)]
enum Answer {
    /// A `pong` event: the text frame before was understood as `{"type":"ping"}`.
    PongEvent,
    /// An `error` event: the connection goes on.
    ErrorEvent,
    /// A pong frame with this payload.
    Pong(Vec<u8>),
    /// A close frame with this code (1005 when it has none), and then the end of the connection.
    Close(u16),
}

/// The text frame that is answered by a `pong` event.
const ASK: &[u8] = b"{\"type\":\"ping\"}";
const CONTINUES: Opcode = Opcode(0x00);
const BINARY: Opcode = Opcode(0x82);

fn frame(opcode: Opcode, payload: &[u8]) -> Send {
    Send::Frame(opcode, payload.to_vec())
}

/// Plays every case on a connection of its own and names those that were answered differently.
async fn play(cases: Vec<(&str, Vec<Send>, Vec<Answer>)>) {
    let server = TestServer::start().await;
    let mut wrong = Vec::new();
    for (name, sends, expected) in cases {
        let mut raw = server.raw().await;
        raw.read().await;
        for send in sends {
            match send {
                Send::Frame(opcode, payload) => raw.send(opcode, &payload).await,
                Send::Bytes(bytes) => raw.send_bytes(&bytes).await,
            }
        }
        let mut answers = Vec::new();
        while answers.len() < expected.len() && !matches!(answers.last(), Some(Answer::Close(_))) {
            answers.push(answer(&mut raw).await);
        }
        if answers != expected {
            wrong.push(format!("{name}: expected {expected:?}, got {answers:?}"));
        }
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

async fn answer(raw: &mut RawSocket) -> Answer {
    let (opcode, payload) = raw.read().await;
    match opcode {
        0x81 if payload == b"{\"type\":\"pong\"}" => Answer::PongEvent,
        0x81 => Answer::ErrorEvent,
        0x8a => Answer::Pong(payload),
        0x88 => {
            raw.ended().await;
            Answer::Close(payload.first_chunk().map_or(1005, |code| u16::from_be_bytes(*code)))
        }
        other => panic!("the server sent a frame of opcode {other:#x}"),
    }
}
