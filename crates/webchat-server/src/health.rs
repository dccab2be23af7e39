//! Whether the server is well, for whatever watches over it.

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use serde_json::json;

use crate::app::App;

/// `GET /healthz`: 200 when the store answers, else 503.
pub(crate) async fn check(State(app): State<App>) -> Response {
    let version = env!("CARGO_PKG_VERSION");
    match app.chat.check_health().await {
        Ok(()) => Json(json!({ "status": "ok", "version": version })).into_response(),
        Err(error) => {
            tracing::error!(%error, "the health check failed");
            let body = Json(
                json!({ "status": "failing", "version": version, "error": "The store does not answer." }),
            );
            (StatusCode::SERVICE_UNAVAILABLE, body).into_response()
        }
    }
}
