//! One WebSocket from its first frame to its last.

use std::time::Duration;

use futures_util::{SinkExt, StreamExt};
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::time::{MissedTickBehavior, interval, timeout};
use tokio_tungstenite::WebSocketStream;
use tokio_tungstenite::tungstenite::protocol::{Role, WebSocketConfig};
use tokio_tungstenite::tungstenite::{Error, Message, Utf8Bytes};
use webchat_core::{Chat, Close, Frame, Session};
use webchat_protocol::{CloseCode, ErrorCode, Event, Limits, Problem, decode_request};

use super::close;
use crate::who::door::Door;

/// Read in steps of this size: most frames fit, and an idle connection keeps no more.
const READ_BUFFER: usize = 4 * 1024;
/// Frames of a batch are gathered up to this size before they are written.
const WRITE_BUFFER: usize = 16 * 1024;

/// Silence is looked for this often between two pings, so that it ends a connection some seconds late at most.
const CHECKS_PER_PING: u32 = 5;

/// How a session went, for its line in the log.
struct Tally {
    started: Duration,
    received: u64,
    refused: u64,
    sent: u64,
}

/// Serves the connection until either side ends it.
pub(super) async fn run<S>(stream: S, chat: &Chat, door: &mut Door, session: &mut Session)
where
    S: AsyncRead + AsyncWrite + Unpin + Send,
{
    let socket = WebSocketStream::from_raw_socket(stream, Role::Server, Some(config(chat.limits()))).await;
    let now = chat.clock().elapsed();
    let tally = Tally { started: now, received: 0, refused: 0, sent: 0 };
    let mut talk = Talk { socket, chat, door, session, tally, heard: now };
    let end = talk.run().await;
    let Talk { socket, session, tally, .. } = talk;
    let code = match &end {
        End::Ours(close) => close.code.code(),
        End::Theirs(code) => code.unwrap_or(1005),
        End::Lost => 1006,
    };
    tracing::info!(
        user_id = session.actor().map(|actor| actor.user_id.as_str()),
        code,
        received = tally.received,
        refused = tally.refused,
        sent = tally.sent,
        seconds = chat.clock().elapsed().saturating_sub(tally.started).as_secs(),
        "connection ended"
    );
    if let End::Ours(close) = end {
        close::close(socket, &close).await;
    }
}

fn config(limits: &Limits) -> WebSocketConfig {
    WebSocketConfig::default()
        .read_buffer_size(READ_BUFFER)
        .write_buffer_size(WRITE_BUFFER)
        .max_frame_size(Some(limits.frame_bytes))
        .max_message_size(Some(limits.frame_bytes))
}

/// Who ended the connection.
enum End {
    /// The server does, for a reason.
    Ours(Close),
    /// The client closed it, with this code if it gave one.
    Theirs(Option<u16>),
    /// It broke.
    Lost,
}

/// A connection while it lives.
struct Talk<'a, S> {
    socket: WebSocketStream<S>,
    chat: &'a Chat,
    door: &'a mut Door,
    session: &'a mut Session,
    tally: Tally,
    /// When the client last gave a sign of life.
    heard: Duration,
}

