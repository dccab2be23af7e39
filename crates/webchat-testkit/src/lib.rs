//! For tests: a server on a free port, clients that speak the wire, a clock to turn, and the contracts that every
//! backend must pass.
//!
//! A test starts a [`TestServer`], connects a [`Socket`] or asks by [`Rest`], and says what it expects; nothing sleeps,
//! every wait is for something and gives up after [`PATIENCE`] with what came instead. Whatever goes wrong panics: this
//! crate is for tests only.
//!
//! It must not know: how the server does what it does. It sees what a client sees.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test that can't go on fails")]

pub mod accounts_contract;
mod clock;
mod history;
pub mod hostile;
mod line;
mod memory_store;
mod mode;
mod program;
mod raw;
mod rest;
mod server;
mod socket;
pub mod store_contract;

use std::time::Duration;

pub use clock::TestClock;
pub use history::History;
pub use line::{Line, Transport};
pub use memory_store::MemoryStore;
pub use mode::{Mode, forged_token, token};
pub use program::Program;
pub use raw::{Opcode, RawSocket};
pub use rest::Rest;
pub use server::{PASSWORD, TestServer};
pub use socket::Socket;

/// How long a test waits for what must come. Far more than anything takes, so that only what is broken is waited for.
pub const PATIENCE: Duration = Duration::from_secs(10);
