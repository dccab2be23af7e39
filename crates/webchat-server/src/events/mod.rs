//! The same events without a WebSocket: a stream of server-sent events, and long polls. Both are registered connections of
//! protocol 2 like any other; what differs is how frames travel. Commands come by `POST /api/v1/commands`.

mod ask;
mod live;
pub(crate) mod poll;
mod polls;
mod positions;
pub(crate) mod stream;

pub(crate) use polls::Polls;
