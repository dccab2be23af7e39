//! Pictures of people. What somebody sends is only looked at: a small square is painted from it, and that is what is kept and
//! served. So nothing of the file comes through, whatever else it may be, and neither does where and when it was taken.
//!
//! - `avatar`: the routes.
//! - `studio`: where it is done, on threads of its own, a few at once.
//! - `paint`: from bytes to a square. `webp`: what has to be known of a WebP before it may be decoded.
//!
//! It must not know: whose picture it is, or where it is kept.

mod avatar;
mod paint;
mod studio;
mod webp;

use axum::extract::DefaultBodyLimit;

pub(crate) use avatar::{remove, set, show};
pub(crate) use studio::Studio;

/// Bytes of a file at most: a photograph as a telephone takes it.
const FILE_BYTES: usize = 5 * 1024 * 1024;

/// The body of the route that takes a picture is larger than others may be.
pub(crate) fn body_limit() -> DefaultBodyLimit {
    DefaultBodyLimit::max(FILE_BYTES)
}

/// Pixels at most: 4,096 by 4,096, as many as a telephone has by default. Each takes up to 9 bytes while a progressive JPEG is
/// decoded, so two at once take 300 MB in the worst case.
const PIXELS: u64 = 4_096 * 4_096;

/// Longest side in pixels: a panorama. What is long and thin costs no more than what is square.
const SIDE: u32 = 16_384;

/// Bytes that a decoder may take for one picture, as far as it counts: all pixels in 8 bits with alpha, and room.
const DECODER_BYTES: u64 = 96 * 1024 * 1024;

/// Side of what is made, in pixels: twice the largest that an interface shows.
const SQUARE: u32 = 256;

/// Decoding at once: more would take the processors that the chat needs.
const AT_ONCE: usize = 2;

/// Uploads that may be under way beyond those: each may hold a whole file, so this is 30 MiB.
const WAITING: usize = 6;

/// Seconds in which a file has to arrive: 5 MiB at 2.8 Mbit/s. Whoever is slower would keep others waiting.
const ARRIVES_WITHIN: std::time::Duration = std::time::Duration::from_secs(15);
