//! Sections 5.5.1 and 7.4: the closing handshake and its codes.

use webchat_testkit::Opcode;

use crate::Answer::{Close, PongEvent};
use crate::{ASK, Send, frame, play};

fn close(code: u16, reason: &[u8]) -> Send {
    frame(Opcode::CLOSE, &[&code.to_be_bytes(), reason].concat())
}

#[tokio::test]
async fn a_close_is_answered_with_its_code() {
    let codes = [1000, 1001, 1002, 1003, 1007, 1008, 1009, 1010, 1011, 3000, 3999, 4000, 4999];
    let mut cases: Vec<_> =
        codes.map(|code| ("a code that may be sent", vec![close(code, b"bye")], vec![Close(code)])).into();
    cases.push(("no code", vec![frame(Opcode::CLOSE, b"")], vec![Close(1005)]));
    cases.push(("the longest reason", vec![close(1000, &[b'x'; 123])], vec![Close(1000)]));
    play(cases).await;
}

#[tokio::test]
async fn a_close_that_may_not_be_sent_is_1002() {
    let codes = [0, 999, 1004, 1005, 1006, 1016, 1100, 2999, 5000, 65_535];
    let mut cases: Vec<_> =
        codes.map(|code| ("a code that may not be sent", vec![close(code, b"")], vec![Close(1002)])).into();
    cases.push(("half a code", vec![frame(Opcode::CLOSE, &[3])], vec![Close(1002)]));
    play(cases).await;
}

#[tokio::test]
async fn a_reason_that_is_not_utf_8_is_1007() {
    play(vec![("a broken reason", vec![close(1000, b"\xff")], vec![Close(1007)])]).await;
}

#[tokio::test]
async fn what_comes_before_a_close_is_answered_and_what_comes_after_is_not() {
    play(vec![(
        "a text, a close, a text",
        vec![frame(Opcode::TEXT, ASK), close(1000, b""), frame(Opcode::TEXT, ASK)],
        vec![PongEvent, Close(1000)],
    )])
    .await;
}
