//! The directory of public channels.

use rusqlite::{Connection, Result, Row, params};
use webchat_protocol::{Channel, UserId};

use crate::rows::{self, row_limit};

// `folded` begins with the name, so its order is theirs. Whoever looks for a word reads the names of all public channels:
// those are few beside what is said in them.
pub(super) const CHANNELS: &str = "SELECT c.name, c.title, c.description, c.member_count, \
    EXISTS (SELECT 1 FROM members m WHERE m.user = ?1 AND m.conversation = c.id) \
    FROM conversations c INDEXED BY conversations_directory \
    WHERE c.folded IS NOT NULL AND instr(c.folded, ?2) > 0 ORDER BY c.folded, c.id LIMIT ?3";

/// See [`webchat_core::store::Rosters::channels`].
pub(crate) fn channels(db: &Connection, user: &UserId, query: &str, limit: usize) -> Result<Vec<Channel>> {
    let mut channels = db.prepare_cached(CHANNELS)?;
    let asked = params![user.as_str(), query.to_lowercase(), row_limit(limit)];
    channels.query_map(asked, channel)?.collect()
}

fn channel(row: &Row<'_>) -> Result<Channel> {
    Ok(Channel {
        conversation_id: rows::conversation_name(row, 0)?,
        name: row.get::<_, Option<String>>(1)?.unwrap_or_default(),
        description: row.get(2)?,
        member_count: row.get(3)?,
        joined: row.get(4)?,
    })
}
