//! `/api/websocket`

use axum::Json;
use axum::extract::State;
use axum::http::{HeaderMap, header};
use serde::Serialize;

use crate::app::App;
use crate::who::Who;

/// Where the WebSocket is and how many are on it.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "reference", derive(schemars::JsonSchema), schemars(rename = "WebSocketDescription"))]
pub(crate) struct Description {
    /// Always `running`.
    status: &'static str,
    /// The same in a sentence.
    message: &'static str,
    /// Where it is, seen from whoever asks.
    url: String,
    /// The path of that.
    path: &'static str,
    /// How many users are connected.
    connected_users: usize,
    /// How many connections they have.
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
