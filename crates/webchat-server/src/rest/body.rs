//! A request's body as text, or a sentence about what is wrong with it.

use axum::body::Bytes;
use axum::extract::rejection::BytesRejection;
use axum::http::{HeaderMap, StatusCode, header};
use serde::de::DeserializeOwned;
use serde_json::error::Category;
use webchat_protocol::{ErrorCode, Problem};

use super::ApiError;

/// What a handler takes in: the body, or why there is none.
pub(crate) type Body = Result<Bytes, BytesRejection>;

/// The body as text. Its content type may be JSON, missing, or plain text, as `fetch` labels a string when nobody says
/// otherwise.
pub(crate) fn text(headers: &HeaderMap, body: Body) -> Result<String, (StatusCode, Problem)> {
    let refuse = |status, code, sentence: &str| Err((status, Problem::new(code, sentence)));
    if !is_json(headers) {
        let sentence = "Send JSON, with Content-Type: application/json.";
        return refuse(StatusCode::UNSUPPORTED_MEDIA_TYPE, ErrorCode::BadJson, sentence);
    }
    let bytes = match body {
        Ok(bytes) => bytes,
        Err(rejection) if rejection.status() == StatusCode::PAYLOAD_TOO_LARGE => {
            return refuse(
                StatusCode::PAYLOAD_TOO_LARGE,
                ErrorCode::TooLong,
                "The body is longer than may be.",
            );
        }
        Err(_) => {
            return refuse(StatusCode::BAD_REQUEST, ErrorCode::BadJson, "The body did not arrive whole.");
        }
    };
    match String::from_utf8(bytes.into()) {
        Ok(text) => Ok(text),
        Err(_) => refuse(StatusCode::BAD_REQUEST, ErrorCode::BadJson, "The body is not UTF-8."),
    }
}

/// A JSON body as what a route takes. What is wrong with it is told without repeating anything of it: there may be secrets in
/// it.
pub(crate) fn json<T: DeserializeOwned>(headers: &HeaderMap, body: Body) -> Result<T, ApiError> {
    let text = text(headers, body).map_err(|(status, problem)| ApiError::new(status, problem))?;
    serde_json::from_str(&text).map_err(|error| {
        let (code, what) = match error.classify() {
            Category::Data => (ErrorCode::BadField, "a field is missing, or not what it should be"),
            _ => (ErrorCode::BadJson, "it is no JSON"),
        };
        let (line, column) = (error.line(), error.column());
        let sentence = format!("The body was not understood: {what} (line {line}, column {column}).");
        Problem::new(code, sentence).into()
    })
}

fn is_json(headers: &HeaderMap) -> bool {
    let Some(value) = headers.get(header::CONTENT_TYPE) else { return true };
    let kind =
        value.to_str().unwrap_or_default().split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
    kind == "application/json"
        || kind == "text/plain"
        || (kind.starts_with("application/") && kind.ends_with("+json"))
}
