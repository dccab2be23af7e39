//! What clients live through, one story per file. Each test starts a server of its own and sees what a client sees.

#![allow(clippy::unwrap_used, reason = "a test that can't go on fails")]

mod bad_frames;
mod bad_requests;
mod catching_up;
mod classic_rest;
mod direct;
mod elsewhere;
mod limits;
mod links;
mod members;
mod messages;
mod origin;
mod pages;
mod polls;
mod presence;
mod protocol_2;
mod register;
mod shutdown;
mod signing_in;
mod signing_out;
mod tokens;
mod transports;
mod typing;
