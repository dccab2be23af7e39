//! Who asks: what a request shows goes to the `Authenticator`, and what comes back says whose request it is.
//!
//! - `shown`: what a request shows, cookies included. The only place that knows how a cookie is written.
//! - `settle`: the layer around every route of the chat, and [`Who`], which their handlers take in.
//! - `gate`: the one way to the authenticator, and the way out: whoever is signed out loses their live connections.
//! - `door`: a socket until somebody is registered on it, and after that.
//! - `console`: what was done to accounts in another process.
//! - `watch`: the live connections of those who showed who they are, looked at from time to time.
//! - `refusal`: what the authenticator refuses, as the wire says it.

mod console;
pub(crate) mod door;
mod gate;
mod refusal;
mod settle;
mod shown;
mod watch;

pub(crate) use console::Console;
pub(crate) use gate::{Gate, Settled};
pub(crate) use refusal::FromElsewhere;
pub(crate) use settle::{Who, settle};
pub(crate) use shown::{Shown, cookie};
pub(crate) use watch::Watched;
