//! What the authenticator refuses, as the wire says it.

use webchat_auth::{RefusalKind, Refused};
use webchat_protocol::{ErrorCode, Problem};

use crate::rest::{ApiError, ClassicError};

/// The refusal for whoever asked.
pub(super) fn problem(refused: &Refused) -> Problem {
    let code = match (refused.kind(), refused) {
        (_, Refused::Store(_)) => ErrorCode::StorageUnavailable,
        (RefusalKind::Unauthenticated, _) => ErrorCode::Unauthenticated,
        (RefusalKind::Forbidden, _) => ErrorCode::Forbidden,
        (RefusalKind::BadInput, _) => ErrorCode::BadField,
        (RefusalKind::NotFound, _) => ErrorCode::NotFound,
        (RefusalKind::Gone, _) => ErrorCode::Gone,
        (RefusalKind::Conflict, _) => ErrorCode::Conflict,
        (RefusalKind::TooFast, _) => ErrorCode::RateLimited,
        (RefusalKind::Unavailable, _) => ErrorCode::Busy,
    };
    let problem = Problem::new(code, refused.to_string());
    match refused.retry_after() {
        Some(wait) => problem.retry_after(u64::try_from(wait.as_millis()).unwrap_or(u64::MAX)),
        None => problem,
    }
}

impl From<Refused> for ApiError {
    fn from(refused: Refused) -> Self {
        problem(&refused).into()
    }
}

impl From<Refused> for ClassicError {
    fn from(refused: Refused) -> Self {
        Self::by_code(problem(&refused))
    }
}

/// A page from elsewhere may be behind a request: it changes something, by a cookie, and no browser says which page asks.
pub(crate) struct FromElsewhere;

impl FromElsewhere {
    fn problem() -> Problem {
        let sentence =
            "A browser has to say which page asks for this (Origin or Sec-Fetch-Site). Programs use a token.";
        Problem::new(ErrorCode::Forbidden, sentence)
    }
}

impl From<FromElsewhere> for ApiError {
    fn from(_: FromElsewhere) -> Self {
        FromElsewhere::problem().into()
    }
}

impl From<FromElsewhere> for ClassicError {
    fn from(_: FromElsewhere) -> Self {
        Self::by_code(FromElsewhere::problem())
    }
}
