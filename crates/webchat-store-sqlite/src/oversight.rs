//! The part of the public face that those who administer the server ask for.

use async_trait::async_trait;
use rusqlite::{Connection, OptionalExtension, Result, Row};
use webchat_core::store::{Figures, Oversight, StoreError};
use webchat_protocol::{ChannelRecord, ConversationId, ReportRecord, Timestamp, UserId, Visibility};

use crate::facts::visibility;
use crate::rows::{self, row_limit};
use crate::{SqliteStore, figures, reports};

type Answer<T> = std::result::Result<T, StoreError>;

macro_rules! select_channel {
    ($rest:literal) => {
        concat!(
            "SELECT c.id, c.name, c.title, c.visibility, c.member_count, c.archived_at, m.created_at ",
            "FROM conversations c ",
            $rest
        )
    };
}

pub(crate) const CHANNELS: &str = select_channel!(
    "INDEXED BY conversations_channels LEFT JOIN messages m ON m.position = c.last_position \
    WHERE c.kind = 'channel' AND c.member_count IS NOT NULL ORDER BY c.title COLLATE NOCASE, c.id LIMIT ?1"
);
pub(crate) const CHANNEL: &str = select_channel!(
    "LEFT JOIN messages m ON m.position = c.last_position \
    WHERE c.name = ?1 AND c.kind = 'channel' AND c.member_count IS NOT NULL"
);
pub(crate) const OWNERS: &str = "SELECT user FROM members INDEXED BY members_listed \
    WHERE conversation = ?1 AND role IS NOT NULL AND role = 'owner' ORDER BY user";

#[async_trait]
impl Oversight for SqliteStore {
    async fn figures(&self, since: Timestamp) -> Answer<Figures> {
        let figures = self.read(move |db| figures::figures(db, since)).await?;
        let (database_bytes, free_bytes) = self.on_the_disk();
        Ok(Figures { database_bytes, free_bytes, ..figures })
    }

    async fn channel_records(&self, limit: usize) -> Answer<Vec<ChannelRecord>> {
        self.read(move |db| {
            let mut channels = db.prepare_cached(CHANNELS)?;
            let found = channels.query_map([row_limit(limit)], channel)?.collect::<Result<Vec<_>>>()?;
            found.into_iter().map(|found| with_owners(db, found)).collect()
        })
        .await
    }

    async fn channel_record(&self, id: &ConversationId) -> Answer<Option<ChannelRecord>> {
        let id = id.clone();
        self.read(move |db| {
            let found = db.prepare_cached(CHANNEL)?.query_row([id.as_str()], channel).optional()?;
            found.map(|found| with_owners(db, found)).transpose()
        })
        .await
    }

    async fn reports(&self, limit: usize) -> Answer<Vec<ReportRecord>> {
        self.read(move |db| reports::all(db, limit)).await
    }

    async fn report_record(&self, number: u64) -> Answer<Option<ReportRecord>> {
        self.read(move |db| reports::one(db, number)).await
    }

    async fn settle_report(&self, number: u64, by: &UserId, at: Timestamp) -> Answer<Option<ReportRecord>> {
        let by = by.clone();
        self.write(move |db| reports::settle(db, number, &by, at)).await
    }
}

/// A channel without its owners, and its key.
fn channel(row: &Row<'_>) -> Result<(i64, ChannelRecord)> {
    let time = |column| row.get::<_, Option<i64>>(column).map(|at| at.map(Timestamp::from_millis));
    let record = ChannelRecord {
        conversation_id: rows::conversation_name(row, 1)?,
        name: row.get::<_, Option<String>>(2)?.unwrap_or_default(),
        visibility: visibility(row, 3)?.unwrap_or(Visibility::Private),
        member_count: row.get(4)?,
        owners: Vec::new(),
        archived_at: time(5)?,
        last_change_at: time(6)?,
    };
    Ok((row.get(0)?, record))
}

fn with_owners(db: &Connection, (key, record): (i64, ChannelRecord)) -> Result<ChannelRecord> {
    let mut owners = db.prepare_cached(OWNERS)?;
    let owners = owners.query_map([key], |row| rows::user(row, 0))?.collect::<Result<_>>()?;
    Ok(ChannelRecord { owners, ..record })
}
