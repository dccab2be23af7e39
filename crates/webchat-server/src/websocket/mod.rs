//! The WebSocket transport: an upgrade, then one task per connection that turns frames into commands and writes what
//! waits in the connection's queue.

mod close;
mod session;
mod upgrade;

pub(crate) use upgrade::{upgrade, upgrade_or_page};
