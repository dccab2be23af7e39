//! From an HTTP request to a WebSocket (RFC 6455 section 4.2).

use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode, Version, header};
use axum::response::{IntoResponse, Response};
use hyper::upgrade::OnUpgrade;
use hyper_util::rt::TokioIo;
use tokio_tungstenite::tungstenite::handshake::derive_accept_key;
use webchat_core::Session;
use webchat_protocol::reconnect_hint;

use super::session;
use crate::app::App;
use crate::assets;
use crate::rest::{ClassicError, wrong_method};
use crate::who::Shown;
use crate::who::door::Door;

/// `/`: the WebSocket for those who ask for one, the messenger's page for those who read.
pub(crate) async fn upgrade_or_page(state: State<App>, shown: Shown, request: Request) -> Response {
    if wants_websocket(request.headers()) {
        return upgrade(state, shown, request).await;
    }
    match *request.method() {
        Method::GET | Method::HEAD => assets::page(request.headers()),
        _ => wrong_method().await,
    }
}

/// `/ws`: the WebSocket.
pub(crate) async fn upgrade(State(app): State<App>, shown: Shown, mut request: Request) -> Response {
    let key = match check(&request) {
        Ok(key) => key,
        Err(refusal) => return refusal.into_response(),
    };
    let Some(on_upgrade) = request.extensions_mut().remove::<OnUpgrade>() else {
        return ClassicError::new(StatusCode::UPGRADE_REQUIRED, "This connection can't become a WebSocket.")
            .into_response();
    };
    let Some(session) = app.chat.connect() else { return full(&app) };
    let door = Door::new(&app.gate, shown, app.chat.clock().elapsed());
    app.sockets.clone().spawn(run(app, on_upgrade, door, session));
    let mut response = StatusCode::SWITCHING_PROTOCOLS.into_response();
    let headers = response.headers_mut();
    headers.insert(header::CONNECTION, HeaderValue::from_static("Upgrade"));
    headers.insert(header::UPGRADE, HeaderValue::from_static("websocket"));
    if let Ok(accept) = HeaderValue::from_str(&derive_accept_key(key.as_bytes())) {
        headers.insert(header::SEC_WEBSOCKET_ACCEPT, accept);
    }
    *response.body_mut() = Body::empty();
    response
}

async fn run(app: App, on_upgrade: OnUpgrade, mut door: Door, mut session: Session) {
    match on_upgrade.await {
        Ok(upgraded) => session::run(TokioIo::new(upgraded), &app.chat, &mut door, &mut session).await,
        Err(error) => tracing::debug!(%error, "a client left during the upgrade"),
    }
    app.chat.disconnect(&mut session).await;
}

fn wants_websocket(headers: &HeaderMap) -> bool {
    has_token(headers, &header::UPGRADE, "websocket")
}

/// Checks what RFC 6455 section 4.2.1 asks of the client's handshake and answers its key.
fn check(request: &Request) -> Result<String, ClassicError> {
    let headers = request.headers();
    let refuse = |status, sentence: &str| Err(ClassicError::new(status, sentence));
    if request.method() != Method::GET || request.version() < Version::HTTP_11 {
        return refuse(StatusCode::METHOD_NOT_ALLOWED, "A WebSocket begins with GET over HTTP/1.1.");
    }
    if !wants_websocket(headers) || !has_token(headers, &header::CONNECTION, "upgrade") {
        return refuse(StatusCode::UPGRADE_REQUIRED, "This is a WebSocket: send an upgrade request.");
    }
    if headers.get(header::SEC_WEBSOCKET_VERSION).is_none_or(|version| version != "13") {
        return refuse(StatusCode::UPGRADE_REQUIRED, "The WebSocket version must be 13.");
    }
    match headers.get(header::SEC_WEBSOCKET_KEY).and_then(|key| key.to_str().ok()) {
        Some(key) if key.len() == 24 => Ok(key.to_owned()),
        _ => refuse(StatusCode::BAD_REQUEST, "Sec-WebSocket-Key is missing or malformed."),
    }
}

fn has_token(headers: &HeaderMap, name: &header::HeaderName, token: &str) -> bool {
    let values = headers.get_all(name).iter().filter_map(|value| value.to_str().ok());
    values.flat_map(|value| value.split(',')).any(|one| one.trim().eq_ignore_ascii_case(token))
}

fn full(app: &App) -> Response {
    let hint = app.chat.hub().reconnect_hint_ms();
    tracing::warn!("a connection was refused: as many as may are open");
    let mut response = ClassicError::new(
        StatusCode::SERVICE_UNAVAILABLE,
        format!("The server is full. {}", reconnect_hint(hint)),
    )
    .into_response();
    let seconds = HeaderValue::from(hint.div_ceil(1_000).max(1));
    response.headers_mut().insert(header::RETRY_AFTER, seconds);
    response
}
