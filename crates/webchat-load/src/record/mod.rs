//! What happened in a run, in the order in which it happened.

mod entry;
mod fault;
mod log;
mod sight;
mod story;
mod subject;
mod way;
mod words;

pub use entry::{Answer, Entry, Fact, Heard, Intent, Moment};
pub use fault::Fault;
pub use log::Log;
pub use sight::{Digest, Sight};
pub use story::story;
pub use subject::Subject;
pub use way::{ConnectionId, Transport, Way};
