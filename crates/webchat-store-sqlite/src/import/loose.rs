//! What a classic row may hold, and what it means. SQLite's columns hold values of any type, and the classic system
//! checked little.

use rusqlite::types::ValueRef;
use webchat_protocol::{IdError, MessageId, Timestamp, UserId};

/// Numbers below this are seconds: as milliseconds they would be before March 1973.
const FIRST_MILLIS: f64 = 1e11;

/// Longest part of a user id that is kept when it has to be changed: 64 characters less a hyphen and 16 digits.
const KEPT: usize = 47;

/// A value as text; `None` when there is nothing in it.
pub(super) fn text(value: ValueRef<'_>) -> Option<String> {
    let text = match value {
        ValueRef::Null => return None,
        ValueRef::Integer(number) => number.to_string(),
        ValueRef::Real(number) => number.to_string(),
        ValueRef::Text(bytes) | ValueRef::Blob(bytes) => String::from_utf8_lossy(bytes).into_owned(),
    };
    Some(text).filter(|text| !text.is_empty())
}

/// A time: milliseconds or seconds since 1970 as a number or its digits, or a date as databases write it, in UTC
/// if it names no offset. `None` when it is none of these.
pub(super) fn time(value: ValueRef<'_>) -> Option<Timestamp> {
    let text = text(value)?;
    match text.trim().parse::<f64>() {
        Ok(number) if number.is_finite() => Some(since_epoch(number)),
        Ok(_) => None,
        Err(_) => date(text.trim()),
    }
}

fn since_epoch(number: f64) -> Timestamp {
    let millis = if number.abs() < FIRST_MILLIS { number * 1_000.0 } else { number };
    // A float becomes the nearest integer there is, and the timestamp the nearest that can be shown.
    #[allow(clippy::cast_possible_truncation)]
    Timestamp::from_millis(millis as i64)
}

fn date(text: &str) -> Option<Timestamp> {
    // `2026-01-31 09:30:00.000 +00:00` is how one widespread library writes dates to SQLite.
    Timestamp::parse(text).or_else(|| {
        let (moment, offset) = text.rsplit_once(' ')?;
        Timestamp::parse(&format!("{moment}{offset}"))
    })
}

/// A user id. One that breaks the rule keeps its valid characters, has `-` for each of the others, and ends in 16
/// digits made of all of it, so that two that differ stay two.
pub(super) fn user(text: &str) -> Result<UserId, IdError> {
    UserId::new(text).or_else(|_| {
        let valid = |c: char| if c.is_ascii_alphanumeric() || "._@:-".contains(c) { c } else { '-' };
        let kept: String = text.chars().map(valid).take(KEPT).collect();
        let name = if kept.is_empty() { "unknown" } else { &kept };
        UserId::new(&format!("{name}-{:016x}", fingerprint(text)))
    })
}

/// A message id; one made of the row's number if the value is none.
pub(super) fn message_id(value: ValueRef<'_>, rowid: i64) -> Result<MessageId, IdError> {
    text(value).map_or(Err(IdError::Message), |id| MessageId::new(&id)).or_else(|_| made_message_id(rowid, 0))
}

/// An id for the message in a row that can't keep its own; `attempt` tells those apart that are taken.
pub(super) fn made_message_id(rowid: i64, attempt: u32) -> Result<MessageId, IdError> {
    let suffix = if attempt == 0 { String::new() } else { format!("-{attempt}") };
    MessageId::new(&format!("classic-{rowid}{suffix}"))
}

/// FNV-1a with 64 bits: the same on every machine and in every version.
fn fingerprint(text: &str) -> u64 {
    text.bytes().fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3)
    })
}
