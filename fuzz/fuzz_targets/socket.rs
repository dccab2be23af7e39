//! Any bytes on an upgraded connection: the server answers with whole frames and ends, and nobody else notices.

#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| webchat_testkit::hostile::socket(bytes));
