//! The chat itself: what happens when somebody sends, deletes, reads, types, comes or goes.
//!
//! [`Chat`] is the way in. A transport turns bytes into a `Command` and hands it to [`Chat::dispatch`] (a live
//! connection) or [`Chat::perform`] (a single request); the use cases check it, the [`Store`] makes it durable, and
//! only then the [`Hub`] delivers the event to its audience. Push is a hint, the store is the truth: a
//! connection that can't keep up is closed, and its client reads what it missed.
//!
//! It must not know: HTTP, WebSocket frames, SQL, files, tokens, or where time comes from.

mod actor;
mod audience;
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
mod people;
#[cfg(feature = "planted")]
pub mod planted;
mod presence;
mod rates;
mod refusals;
pub mod store;
mod turns;
mod typing;

pub use actor::Actor;
pub use chat::{Chat, Parts};
pub use clock::{Clock, SystemClock};
pub use dispatch::Session;
pub use frame::{Frame, Place, Step};
pub use hub::{Close, Connection, Hub, Importance, Queue};
pub use store::Store;
