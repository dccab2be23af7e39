//! Section 8.1: text is UTF-8, across fragments too.

use webchat_testkit::Opcode;

use crate::Answer::{Close, ErrorEvent};
use crate::{CONTINUES, frame, play};

const BEGINS: Opcode = Opcode::TEXT_BEGINS;
const ENDS: Opcode = Opcode::CONTINUES_AND_ENDS;

#[tokio::test]
async fn characters_may_be_cut_by_fragments() {
    let text = "κόσμε 👋".as_bytes();
    let cuts = (1..text.len()).map(|cut| {
        ("cut anywhere", vec![frame(BEGINS, &text[..cut]), frame(ENDS, &text[cut..])], vec![ErrorEvent])
    });
    play(cuts.collect()).await;
}

#[tokio::test]
async fn text_that_is_not_utf_8_is_1007() {
    let broken: [(&str, &[u8]); 9] = [
        ("a lone continuation byte", b"\x80"),
        ("an impossible byte", b"\xfe"),
        ("an overlong slash", b"\xc0\xaf"),
        ("an overlong euro", b"\xf0\x82\x82\xac"),
        ("a surrogate", b"\xed\xa0\x80"),
        ("beyond the last code point", b"\xf4\x90\x80\x80"),
        ("five bytes", b"\xf8\x88\x80\x80\x80"),
        ("a character that breaks off", b"\xce\xba\xe1\xbd"),
        ("a broken byte after good text", b"\xce\xba\xff"),
    ];
    play(broken.map(|(name, bytes)| (name, vec![frame(Opcode::TEXT, bytes)], vec![Close(1007)])).into())
        .await;
}

#[tokio::test]
async fn a_message_that_is_broken_across_fragments_is_1007() {
    play(vec![
        ("never finished", vec![frame(BEGINS, b"\xf0\x9f"), frame(ENDS, b"")], vec![Close(1007)]),
        (
            "finished wrongly",
            vec![frame(BEGINS, b"\xf0\x9f"), frame(CONTINUES, b"x"), frame(ENDS, b"")],
            vec![Close(1007)],
        ),
    ])
    .await;
}
