//! Section 5.2: lengths, masks, reserved bits and opcodes.

use webchat_testkit::Opcode;

use crate::Answer::{Close, ErrorEvent, PongEvent};
use crate::{ASK, BINARY, Send, frame, play};

/// `{"type":"ping"}` filled up with blanks to a length.
fn ask_of(length: usize) -> Vec<u8> {
    let mut text = ASK.to_vec();
    text.resize(length, b' ');
    text
}

#[tokio::test]
async fn every_way_to_write_a_length_is_read() {
    let lengths = [125, 126, 127, 65_535, 65_536];
    let names = ["125", "126", "127", "65,535", "65,536, the limit"];
    let cases = lengths.into_iter().zip(names);
    play(
        cases
            .map(|(length, name)| (name, vec![frame(Opcode::TEXT, &ask_of(length))], vec![PongEvent]))
            .collect(),
    )
    .await;
}

#[tokio::test]
async fn too_long_is_1009_whether_it_comes_or_is_only_announced() {
    let announced = |head: &[u8]| [head, &[0; 4]].concat();
    play(vec![
        ("one byte too long", vec![frame(Opcode::TEXT, &ask_of(65_537))], vec![Close(1009)]),
        (
            "4 GiB announced",
            vec![Send::Bytes(announced(&[0x81, 0xff, 0, 0, 0, 1, 0, 0, 0, 0]))],
            vec![Close(1009)],
        ),
        (
            "the highest bit set",
            vec![Send::Bytes(announced(&[0x81, 0xff, 0x80, 0, 0, 0, 0, 0, 0, 0]))],
            vec![Close(1009)],
        ),
    ])
    .await;
}

#[tokio::test]
async fn reserved_bits_and_opcodes_are_1002() {
    let bits = [("RSV1", 0xc1), ("RSV2", 0xa1), ("RSV3", 0x91), ("all three", 0xf1)];
    let opcodes = [
        ("opcode 3", 0x83),
        ("opcode 4", 0x84),
        ("opcode 5", 0x85),
        ("opcode 6", 0x86),
        ("opcode 7", 0x87),
        ("opcode 11", 0x8b),
        ("opcode 12", 0x8c),
        ("opcode 13", 0x8d),
        ("opcode 14", 0x8e),
        ("opcode 15", 0x8f),
    ];
    let cases = bits.into_iter().chain(opcodes);
    play(cases.map(|(name, byte)| (name, vec![frame(Opcode(byte), ASK)], vec![Close(1002)])).collect()).await;
}

#[tokio::test]
async fn a_frame_without_a_mask_is_1002() {
    let unmasked = [&[0x81, 15], ASK].concat();
    play(vec![
        ("a text", vec![Send::Bytes(unmasked)], vec![Close(1002)]),
        ("a ping", vec![Send::Bytes(vec![0x89, 0])], vec![Close(1002)]),
    ])
    .await;
}

#[tokio::test]
async fn a_frame_in_pieces_of_a_byte_is_one_frame() {
    let mask = [1, 2, 3, 4];
    let mut bytes = vec![0x81, 0x80 | 15];
    bytes.extend(mask);
    bytes.extend(ASK.iter().enumerate().map(|(place, byte)| byte ^ mask[place % 4]));
    let pieces = bytes.into_iter().map(|byte| Send::Bytes(vec![byte])).collect();
    play(vec![("byte by byte", pieces, vec![PongEvent])]).await;
}

#[tokio::test]
async fn frames_that_come_together_are_answered_in_order() {
    play(vec![
        (
            "three at once",
            vec![frame(Opcode::TEXT, ASK), frame(BINARY, b""), frame(Opcode::TEXT, ASK)],
            vec![PongEvent, ErrorEvent, PongEvent],
        ),
        ("an empty text", vec![frame(Opcode::TEXT, b"")], vec![ErrorEvent]),
    ])
    .await;
}
