//! The injector: what happens to connections on their way, to the server's process, and to its disk and clock.
//!
//! It must not know: what is said on a connection, or what is checked.

mod disk;
mod fate;
mod gate;
mod power;
mod process;
mod relay;
mod storm;

pub use disk::{Disk, Trouble};
pub use gate::{Gate, Gates};
pub use process::{Launch, Server, free_address};
pub use storm::{Storm, Weather};
