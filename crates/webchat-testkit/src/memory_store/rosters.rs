//! Who is in what, as far as it can be asked.

use webchat_core::store::{Facts, Members, Refusal, Roster, Sight, Standing};
use webchat_protocol::{Channel, ConversationId, Member, Role, Seq, UserId};

use super::conversations::role_in;
use super::state::State;

impl State {
    pub(super) fn sight(&self, id: &ConversationId, user: &UserId) -> Sight {
        let found = self.conversations.get(id);
        let is_in = match found {
            Some(conversation) => role_in(conversation, id, user, false).is_some(),
            None => id.pair().is_some() && id.includes(user),
        };
        match (is_in, found) {
            (true, _) => self.roster(id).map_or(Sight::Nothing, Sight::Inside),
            (false, Some(conversation)) if id.is_minted() && conversation.facts.is_open() => Sight::Door,
            _ => Sight::Nothing,
        }
    }

    pub(super) fn roster(&self, id: &ConversationId) -> Option<Roster> {
        if let Some((one, other)) = id.pair() {
            let are_known = [&one, &other].into_iter().all(|user| self.people.contains_key(user));
            let is_blocked = one != other && self.are_parted(&one, &other);
            let members = Members::Pair { users: [one, other], are_known, is_blocked };
            return Some(Roster { facts: Facts::direct(), members });
        }
        let conversation = self.conversations.get(id)?;
        let listed = conversation.members.iter().map(|(user, (role, _))| (user.clone(), *role)).collect();
        let members = if id.is_minted() { Members::Listed(listed) } else { Members::Everyone };
        Some(Roster { facts: conversation.facts.clone(), members })
    }

    pub(super) fn members(&self, id: &ConversationId, limit: usize) -> Vec<Member> {
        let mut members: Vec<_> = if let Some((one, other)) = id.pair() {
            let users = if one == other { vec![one] } else { vec![one, other] };
            let member = |user_id| Member { user_id, role: Role::Member, joined_at: None };
            users.into_iter().map(member).collect()
        } else {
            let listed = self.conversations.get(id).into_iter().flat_map(|found| &found.members);
            let member = |(user, (role, at)): (&UserId, &(Role, _))| Member {
                user_id: user.clone(),
                role: *role,
                joined_at: Some(*at),
            };
            listed.map(member).collect()
        };
        members.truncate(limit);
        members
    }

    pub(super) fn standings_in(&self, id: &ConversationId, users: &[UserId]) -> Vec<(UserId, Standing)> {
        let standing = |user: &UserId| {
            let standing = match self.conversations.get(id) {
                Some(found) => {
                    role_in(found, id, user, false)?;
                    self.standing(user, id, found)
                }
                None => Standing {
                    conversation_id: id.pair().filter(|_| id.includes(user)).map(|_| id.clone())?,
                    facts: Facts::direct(),
                    role: None,
                    head: Seq(0),
                    read_seq: Seq(0),
                    unread: 0,
                    last_message: None,
                },
            };
            Some((user.clone(), standing))
        };
        users.iter().filter_map(standing).collect()
    }

    pub(super) fn channels(&self, user: &UserId, query: &str, limit: usize) -> Vec<Channel> {
        let folded = |facts: &Facts| {
            let words = [facts.name.as_deref(), facts.description.as_deref()];
            words.map(|text| text.unwrap_or_default().to_lowercase()).join("\n")
        };
        let is_listed = |(id, facts): &(&ConversationId, &Facts)| {
            id.is_minted() && facts.is_open() && folded(facts).contains(&query.to_lowercase())
        };
        let all = self.conversations.iter().map(|(id, conversation)| (id, &conversation.facts));
        let mut found: Vec<_> = all.filter(is_listed).collect();
        found.sort_by_key(|(id, facts)| (folded(facts), self.conversations[*id].number));
        let channel = |(id, facts): (&ConversationId, &Facts)| Channel {
            conversation_id: id.clone(),
            name: facts.name.clone().unwrap_or_default(),
            description: facts.description.clone(),
            member_count: facts.member_count.unwrap(),
            joined: self.conversations[id].members.contains_key(user),
        };
        found.into_iter().take(limit).map(channel).collect()
    }

    pub(super) fn set_block(
        &mut self,
        by: &UserId,
        user: &UserId,
        on: bool,
        limit: usize,
    ) -> Result<(), Refusal> {
        let block = (by.clone(), user.clone());
        if !on {
            self.blocks.remove(&block);
        } else if !self.blocks.contains(&block) {
            if self.blocked_by(by).len() >= limit {
                return Err(Refusal::TooManyBlocked);
            }
            self.blocks.insert(block);
        }
        Ok(())
    }

    pub(super) fn blocked_by(&self, user: &UserId) -> Vec<UserId> {
        self.blocks.iter().filter(|(by, _)| by == user).map(|(_, blocked)| blocked.clone()).collect()
    }

    pub(super) fn parted_from(&self, user: &UserId, limit: usize) -> Vec<UserId> {
        let blockers = self.blocks.iter().filter(|(_, blocked)| blocked == user).map(|(by, _)| by.clone());
        let mut parted: Vec<_> = self.blocked_by(user).into_iter().take(limit).collect();
        parted.extend(blockers.take(limit));
        parted.sort_unstable();
        parted.dedup();
        parted
    }
}
