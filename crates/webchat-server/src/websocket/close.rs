//! Ending a connection so that the client learns why.

use std::time::Duration;

use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt};
use tokio::time::timeout;
use tokio_tungstenite::WebSocketStream;
use tokio_tungstenite::tungstenite::Error;
use tokio_tungstenite::tungstenite::protocol::CloseFrame;
use webchat_core::Close;
use webchat_protocol::CloseCode;

/// How long a client may take to answer the close. One that reads at all does so at once.
const ANSWER_WITHIN: Duration = Duration::from_secs(2);
/// Bytes of a client still in the middle of sending that are read and dropped. Closing a socket with unread bytes
/// resets it, and the client would never see the close frame.
const LEFTOVER: u64 = 1024 * 1024;

/// The close code that an error of the client's calls for (RFC 6455 section 7.4.1); `None` when there is nobody left
/// to tell.
pub(super) fn after(error: &Error) -> Option<CloseCode> {
    match error {
        Error::Protocol(protocol) if is_gone(protocol) => None,
        Error::Protocol(_) => Some(CloseCode::ProtocolError),
        Error::Utf8(_) => Some(CloseCode::InvalidUtf8),
        Error::Capacity(_) => Some(CloseCode::TooBig),
        _ => None,
    }
}

fn is_gone(error: &tokio_tungstenite::tungstenite::error::ProtocolError) -> bool {
    use tokio_tungstenite::tungstenite::error::ProtocolError;
    matches!(error, ProtocolError::ResetWithoutClosingHandshake)
}

/// Sends the close frame, then reads until the client has closed its side too.
pub(super) async fn close<S>(mut socket: WebSocketStream<S>, close: &Close)
where
    S: AsyncRead + AsyncWrite + Unpin + Send,
{
    let frame = CloseFrame { code: close.code.code().into(), reason: close.reason.as_str().into() };
    let closing = async {
        if socket.close(Some(frame)).await.is_err() {
            return;
        }
        let mut stream = socket.into_inner();
        if stream.shutdown().await.is_ok() {
            let mut leftover = stream.take(LEFTOVER);
            let mut sink = [0; 4096];
            while matches!(leftover.read(&mut sink).await, Ok(read) if read > 0) {}
        }
    };
    // A client that neither reads nor leaves is not waited for.
    drop(timeout(ANSWER_WITHIN, closing).await);
}
