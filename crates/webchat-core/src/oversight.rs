//! What those who administer the server do with conversations: they see numbers, channels and what was reported, end
//! channels, and take away what was reported. They are in no conversation for it, and of what is said they see what was
//! reported and nothing else.

use webchat_protocol::{
    ChannelRecord, ChannelRecords, ConversationId, DayCount, ErrorCode, Problem, ReportList, ReportRecord,
    Timestamp,
};

use crate::refusals::{not_found, unavailable};
use crate::store::{Alteration, Change, Deletion, Figures, HOUR_MS};
use crate::{Actor, Chat};

/// How many days are counted one by one: two weeks, so that each day stands beside the same one of the week before.
const DAYS: i64 = 14;
const DAY_HOURS: i64 = 24;

/// A server at a glance, as far as the chat knows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Glance {
    /// How much there is.
    pub figures: Figures,
    /// Messages of the last 24 hours, the one that runs included.
    pub last_day: u64,
    /// Messages of each of the last days, the oldest first.
    pub by_day: Vec<DayCount>,
    /// Users who are connected.
    pub users_online: usize,
    /// Their connections.
    pub connections: usize,
}

impl Chat {
    /// How much there is.
    pub async fn glance(&self, actor: &Actor) -> Result<Glance, Problem> {
        check_admin(actor)?;
        let hour = self.clock.now().millis() / HOUR_MS;
        let first_day = hour / DAY_HOURS - (DAYS - 1);
        let since = Timestamp::from_millis(first_day.max(0) * DAY_HOURS * HOUR_MS);
        let figures = self.store.figures(since).await.map_err(|error| unavailable(&error))?;
        let (users_online, connections) = self.census();
        let sum = |is_in: &dyn Fn(i64) -> bool| {
            figures.by_hour.iter().filter(|counted| is_in(counted.hour)).map(|counted| counted.count).sum()
        };
        let last_day = sum(&|counted| counted > hour - DAY_HOURS);
        let day = |day: i64| DayCount { day: date(day), count: sum(&|hour| hour / DAY_HOURS == day) };
        let by_day = (first_day..first_day + DAYS).filter(|day| *day >= 0).map(day).collect();
        Ok(Glance { figures, last_day, by_day, users_online, connections })
    }

    /// The channels, private and archived ones too, without `general`; by name.
    pub async fn channel_records(&self, actor: &Actor) -> Result<ChannelRecords, Problem> {
        check_admin(actor)?;
        let found = self.store.channel_records(self.limits.administered).await;
        Ok(ChannelRecords { channels: found.map_err(|error| unavailable(&error))? })
    }

    /// Ends a channel, or has it go on: a notice in it says so and who did it. Answers the channel, and whether that changed
    /// anything.
    pub async fn set_archived(
        &self,
        actor: &Actor,
        id: &ConversationId,
        archived: bool,
    ) -> Result<(ChannelRecord, bool), Problem> {
        check_admin(actor)?;
        let found = self.channel_record(id).await?;
        if found.archived_at.is_some() == archived {
            return Ok((found, false));
        }
        self.reshape(actor, id, Alteration::Archive(archived)).await?;
        Ok((self.channel_record(id).await?, true))
    }

    async fn channel_record(&self, id: &ConversationId) -> Result<ChannelRecord, Problem> {
        let found = self.store.channel_record(id).await.map_err(|error| unavailable(&error))?;
        found.ok_or_else(|| not_found("channel"))
    }

    /// What was reported: what is not settled first, the newest first.
    pub async fn reports(&self, actor: &Actor) -> Result<ReportList, Problem> {
        check_admin(actor)?;
        let found = self.store.reports(self.limits.administered).await;
        Ok(ReportList { reports: found.map_err(|error| unavailable(&error))? })
    }

    /// Settles a report; with `delete` the message that it is about is deleted before, whoever said it and wherever. Answers
    /// the report, and whether this settled it.
    pub async fn settle_report(
        &self,
        actor: &Actor,
        number: u64,
        delete: bool,
    ) -> Result<(ReportRecord, Settled), Problem> {
        check_admin(actor)?;
        let found = self.store.report_record(number).await.map_err(|error| unavailable(&error))?;
        let found = found.ok_or_else(|| not_found("report"))?;
        let deletes = delete && found.message.deleted_at.is_none();
        if deletes {
            let deletion = Deletion {
                conversation_id: found.conversation_id,
                seq: found.seq,
                by: None,
                at: self.clock.now(),
            };
            self.commits.request(Change::Delete(deletion), None).await?;
        }
        let settled = self.store.settle_report(number, &actor.user_id, self.clock.now()).await;
        let settled = settled.map_err(|error| unavailable(&error))?.ok_or_else(|| not_found("report"))?;
        Ok((settled, Settled { is_first: found.settled_at.is_none(), deleted: deletes }))
    }
}

/// What settling a report came to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Settled {
    /// Whether nobody had settled it before.
    pub is_first: bool,
    /// Whether a message was deleted.
    pub deleted: bool,
}

/// Whether somebody administers the server.
pub fn check_admin(actor: &Actor) -> Result<(), Problem> {
    if actor.is_admin {
        return Ok(());
    }
    Err(Problem::new(ErrorCode::Forbidden, "Only those who administer the server may do this."))
}

/// A day since 1970 as `2026-11-23`.
fn date(day: i64) -> String {
    let text = Timestamp::from_millis(day * DAY_HOURS * HOUR_MS).to_string();
    text.chars().take_while(|c| *c != 'T').collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_is_written_as_people_write_it() {
        assert_eq!(date(0), "1970-01-01");
        assert_eq!(date(20_780), "2026-11-23");
    }
}
