//! What those who administer the server see, and what people say of themselves: counted anew each time.

use std::collections::BTreeMap;

use webchat_core::store::{
    Figures, HOUR_MS, HourCount, Picture, PictureName, Profile, ProfileChange, Refusal, Report,
};
use webchat_protocol::{ChannelRecord, ConversationId, ReportRecord, Role, Timestamp, UserId, Visibility};

use super::state::State;

/// A report, the place of its message, and who settled it when.
pub(super) struct Filed {
    report: Report,
    place: usize,
    settled: Option<(Timestamp, UserId)>,
}

impl State {
    pub(super) fn report(&mut self, report: &Report) -> Result<(), Refusal> {
        let conversation = self.conversations.get(&report.conversation_id).ok_or(Refusal::NotFound)?;
        let place = *conversation.by_seq.get(&report.seq).ok_or(Refusal::NotFound)?;
        if self.messages[place].notice.is_some() {
            return Err(Refusal::NotFound);
        }
        if !self.reports.iter().any(|filed| filed.report.by == report.by && filed.place == place) {
            self.reports.push(Filed { report: report.clone(), place, settled: None });
        }
        Ok(())
    }

    pub(super) fn reports(&self, limit: usize) -> Vec<ReportRecord> {
        let numbers = (1..=self.reports.len() as u64).rev();
        let mut records: Vec<_> = numbers.filter_map(|number| self.report_record(number)).collect();
        records.sort_by_key(|record| record.settled_at.is_some());
        records.truncate(limit);
        records
    }

    pub(super) fn report_record(&self, number: u64) -> Option<ReportRecord> {
        let Filed { report, place, settled } =
            self.reports.get(usize::try_from(number).ok()?.checked_sub(1)?)?;
        let (settled_at, settled_by) = settled.clone().unzip();
        Some(ReportRecord {
            report_id: number,
            reported_by: report.by.clone(),
            reason: report.reason.clone(),
            reported_at: report.at,
            conversation_id: report.conversation_id.clone(),
            seq: report.seq,
            message: self.messages[*place].clone(),
            settled_at,
            settled_by,
        })
    }

    pub(super) fn settle_report(&mut self, number: u64, by: &UserId, at: Timestamp) -> Option<ReportRecord> {
        self.report_record(number)?;
        let filed = &mut self.reports[usize::try_from(number).unwrap() - 1];
        filed.settled.get_or_insert((at, by.clone()));
        self.report_record(number)
    }

    pub(super) fn figures(&self, since: Timestamp) -> Figures {
        let live = self.messages.iter().filter(|m| m.deleted_at.is_none() && m.notice.is_none());
        let mut by_hour: BTreeMap<i64, u64> = BTreeMap::new();
        for message in live.clone() {
            *by_hour.entry(message.created_at.millis() / HOUR_MS).or_default() += 1;
        }
        let recent = by_hour.into_iter().filter(|(hour, _)| *hour >= since.millis() / HOUR_MS);
        Figures {
            conversations: self.conversations.len() as u64,
            messages: live.count() as u64,
            by_hour: recent.map(|(hour, count)| HourCount { hour, count }).collect(),
            open_reports: self.reports.iter().filter(|filed| filed.settled.is_none()).count() as u64,
            database_bytes: 0,
            free_bytes: None,
        }
    }

    pub(super) fn channel_records(&self, limit: usize) -> Vec<ChannelRecord> {
        let mut ids: Vec<_> = self.conversations.keys().collect();
        ids.sort_by_key(|id| self.conversations[*id].number);
        let mut records: Vec<_> = ids.into_iter().filter_map(|id| self.channel_record(id)).collect();
        records.sort_by_key(|record| record.name.to_ascii_lowercase());
        records.truncate(limit);
        records
    }

    pub(super) fn channel_record(&self, id: &ConversationId) -> Option<ChannelRecord> {
        let conversation = self.conversations.get(id)?;
        let facts = &conversation.facts;
        let newest = conversation.by_seq.values().rev().map(|place| &self.messages[*place]);
        let owners = conversation.members.iter().filter(|(_, (role, _))| *role == Role::Owner);
        facts.visibility?;
        Some(ChannelRecord {
            conversation_id: id.clone(),
            name: facts.name.clone().unwrap_or_default(),
            visibility: facts.visibility.unwrap_or(Visibility::Private),
            member_count: facts.member_count?,
            owners: owners.map(|(user, _)| user.clone()).collect(),
            archived_at: facts.archived_at,
            last_change_at: newest.clone().find(|m| m.deleted_at.is_none()).map(|m| m.created_at),
        })
    }

    pub(super) fn change_profile(
        &mut self,
        user: &UserId,
        changes: &[ProfileChange],
        at: Timestamp,
    ) -> Profile {
        if !self.people.contains_key(user) {
            self.see(user, None, at);
        }
        if changes.iter().any(|change| matches!(change, ProfileChange::Avatar(_))) {
            self.pictures.remove(user);
        }
        let profile = self.people.get_mut(user).unwrap();
        for change in changes {
            profile.apply(change);
        }
        profile.clone()
    }

    pub(super) fn set_picture(
        &mut self,
        user: &UserId,
        picture: &Picture,
        path: &str,
        at: Timestamp,
    ) -> Profile {
        let profile = self.change_profile(user, &[ProfileChange::Avatar(Some(path.to_owned()))], at);
        self.pictures.insert(user.clone(), picture.clone());
        profile
    }

    pub(super) fn picture(&self, name: &PictureName) -> Option<Picture> {
        self.pictures.values().find(|picture| picture.name == *name).cloned()
    }
}
