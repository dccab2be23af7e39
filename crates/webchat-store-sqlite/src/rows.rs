//! From a row to a [`Message`]. Every query of messages selects the same columns.

use rusqlite::types::Type;
use rusqlite::{Result, Row};
use thiserror::Error;
use webchat_protocol::{
    ConversationId, IdError, Message, MessageId, Notice, Reaction, Seq, Timestamp, UserId,
};

use crate::reactions;

/// `SELECT` of the columns that [`message`] reads, from `messages m` and `conversations c`, and then the rest of
/// the query.
macro_rules! select_message {
    ($rest:literal) => {
        concat!(
            "SELECT m.position, c.name, m.seq, m.change_seq, m.id, m.sender, m.receiver, m.text, m.created_at, ",
            "m.deleted_at, m.edited_at, m.reactions, m.notice FROM messages m JOIN conversations c ON c.id = m.conversation ",
            $rest
        )
    };
}
pub(crate) use select_message;

/// A row holds what this program would not have written.
#[derive(Debug, Error)]
pub(crate) enum BadRow {
    #[error("the message at position {position} can't be read: {error}")]
    Id { position: i64, error: IdError },
    #[error("the message at position {position} has the seq {seq}")]
    Seq { position: i64, seq: i64 },
    #[error("the reactions to the message at position {position} can't be read")]
    Reactions { position: i64 },
    #[error("the notice at position {position} can't be read: {error}")]
    Notice { position: i64, error: serde_json::Error },
    #[error("a conversation has the name {name:?}: {error}")]
    Conversation { name: String, error: IdError },
    #[error("a seq is {0}")]
    Number(i64),
    #[error("{0:?} is no word for what a conversation is")]
    Word(String),
    #[error("a user can't be read: {0}")]
    User(IdError),
    #[error("no id could be made for a classic row: {0}")]
    Made(IdError),
}

impl From<BadRow> for rusqlite::Error {
    fn from(bad: BadRow) -> Self {
        Self::FromSqlConversionFailure(0, Type::Text, Box::new(bad))
    }
}

/// Reads a message from the columns of `select_message!`, which start at `first`.
pub(crate) fn message_from(row: &Row<'_>, first: usize) -> Result<Message> {
    let position: i64 = row.get(first)?;
    let bad = |error| BadRow::Id { position, error };
    let (seq, change_seq) = (place(row, first + 2, position)?, place(row, first + 3, position)?);
    let receiver = row.get_ref(first + 6)?.as_str_or_null()?;
    Ok(Message {
        id: MessageId::new(text(row, first + 4)?).map_err(bad)?,
        text: text(row, first + 7)?.to_owned(),
        sender_id: UserId::new(text(row, first + 5)?).map_err(bad)?,
        receiver_id: receiver.map(UserId::new).transpose().map_err(bad)?,
        created_at: Timestamp::from_millis(row.get(first + 8)?),
        conversation_id: ConversationId::new(text(row, first + 1)?).map_err(bad)?,
        seq,
        change_seq: (change_seq != seq).then_some(change_seq),
        edited_at: time(row, first + 10)?,
        reactions: reactions(row, first + 11, position)?,
        deleted_at: time(row, first + 9)?,
        notice: notice(row, first + 12, position)?,
    })
}

/// Reads a message from the columns of `select_message!`.
pub(crate) fn message(row: &Row<'_>) -> Result<Message> {
    message_from(row, 0)
}

/// A column that holds the name of a conversation.
pub(crate) fn conversation_name(row: &Row<'_>, column: usize) -> Result<ConversationId> {
    let name = text(row, column)?;
    Ok(ConversationId::new(name).map_err(|error| BadRow::Conversation { name: name.to_owned(), error })?)
}

/// A column that holds a user's id.
pub(crate) fn user(row: &Row<'_>, column: usize) -> Result<UserId> {
    Ok(UserId::new(text(row, column)?).map_err(BadRow::User)?)
}

/// A column that holds a seq.
pub(crate) fn seq(row: &Row<'_>, column: usize) -> Result<Seq> {
    let number: i64 = row.get(column)?;
    Ok(u64::try_from(number).map(Seq).map_err(|_| BadRow::Number(number))?)
}

/// A seq as SQLite counts. No stored one is larger than what this saturates to.
pub(crate) fn number(seq: Seq) -> i64 {
    i64::try_from(seq.0).unwrap_or(i64::MAX)
}

/// A number of rows as SQLite counts.
pub(crate) fn row_limit(limit: usize) -> i64 {
    i64::try_from(limit).unwrap_or(i64::MAX)
}

fn place(row: &Row<'_>, column: usize, position: i64) -> Result<Seq> {
    let seq: i64 = row.get(column)?;
    Ok(u64::try_from(seq).map(Seq).map_err(|_| BadRow::Seq { position, seq })?)
}

fn time(row: &Row<'_>, column: usize) -> Result<Option<Timestamp>> {
    Ok(row.get::<_, Option<i64>>(column)?.map(Timestamp::from_millis))
}

fn reactions(row: &Row<'_>, column: usize, position: i64) -> Result<Vec<Reaction>> {
    match row.get_ref(column)?.as_str_or_null()? {
        None => Ok(Vec::new()),
        Some(text) => Ok(reactions::from_text(text).ok_or(BadRow::Reactions { position })?),
    }
}

fn notice(row: &Row<'_>, column: usize, position: i64) -> Result<Option<Notice>> {
    match row.get_ref(column)?.as_str_or_null()? {
        None => Ok(None),
        Some(text) => {
            Ok(Some(serde_json::from_str(text).map_err(|error| BadRow::Notice { position, error })?))
        }
    }
}

fn text<'a>(row: &'a Row<'_>, column: usize) -> Result<&'a str> {
    Ok(row.get_ref(column)?.as_str()?)
}
