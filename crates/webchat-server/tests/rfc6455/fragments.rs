//! Section 5.4: messages in fragments, with control frames in the middle.

use webchat_testkit::Opcode;

use crate::Answer::{Close, ErrorEvent, Pong, PongEvent};
use crate::{ASK, CONTINUES, frame, play};

const ENDS: Opcode = Opcode::CONTINUES_AND_ENDS;
const BEGINS: Opcode = Opcode::TEXT_BEGINS;
const BINARY_BEGINS: Opcode = Opcode(0x02);

#[tokio::test]
async fn fragments_are_one_message() {
    let byte_by_byte = |middle: &[u8]| {
        let mut sends = vec![frame(BEGINS, &middle[..1])];
        sends.extend(middle[1..].iter().map(|byte| frame(CONTINUES, &[*byte])));
        sends.push(frame(ENDS, b""));
        sends
    };
    play(vec![
        ("two", vec![frame(BEGINS, &ASK[..4]), frame(ENDS, &ASK[4..])], vec![PongEvent]),
        ("the first empty", vec![frame(BEGINS, b""), frame(ENDS, ASK)], vec![PongEvent]),
        ("all empty", vec![frame(BEGINS, b""), frame(CONTINUES, b""), frame(ENDS, b"")], vec![ErrorEvent]),
        ("a byte each, the last empty", byte_by_byte(ASK), vec![PongEvent]),
        ("binary", vec![frame(BINARY_BEGINS, &ASK[..4]), frame(ENDS, &ASK[4..])], vec![ErrorEvent]),
    ])
    .await;
}

#[tokio::test]
async fn control_frames_may_stand_between_fragments() {
    play(vec![(
        "two pings",
        vec![
            frame(BEGINS, &ASK[..4]),
            frame(Opcode::PING, b"one"),
            frame(CONTINUES, &ASK[4..8]),
            frame(Opcode::PING, b"two"),
            frame(ENDS, &ASK[8..]),
        ],
        vec![Pong(b"one".to_vec()), Pong(b"two".to_vec()), PongEvent],
    )])
    .await;
}

#[tokio::test]
async fn fragments_out_of_place_are_1002() {
    play(vec![
        ("a continuation of nothing", vec![frame(CONTINUES, ASK)], vec![Close(1002)]),
        ("an end of nothing", vec![frame(ENDS, ASK)], vec![Close(1002)]),
        ("a text within a text", vec![frame(BEGINS, ASK), frame(Opcode::TEXT, ASK)], vec![Close(1002)]),
        ("a begin within a text", vec![frame(BEGINS, ASK), frame(BEGINS, ASK)], vec![Close(1002)]),
        (
            "a continuation after the end",
            vec![frame(BEGINS, &ASK[..4]), frame(ENDS, &ASK[4..]), frame(ENDS, b"")],
            vec![PongEvent, Close(1002)],
        ),
    ])
    .await;
}

#[tokio::test]
async fn fragments_count_together_against_the_limit() {
    let half = vec![b' '; 40_000];
    play(vec![("twice 40,000 bytes", vec![frame(BEGINS, &half), frame(ENDS, &half)], vec![Close(1009)])])
        .await;
}
