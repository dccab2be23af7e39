//! Section 5.5: pings, pongs, and what control frames may not be.

use webchat_testkit::Opcode;

use crate::Answer::{Close, Pong, PongEvent};
use crate::{ASK, frame, play};

const PONG: Opcode = Opcode(0x8a);

#[tokio::test]
async fn a_ping_is_answered_with_its_own_payload() {
    let longest = vec![0xfe; 125];
    play(vec![
        ("empty", vec![frame(Opcode::PING, b"")], vec![Pong(Vec::new())]),
        ("not UTF-8", vec![frame(Opcode::PING, b"\xff\x00")], vec![Pong(vec![0xff, 0])]),
        ("the longest", vec![frame(Opcode::PING, &longest)], vec![Pong(longest.clone())]),
    ])
    .await;
}

#[tokio::test]
async fn a_pong_that_nobody_asked_for_is_left_alone() {
    play(vec![("a pong, then a text", vec![frame(PONG, b"hm"), frame(Opcode::TEXT, ASK)], vec![PongEvent])])
        .await;
}

#[tokio::test]
async fn control_frames_are_short_and_whole() {
    let long = vec![b'x'; 126];
    play(vec![
        ("a ping of 126 bytes", vec![frame(Opcode::PING, &long)], vec![Close(1002)]),
        ("a pong of 126 bytes", vec![frame(PONG, &long)], vec![Close(1002)]),
        ("a close of 126 bytes", vec![frame(Opcode::CLOSE, &long)], vec![Close(1002)]),
        ("a ping in fragments", vec![frame(Opcode(0x09), b"")], vec![Close(1002)]),
        ("a pong in fragments", vec![frame(Opcode(0x0a), b"")], vec![Close(1002)]),
        ("a close in fragments", vec![frame(Opcode(0x08), b"")], vec![Close(1002)]),
    ])
    .await;
}
