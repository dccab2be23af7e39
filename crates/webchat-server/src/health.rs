//! Whether the server is well, for whatever watches over it.

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use serde::Serialize;

use crate::app::App;

/// How the server is.
#[derive(Serialize)]
#[cfg_attr(feature = "reference", derive(schemars::JsonSchema))]
pub(crate) struct Health {
    /// Whether it is well.
    status: Condition,
    /// The program's version.
    version: &'static str,
    /// What is wrong, in a sentence.
    #[serde(skip_serializing_if = "Option::is_none")]
    error: Option<&'static str>,
}

#[derive(Serialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(feature = "reference", derive(schemars::JsonSchema), schemars(rename = "HealthStatus"))]
pub(crate) enum Condition {
    /// The store can be read, and the last change was saved.
    Ok,
    /// The store does not answer, or could not save.
    Failing,
}

/// `GET /healthz`: 200 when the store answers, else 503.
pub(crate) async fn check(State(app): State<App>) -> Response {
    let health = |status, error| Json(Health { status, version: env!("CARGO_PKG_VERSION"), error });
    match app.chat.check_health().await {
        Ok(()) => health(Condition::Ok, None).into_response(),
        Err(error) => {
            tracing::error!(%error, "the health check failed");
            let body = health(Condition::Failing, Some("The store does not answer."));
            (StatusCode::SERVICE_UNAVAILABLE, body).into_response()
        }
    }
}
