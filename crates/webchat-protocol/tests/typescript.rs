//! The TypeScript types that are checked in are the ones that the Rust types say.
#![cfg(feature = "typescript")]
#![allow(clippy::unwrap_used, reason = "a test that can't go on fails")]

#[test]
fn the_checked_in_types_are_up_to_date() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../web/packages/client/src/protocol.gen.ts");
    let checked_in = std::fs::read_to_string(path).unwrap();
    assert!(
        checked_in == webchat_protocol::typescript::module(),
        "web/packages/client/src/protocol.gen.ts is out of date; run `make types`"
    );
}
