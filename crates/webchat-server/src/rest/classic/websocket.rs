//! `/api/websocket`

use axum::Json;
use axum::extract::State;
use axum::http::{HeaderMap, header};
use serde::Serialize;

use crate::app::App;
use crate::who::Who;

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Description {
    status: &'static str,
    message: &'static str,
    url: String,
    path: &'static str,
    connected_users: usize,
    connections: usize,
}

/// `GET`: where the WebSocket is, seen from whoever asks, and how many are on it.
pub(crate) async fn describe(State(app): State<App>, _who: Who, headers: HeaderMap) -> Json<Description> {
    let host = headers.get(header::HOST).and_then(|host| host.to_str().ok()).unwrap_or("localhost");
    let is_secure = headers.get("x-forwarded-proto").is_some_and(|scheme| scheme == "https");
    let scheme = if is_secure { "wss" } else { "ws" };
    let (connected_users, connections) = app.chat.census();
    Json(Description {
        status: "running",
        message: "The WebSocket server takes connections.",
        url: format!("{scheme}://{host}/ws"),
        path: "/ws",
        connected_users,
        connections,
    })
}
