//! Token mode as a server uses it: what a host application signs, and what everybody else makes up.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test that can't go on fails")]

mod claiming;
mod desk;
mod fetching;
mod forging;
mod keys;
mod rfc;
mod rotating;
mod signing;
