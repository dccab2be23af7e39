//! Refusals as REST says them.

use axum::Json;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde_json::json;
use webchat_protocol::{ErrorCode, Event, Problem};

/// A refusal on a classic route: `{error}`.
#[derive(Debug)]
pub(crate) struct ClassicError {
    status: StatusCode,
    sentence: String,
    retry_after_ms: Option<u64>,
}

impl ClassicError {
    pub(crate) fn new(status: StatusCode, sentence: impl Into<String>) -> Self {
        Self { status, sentence: sentence.into(), retry_after_ms: None }
    }

    /// A refusal with the status that `/api/v1` gives it: of what the classic contract did not have.
    pub(crate) fn by_code(problem: Problem) -> Self {
        let Problem { code, message, retry_after_ms, .. } = problem;
        Self { status: status(code), sentence: message, retry_after_ms }
    }
}

impl From<Problem> for ClassicError {
    fn from(problem: Problem) -> Self {
        let status = match status(problem.code) {
            // The classic contract has one code for "the server could not".
            StatusCode::SERVICE_UNAVAILABLE => StatusCode::INTERNAL_SERVER_ERROR,
            StatusCode::FORBIDDEN => StatusCode::BAD_REQUEST,
            status => status,
        };
        Self { status, sentence: problem.message, retry_after_ms: problem.retry_after_ms }
    }
}

impl IntoResponse for ClassicError {
    fn into_response(self) -> Response {
        let body = Json(json!({ "error": self.sentence }));
        with_retry(self.retry_after_ms, (self.status, body).into_response())
    }
}

/// A refusal under `/api/v1`: the same `error` event that a socket would get.
#[derive(Debug)]
pub(crate) struct ApiError {
    status: StatusCode,
    problem: Problem,
}

impl ApiError {
    pub(crate) fn new(status: StatusCode, problem: Problem) -> Self {
        Self { status, problem }
    }
}

impl From<Problem> for ApiError {
    fn from(problem: Problem) -> Self {
        Self { status: status(problem.code), problem }
    }
}

impl IntoResponse for ApiError {
    fn into_response(self) -> Response {
        let retry_after_ms = self.problem.retry_after_ms;
        with_retry(retry_after_ms, (self.status, Json(Event::from(self.problem))).into_response())
    }
}

fn status(code: ErrorCode) -> StatusCode {
    match code {
        ErrorCode::NotRegistered | ErrorCode::Forbidden => StatusCode::FORBIDDEN,
        ErrorCode::Unauthenticated => StatusCode::UNAUTHORIZED,
        ErrorCode::NotFound => StatusCode::NOT_FOUND,
        ErrorCode::Gone => StatusCode::GONE,
        ErrorCode::Conflict => StatusCode::CONFLICT,
        ErrorCode::RateLimited | ErrorCode::TooManyConnections => StatusCode::TOO_MANY_REQUESTS,
        ErrorCode::StorageUnavailable | ErrorCode::Busy => StatusCode::SERVICE_UNAVAILABLE,
        _ => StatusCode::BAD_REQUEST,
    }
}

fn with_retry(millis: Option<u64>, mut response: Response) -> Response {
    if let Some(millis) = millis {
        let seconds = HeaderValue::from(millis.div_ceil(1_000).max(1));
        response.headers_mut().insert(header::RETRY_AFTER, seconds);
    }
    response
}
