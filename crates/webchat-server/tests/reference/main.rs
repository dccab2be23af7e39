//! The documents that the server serves, held against the server that serves them: what they promise is seen, and
//! nothing else is.

#![allow(clippy::unwrap_used, reason = "a test that can't go on fails")]

mod document;
mod examples;
mod frames;
mod hostile;
mod people;
mod provoked;
mod request;
mod scene;
mod served;
