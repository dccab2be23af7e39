//! The store on its files: what it keeps, what it refuses, and what it survives.

#![allow(clippy::doc_markdown, reason = "SQLite is a name, not code")]
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test that can't go on fails")]

mod backing_up;
mod beside;
mod contract;
mod importing;
mod killed;
mod migrating;
mod model;
mod older_copy;
mod place;
mod refusing;
mod reopening;
mod restoring;
mod without_space;
