//! `/api/v1/events`: server-sent events (HTML Living Standard, section 9.2), for `EventSource` and anything that reads
//! lines.
//!
//! Each event is one `data:` line of JSON. After the first, and after what is part of a history, comes an `id:` line on
//! its own with the token that `EventSource` sends back as `Last-Event-ID`: it says how far the client is in every
//! conversation, so coming back loses nothing. What came after the last token comes twice; a client drops by `seq` what
//! it has.

use std::convert::Infallible;
use std::time::Duration;

use axum::body::Body as ResponseBody;
use axum::extract::State;
use axum::http::{HeaderMap, HeaderValue, header};
use axum::response::{IntoResponse, Response};
use bytes::{BufMut, Bytes, BytesMut};
use futures_util::stream;
use tokio::time::timeout;
use webchat_core::{Close, Frame};
use webchat_protocol::{CloseCode, Event};

use super::ask::{Ask, Raw};
use super::live::{Live, signed_out};
use crate::app::App;
use crate::rest::ApiError;
use crate::rest::body::Body;
use crate::rest::query::Parameters;
use crate::who::Shown;

/// When a browser is to come back after the stream broke, unless it was told otherwise: at once, but not in a circle.
const COME_BACK_MS: u64 = 1_000;

pub(crate) async fn open(
    State(app): State<App>,
    shown: Shown,
    parameters: Parameters,
    headers: HeaderMap,
    body: Body,
) -> Result<Response, ApiError> {
    let ask = Ask::read(&app, Raw { shown, parameters, headers, body }).await?;
    let live = Live::begin(&app, &ask).await?;
    let idle = Duration::from_millis(app.chat.limits().stream_idle_ms.max(1));
    let text = Text { live, idle, stage: Stage::Opening };
    let body = stream::unfold(text, |mut text| async move {
        let part = text.next().await?;
        Some((Ok::<_, Infallible>(part), text))
    });
    let mut response = ResponseBody::from_stream(body).into_response();
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("text/event-stream"));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    // Tells nginx not to collect the stream before it passes it on.
    headers.insert("x-accel-buffering", HeaderValue::from_static("no"));
    Ok(response)
}

/// The stream as text.
struct Text {
    live: Live,
    idle: Duration,
    stage: Stage,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Stage {
    Opening,
    /// The first events are still to come.
    Opened,
    Open,
    Ended,
}

impl Text {
    /// What is to be written next; `None` at the end.
    async fn next(&mut self) -> Option<Bytes> {
        if self.stage == Stage::Opening {
            self.stage = Stage::Opened;
            return Some(format!("retry: {COME_BACK_MS}\n\n").into());
        }
        if self.stage == Stage::Ended {
            return None;
        }
        let mut batch = Vec::new();
        match timeout(self.idle, self.live.queue()?.next(&mut batch)).await {
            Err(_) => Some(Bytes::from_static(b":\n\n")),
            Ok(None) => Some(self.write(&batch)),
            Ok(Some(close)) => {
                self.stage = Stage::Ended;
                Some(farewell(&close))
            }
        }
    }

    fn write(&mut self, batch: &[Frame]) -> Bytes {
        let mut text = BytesMut::with_capacity(batch.iter().map(|frame| frame.bytes().len() + 16).sum());
        // The first token says where it begins: who is cut off before anything happens comes back to there.
        let mut moved = self.stage == Stage::Opened;
        self.stage = Stage::Open;
        for frame in batch {
            moved |= self.live.positions.advance(frame);
            text.put_slice(b"data: ");
            text.put_slice(frame.bytes());
            text.put_slice(b"\n\n");
        }
        if moved {
            text.put_slice(format!("id: {}\n\n", self.live.positions.token()).as_bytes());
        }
        text.freeze()
    }
}

/// The last words: when to come back, or that there is nobody to come back any more.
fn farewell(close: &Close) -> Bytes {
    if close.code == CloseCode::SignedOut {
        let event = Event::from(signed_out(close));
        return format!("data: {}\n\n", serde_json::to_string(&event).unwrap_or_default()).into();
    }
    let millis = match close.code {
        CloseCode::GoingAway => close.retry_after_ms().unwrap_or(COME_BACK_MS),
        _ => 0,
    };
    format!("retry: {millis}\n\n").into()
}
