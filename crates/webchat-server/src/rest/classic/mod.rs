//! The routes that existing clients know, with the bodies and answers that they expect. They name users in the body
//! and in the query; refusals are `{error}`.

pub(crate) mod conversations;
pub(crate) mod messages;
pub(crate) mod typing;
pub(crate) mod websocket;

use axum::http::HeaderMap;
use serde::de::DeserializeOwned;
use webchat_protocol::{ErrorCode, Problem};

use super::ClassicError;
use super::body::{self, Body};

/// Reads a JSON body into what the route takes.
fn read<T: DeserializeOwned>(headers: &HeaderMap, body: Body) -> Result<T, ClassicError> {
    let text =
        body::text(headers, body).map_err(|(status, problem)| ClassicError::new(status, problem.message))?;
    if !text.trim_start().starts_with('{') {
        return Err(Problem::new(ErrorCode::BadJson, "The body must be one JSON object.").into());
    }
    serde_json::from_str(&text).map_err(|error| {
        // What serde quotes from the body is cut to a length that fits an answer.
        let reason: String = error.to_string().chars().take(200).collect();
        Problem::new(ErrorCode::BadField, format!("The body was not understood: {reason}.")).into()
    })
}
