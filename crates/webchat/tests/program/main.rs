//! The binary as its users meet it: started, killed, stopped, misconfigured, backed up, and given an old database.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test that can't go on fails")]

mod accounts;
mod backup;
mod disk;
mod import;
mod kill;
mod power;
mod sentences;
mod signed;
mod stalled;
mod stop;
mod storm;
mod verify;

/// The binary under test.
const WEBCHAT: &str = env!("CARGO_BIN_EXE_webchat");
