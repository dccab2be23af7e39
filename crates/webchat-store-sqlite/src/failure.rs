//! From SQLite's errors to the store's.

use std::sync::Arc;

use rusqlite::ErrorCode;
use webchat_core::store::StoreError;

/// What went wrong, for each of those whom it concerns.
pub(crate) type Failure = Arc<rusqlite::Error>;

/// What can't become JSON, for the functions whose other failures are SQLite's.
pub(crate) fn json(error: serde_json::Error) -> rusqlite::Error {
    rusqlite::Error::ToSqlConversionFailure(Box::new(error))
}

/// The answer that a failure becomes.
pub(crate) fn store_error(failure: &Failure) -> StoreError {
    let source = Box::new(Arc::clone(failure));
    match failure.sqlite_error_code() {
        Some(ErrorCode::DiskFull) => StoreError::Full(source),
        _ => StoreError::Unavailable(source),
    }
}
