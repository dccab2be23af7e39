//! From columns to ids and words, for accounts and what belongs to them.

use rusqlite::types::Type;
use rusqlite::{Result, Row};
use thiserror::Error;
use webchat_protocol::{Timestamp, UserId};

use crate::rows;

/// A column holds what this program would not have written.
#[derive(Debug, Error)]
pub(super) enum BadColumn {
    #[error("a column holds the word {0:?}, which this program does not know")]
    Word(String),
    #[error("a column holds the number {0}, which is out of its bounds")]
    Number(i64),
}

impl From<BadColumn> for rusqlite::Error {
    fn from(bad: BadColumn) -> Self {
        Self::FromSqlConversionFailure(0, Type::Text, Box::new(bad))
    }
}

pub(super) fn time(row: &Row<'_>, column: usize) -> Result<Timestamp> {
    Ok(Timestamp::from_millis(row.get(column)?))
}

pub(super) fn time_if_any(row: &Row<'_>, column: usize) -> Result<Option<Timestamp>> {
    Ok(row.get::<_, Option<i64>>(column)?.map(Timestamp::from_millis))
}

pub(super) fn user_if_any(row: &Row<'_>, column: usize) -> Result<Option<UserId>> {
    row.get_ref(column)?.as_str_or_null()?.map(|_| rows::user(row, column)).transpose()
}

/// Reads one of the words that stand for the values of a type.
pub(super) fn word<T: Copy>(row: &Row<'_>, column: usize, words: &[(T, &str)]) -> Result<T> {
    let text = row.get_ref(column)?.as_str()?;
    let found = words.iter().find(|(_, word)| *word == text);
    Ok(found.map(|(value, _)| *value).ok_or_else(|| BadColumn::Word(text.to_owned()))?)
}

/// The word for a value. Every value has one.
pub(super) fn word_for<T: Copy + PartialEq>(value: T, words: &[(T, &'static str)]) -> &'static str {
    words.iter().find(|(candidate, _)| *candidate == value).map_or("", |(_, word)| word)
}