impl<S: AsyncRead + AsyncWrite + Unpin + Send> Talk<'_, S> {
    async fn run(&mut self) -> End {
        let limits = self.chat.limits();
        let every = Duration::from_millis(limits.ping_ms.max(u64::from(CHECKS_PER_PING))) / CHECKS_PER_PING;
        let mut check = interval(every);
        check.set_missed_tick_behavior(MissedTickBehavior::Delay);
        check.reset();
        let (mut checks, mut batch) = (0, Vec::new());
        loop {
            // In this order, so that a run can be repeated: the check is rare, and whatever is read is answered at once, so
            // that neither keeps the queue waiting.
            let step = tokio::select! {
                biased;
                _ = check.tick() => {
                    checks += 1;
                    self.check(checks % CHECKS_PER_PING == 0).await
                }
                message = self.socket.next() => self.read(message, &mut batch).await,
                close = self.session.connection.queue.next(&mut batch) => match close {
                    Some(close) => Err(End::Ours(close)),
                    None => self.write(&mut batch).await,
                },
            };
            if let Err(end) = step {
                return end;
            }
        }
    }

    /// Ends the connection if the client was silent for too long, or did not show who is there; else pings it, if it is time.
    async fn check(&mut self, is_ping_due: bool) -> Result<(), End> {
        let silence = Duration::from_millis(self.chat.limits().silence_ms);
        if self.chat.clock().elapsed().saturating_sub(self.heard) >= silence {
            return Err(End::Ours(CloseCode::Silent.into()));
        }
        if let Some(close) = self.door.is_over(self.chat, self.session) {
            return Err(End::Ours(close));
        }
        if is_ping_due { self.ping().await } else { Ok(()) }
    }

    async fn read(
        &mut self,
        message: Option<Result<Message, Error>>,
        batch: &mut Vec<Frame>,
    ) -> Result<(), End> {
        self.heard = self.chat.clock().elapsed();
        match message {
            Some(Ok(Message::Text(text))) => {
                self.command(&text).await;
                return self.answer(batch).await;
            }
            Some(Ok(Message::Binary(_))) => {
                let sentence = "Commands are text frames; this one was binary.";
                self.refuse(Problem::new(ErrorCode::BinaryFrame, sentence));
            }
            // Answered by the library, or an answer to ours.
            Some(Ok(Message::Ping(_) | Message::Pong(_) | Message::Frame(_))) => {}
            Some(Ok(Message::Close(frame))) => {
                // Reading on lets the library send the answering close (RFC 6455 section 5.5.1).
                let rest = Duration::from_millis(self.chat.limits().write_ms);
                drop(timeout(rest, async { while self.socket.next().await.is_some() {} }).await);
                return Err(End::Theirs(frame.map(|frame| frame.code.into())));
            }
            Some(Err(error)) => {
                return Err(close::after(&error).map_or(End::Lost, |code| End::Ours(code.into())));
            }
            None => return Err(End::Lost),
        }
        Ok(())
    }

    /// Writes what the command was answered with at once, so that it stands before whatever the next frame causes: that
    /// may be the end of the connection.
    async fn answer(&mut self, batch: &mut Vec<Frame>) -> Result<(), End> {
        match self.session.connection.queue.take(batch) {
            Some(close) => Err(End::Ours(close)),
            None if batch.is_empty() => Ok(()),
            None => self.write(batch).await,
        }
    }

    async fn command(&mut self, text: &str) {
        self.tally.received += 1;
        match decode_request(text) {
            Ok(request) => self.door.dispatch(self.chat, self.session, request).await,
            Err(problem) => self.refuse(problem),
        }
    }

    fn refuse(&mut self, problem: Problem) {
        self.tally.refused += 1;
        self.session.push(&Event::from(problem));
    }

    /// Writes a batch as one flush.
    async fn write(&mut self, batch: &mut Vec<Frame>) -> Result<(), End> {
        self.tally.sent += batch.len() as u64;
        let socket = &mut self.socket;
        let writing = async {
            for frame in batch.drain(..) {
                socket.feed(Message::Text(text(&frame)?)).await?;
            }
            socket.flush().await
        };
        let within = Duration::from_millis(self.chat.limits().write_ms);
        let outcome = tokio::select! {
            outcome = timeout(within, writing) => outcome,
            // The reader is so slow that the queue filled up behind this batch, or was signed out.
            close = self.session.connection.queue.overflowed() => return Err(End::Ours(close)),
        };
        match outcome {
            Ok(Ok(())) => {
                if batch.capacity() > 64 {
                    // A burst should not leave its buffer behind for the rest of a quiet connection's life.
                    *batch = Vec::new();
                }
                Ok(())
            }
            Ok(Err(_)) => Err(End::Lost),
            Err(_) => Err(End::Ours(CloseCode::TooSlow.into())),
        }
    }

    async fn ping(&mut self) -> Result<(), End> {
        let within = Duration::from_millis(self.chat.limits().write_ms);
        match timeout(within, self.socket.send(Message::Ping(bytes::Bytes::new()))).await {
            Ok(Ok(())) => Ok(()),
            Ok(Err(_)) => Err(End::Lost),
            Err(_) => Err(End::Ours(CloseCode::TooSlow.into())),
        }
    }
}

fn text(frame: &Frame) -> Result<Utf8Bytes, Error> {
    Utf8Bytes::try_from(frame.bytes().clone()).map_err(|_| Error::AttackAttempt)
}
