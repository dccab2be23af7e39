//! The WebSocket transport: an upgrade, then one task per connection that turns frames into commands and writes what
//! waits in the connection's queue.

mod close;
mod session;
mod upgrade;

use tokio::io::{AsyncRead, AsyncWrite};
use webchat_core::Chat;

use crate::who::door::Door;

pub(crate) use upgrade::{upgrade, upgrade_or_page};

/// Serves one WebSocket in open mode from its first frame to its last, over any stream that was upgraded already: a simulated network,
/// or bytes that somebody made up. Does nothing when the chat is full.
pub async fn serve_socket<S>(stream: S, chat: &Chat)
where
    S: AsyncRead + AsyncWrite + Unpin + Send,
{
    let Some(mut session) = chat.connect() else { return };
    session::run(stream, chat, &mut Door::Open, &mut session).await;
    chat.disconnect(&mut session).await;
}
