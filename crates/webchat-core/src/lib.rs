//! The chat itself: what happens when somebody sends, deletes, reads, types, comes or goes.
mod clock;
pub mod store;

pub use clock::{Clock, SystemClock};
