//! REST: bodies and queries in, JSON out. Two spellings of the same use cases: the classic routes and `/api/v1`;
//! and who somebody is.

pub(crate) mod body;
pub(crate) mod classic;
pub(crate) mod identity;
mod problem;
pub(crate) mod query;
pub(crate) mod v1;

use axum::extract::OriginalUri;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};

#[cfg(feature = "reference")]
pub(crate) use problem::Refusal;
pub(crate) use problem::{ApiError, ClassicError};

/// Answers an API path that isn't there.
pub(crate) async fn unknown_path(OriginalUri(uri): OriginalUri) -> Response {
    let path: String = uri.path().chars().take(100).collect();
    ClassicError::new(StatusCode::NOT_FOUND, format!("There is nothing at {path}.")).into_response()
}

/// Answers a method that a path doesn't have; the `Allow` header names those it has.
pub(crate) async fn wrong_method() -> Response {
    ClassicError::new(StatusCode::METHOD_NOT_ALLOWED, "This path does not take that method.").into_response()
}
