//! What those who administer a server see of it: numbers, channels, what was reported. Nothing of what is said but what was
//! reported.

use async_trait::async_trait;
use webchat_protocol::{ChannelRecord, ConversationId, ReportRecord, Timestamp, UserId};

use super::StoreError;

/// How much there is.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Figures {
    /// Groups and channels, `general` among them, and the direct conversations in which something was said.
    pub conversations: u64,
    /// Messages that are not deleted; notices are none.
    pub messages: u64,
    /// Those of each hour in which there are any, by the hour.
    pub by_hour: Vec<HourCount>,
    /// Reports that nobody has settled.
    pub open_reports: u64,
    /// Bytes on the disk, what is not yet in its place included.
    pub database_bytes: u64,
    /// Bytes that are free there; `None` if that is not known.
    pub free_bytes: Option<u64>,
}

/// How many of something there were in an hour.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct HourCount {
    /// Hours since 1970 (UTC).
    pub hour: i64,
    /// How many.
    pub count: u64,
}

/// Milliseconds in an hour.
pub const HOUR_MS: i64 = 60 * 60 * 1_000;

/// The part of the durable truth that those who administer a server ask for. A read sees every write that was answered
/// before it began. None of them costs more because more was ever said.
#[async_trait]
pub trait Oversight: Send + Sync + 'static {
    /// How much there is; of the messages by hour those since the hour of `since`.
    async fn figures(&self, since: Timestamp) -> Result<Figures, StoreError>;

    /// The channels, private and archived ones too, without `general`; by name, whatever the case of ASCII letters, those of
    /// one name by age. Owners are listed by their ids; `last_change_at` is the time of the newest message that is not
    /// deleted, or notice.
    async fn channel_records(&self, limit: usize) -> Result<Vec<ChannelRecord>, StoreError>;

    /// One of them; `None` where there is no such channel.
    async fn channel_record(&self, id: &ConversationId) -> Result<Option<ChannelRecord>, StoreError>;

    /// What was reported, with each message as it is now: what is not settled first, the newest first.
    async fn reports(&self, limit: usize) -> Result<Vec<ReportRecord>, StoreError>;

    /// One report.
    async fn report_record(&self, number: u64) -> Result<Option<ReportRecord>, StoreError>;

    /// Settles a report and answers it; `None` where there is no such. Idempotent: it stays as who settled it first did.
    async fn settle_report(
        &self,
        number: u64,
        by: &UserId,
        at: Timestamp,
    ) -> Result<Option<ReportRecord>, StoreError>;
}
