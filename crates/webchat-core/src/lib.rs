//! The chat itself: what happens when somebody sends, deletes, reads, types, comes or goes.
//!
//! [`Chat`] is the way in. A transport turns bytes into a `Command` and hands it to [`Chat::dispatch`] (a live
//! connection) or [`Chat::perform`] (a single request); the use cases check it, the [`Store`] makes it durable, and
//! only then the [`Hub`] delivers the event to its audience. Push is a hint, the store is the truth: a
//! connection that can't keep up is closed, and its client reads what it missed.
//!
//! It must not know: HTTP, WebSocket frames, SQL, files, tokens, or where time comes from.

mod access;
pub mod accounts;
mod actor;
mod audience;
mod blocks;
mod catch_up;
mod chat;
mod classic;
mod clock;
mod commit;
mod conversations;
mod dispatch;
mod frame;
mod health;
mod hub;
mod messages;
pub mod names;
pub mod oversight;
mod people;
#[cfg(feature = "planted")]
pub mod planted;
mod presence;
mod profiles;
mod publish;
pub mod rate;
mod rates;
mod refusals;
mod reports;
pub mod rights;
mod rosters;
mod session;
pub mod store;
mod turns;
mod typing;

pub use accounts::Accounts;
pub use actor::Actor;
pub use audience::Rules;
pub use chat::{Chat, Parts};
pub use clock::{Clock, SystemClock};
pub use frame::{Frame, Place, Step};
pub use hub::{Close, Connection, Hub, Importance, Queue};
pub use session::Session;
pub use store::Store;
