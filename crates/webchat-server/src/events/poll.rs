//! `/api/v1/poll`: the events since the cursors, as soon as there are any.
//!
//! The cursors are the acknowledgement: a client that lost an answer gives the old ones and is told again. A client that
//! names itself with `session` keeps its connection between polls, so that its user stays here and hints reach it too.

use std::time::Duration;

use axum::extract::State;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use tokio::time::timeout;
use webchat_core::{Close, Frame};
use webchat_protocol::{CloseCode, ErrorCode, Problem};

use super::ask::{Ask, Raw};
use super::live::{Live, signed_out};
use super::polls::Key;
use crate::app::App;
use crate::rest::ApiError;
use crate::rest::body::Body;
use crate::rest::query::Parameters;
use crate::who::Shown;

pub(crate) async fn wait(
    State(app): State<App>,
    shown: Shown,
    parameters: Parameters,
    headers: HeaderMap,
    body: Body,
) -> Result<Response, ApiError> {
    let ask = Ask::read(&app, Raw { shown, parameters, headers, body }).await?;
    let most = Duration::from_millis(app.chat.limits().poll_ms);
    let within = ask.values.number("wait")?.map_or(most, Duration::from_secs).min(most);
    let mut poll = Poll::begin(app, &ask).await?;
    let mut batch = Vec::new();
    let close = match poll.live().and_then(Live::queue) {
        Some(queue) => timeout(within, queue.next(&mut batch)).await.unwrap_or_default(),
        None => None,
    };
    match close {
        Some(close) => poll.end(&close),
        None => Ok(poll.answer(&batch)),
    }
}

/// One poll. However it ends, the session of a client that will ask again is parked.
struct Poll {
    app: App,
    key: Option<Key>,
    live: Option<Live>,
}

impl Poll {
    async fn begin(app: App, ask: &Ask) -> Result<Self, ApiError> {
        let actor = &ask.identified.actor;
        let key = ask.values.get("session")?.map(|name| (actor.user_id.clone(), actor.session, name));
        // One that was signed out while nobody asked is over, whoever asks now.
        let parked = key.as_ref().and_then(|key| app.polls.take(key)).filter(|live| !live.is_cut());
        let live = match (parked, &ask.register.cursors) {
            (Some(mut live), Some(cursors)) => {
                live.hold(ask).await;
                live.go_back(cursors).await?;
                live
            }
            // Without cursors it has lost everything, and begins again.
            _ => Live::begin(&app, ask).await?,
        };
        Ok(Self { app, key, live: Some(live) })
    }

    fn live(&self) -> Option<&Live> {
        self.live.as_ref()
    }

    fn answer(&mut self, batch: &[Frame]) -> Response {
        let Some(live) = &mut self.live else { return StatusCode::NO_CONTENT.into_response() };
        for frame in batch {
            live.positions.advance(frame);
        }
        let mut response = json(live, batch).into_response();
        let headers = response.headers_mut();
        headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/json"));
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
        response
    }

    /// The connection was closed: what it had queued is read again by the next poll, on a new one.
    fn end(mut self, close: &Close) -> Result<Response, ApiError> {
        if close.code == CloseCode::GoingAway {
            let problem = Problem::new(ErrorCode::StorageUnavailable, "The server is shutting down.");
            let problem = problem.retry_after(close.retry_after_ms().unwrap_or_default());
            return Err(ApiError::new(StatusCode::SERVICE_UNAVAILABLE, problem));
        }
        self.key = None;
        if close.code == CloseCode::SignedOut {
            return Err(signed_out(close).into());
        }
        Ok(self.answer(&[]))
    }
}

impl Drop for Poll {
    fn drop(&mut self) {
        if let (Some(key), Some(live)) = (self.key.take(), self.live.take()) {
            let pause = Duration::from_millis(self.app.chat.limits().poll_pause_ms);
            self.app.polls.park(key, live, self.app.chat.clock().elapsed() + pause);
        }
    }
}

/// The batch as JSON, from frames that are JSON already.
fn json(live: &Live, batch: &[Frame]) -> Vec<u8> {
    let cursors = serde_json::to_vec(live.positions.cursors()).unwrap_or_default();
    let mut text = cursors;
    // The closing brace makes room for one more field.
    text.pop();
    text.extend_from_slice(b",\"events\":[");
    for (place, frame) in batch.iter().enumerate() {
        if place > 0 {
            text.push(b',');
        }
        text.extend_from_slice(frame.bytes());
    }
    text.extend_from_slice(b"]}");
    text
}
