//! The refusals that several use cases share, as sentences.

use webchat_protocol::{ErrorCode, Problem};

use crate::store::StoreError;

/// What a failing store means to the one who asked. What went wrong below is logged, not told.
pub(crate) fn unavailable(error: &StoreError) -> Problem {
    tracing::error!(%error, "the store failed");
    let sentence = match error {
        StoreError::Full(_) => "The server's disk is full. Nothing was saved; try again later.",
        StoreError::Unavailable(_) => "The server could not save or read this. Try again.",
        StoreError::Closed => "The server is shutting down. Nothing was saved; try again in a moment.",
    };
    Problem::new(ErrorCode::StorageUnavailable, sentence).retry_after(1_000)
}

/// The answer where nothing is, or nothing that this user may see.
pub(crate) fn not_found(what: &str) -> Problem {
    Problem::new(ErrorCode::NotFound, format!("There is no such {what}."))
}
