//! One conversation: its pages and what changed in it.

use rusqlite::{Connection, Params, Result, params};
use webchat_core::store::{Delta, Page};
use webchat_protocol::{ConversationId, Message, Seq};

use crate::append::conversation;
use crate::rows::{self, number, row_limit, select_message};

pub(super) const PAGE: &str =
    select_message!("WHERE m.conversation = ?1 AND m.seq < ?2 ORDER BY m.seq DESC LIMIT ?3");
pub(super) const CHANGES: &str =
    select_message!("WHERE m.conversation = ?1 AND m.change_seq > ?2 ORDER BY m.change_seq LIMIT ?3");

/// See [`webchat_core::store::Store::page`].
pub(crate) fn page(db: &Connection, id: &ConversationId, before: Option<Seq>, limit: usize) -> Result<Page> {
    let Some((conversation, head)) = conversation(db, id)? else {
        return Ok(Page { messages: Vec::new(), has_more: false, head: Seq(0) });
    };
    let before = before.map_or(i64::MAX, number);
    let wanted = params![conversation, before, row_limit(limit.saturating_add(1))];
    let (mut messages, has_more) = up_to(limit, db, PAGE, wanted)?;
    messages.reverse();
    Ok(Page { messages, has_more, head })
}

/// See [`webchat_core::store::Store::changes`].
pub(crate) fn changes(db: &Connection, id: &ConversationId, after: Seq, limit: usize) -> Result<Delta> {
    let Some((conversation, head)) = conversation(db, id)? else {
        return Ok(Delta { messages: Vec::new(), has_more: false, head: Seq(0) });
    };
    let wanted = params![conversation, number(after), row_limit(limit.saturating_add(1))];
    let (messages, has_more) = up_to(limit, db, CHANGES, wanted)?;
    Ok(Delta { messages, has_more, head })
}

/// The messages of a query that asks for one more than `limit`, without that one, and whether it was there.
fn up_to(limit: usize, db: &Connection, query: &str, wanted: impl Params) -> Result<(Vec<Message>, bool)> {
    let mut query = db.prepare_cached(query)?;
    let mut messages = query.query_map(wanted, rows::message)?.collect::<Result<Vec<_>>>()?;
    let has_more = messages.len() > limit;
    messages.truncate(limit);
    Ok((messages, has_more))
}
