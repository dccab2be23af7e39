//! Any text is a command or is refused with a sentence; a command means the same after it was written and read again.

#![no_main]

libfuzzer_sys::fuzz_target!(|text: &str| webchat_testkit::hostile::request(text));
