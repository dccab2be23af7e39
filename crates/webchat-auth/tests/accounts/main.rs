//! Password mode as a server uses it: people who sign in, sign up, forget their passwords, and guess those of others.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test that can't go on fails")]

mod administering;
mod changing;
mod guessing;
mod house;
mod joining;
mod links;
mod programs;
mod racing;
mod sessions;
mod signing_in;
