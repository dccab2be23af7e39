//! The chat over HTTP: WebSocket, REST, the classic API, and the messenger's files.
//!
//! [`serve()`] accepts connections until it is told to stop and then drains them. `router` is the table of contents:
//! every path and what answers it. A WebSocket frame and a REST body become a `Command` and are handed to
//! `webchat-core`; nothing here decides what a message means or who hears it. Who asks is found out by `webchat-auth`; `who`
//! is where requests and connections meet it.
//!
//! It must not know: SQL, files of the database, buses, command-line flags, or any rule of the chat itself.

mod accept;
mod app;
mod assets;
mod events;
mod headers;
mod health;
mod host;
mod origin;
mod rest;
mod router;
mod serve;
mod sweep;
mod websocket;
mod who;

pub use app::Options;
pub use host::Hosts;
pub use origin::Origins;
pub use serve::serve;
pub use websocket::serve_socket;
