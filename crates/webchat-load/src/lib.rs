//! The delivery checker: breaks a running webchat in every way it can, and proves what was promised.
//!
//! [`verify::run`] lets model clients use a server over every transport while connections, processes and the disk fail,
//! takes down everything that happens, and compares it all: with the promises, with the server's history and with its
//! database. It prints nothing by itself but how it goes; what it found is in the [`verify::Outcome`].
//!
//! It speaks the wire and reads the database file. It must not know: core, server or store, for what shares their code
//! shares their mistakes.

mod calm;
mod cast;
mod checks;
mod client;
mod evidence;
mod faults;
mod proof;
mod record;
mod tally;
pub mod verify;
mod witness;

pub use faults::{Disk, Weather};
pub use record::{Fault, Transport};
