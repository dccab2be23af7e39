//! What becomes of a conversation as a whole, and who is in it: the contract said as simply as it can be.

use webchat_core::rights::{self, Deed};
use webchat_core::store::{Alteration, Appended, ConversationChange, Facts, NewConversation, Refusal, Terms};
use webchat_protocol::{ConversationId, Notice, Role, UserId};

use super::state::{Conversation, State};

impl State {
    pub(super) fn change(&mut self, change: &ConversationChange) -> Result<Appended, Refusal> {
        if let Alteration::Create(new, terms) = &change.what {
            return self.create(change, new, terms);
        }
        let conversation = self.conversations.get(&change.conversation_id).ok_or(Refusal::Hidden)?;
        let role = role_in(conversation, &change.conversation_id, &change.by, change.is_admin);
        let target = match &change.what {
            Alteration::Remove(user) | Alteration::Role(user, _) => {
                conversation.members.get(user).map(|(role, _)| *role)
            }
            _ => None,
        };
        if role.is_some() && matches!(change.what, Alteration::Join(_)) {
            return Err(Refusal::Unchanged);
        }
        let deed = Deed::of(&change.what, target);
        rights::check_change(&conversation.facts, role, change.is_admin, deed)?;
        if self.place_of(&change.by, &change.id).is_some() {
            return Err(Refusal::IdTaken);
        }
        let notice = match &change.what {
            Alteration::Add(users, terms) => self.add(change, users, terms)?,
            Alteration::Join(terms) => self.join(change, terms)?,
            Alteration::Leave => self.leave(change)?,
            Alteration::Remove(user) => self.remove(&change.conversation_id, user)?,
            Alteration::Role(user, role) => self.set_role(&change.conversation_id, user, *role)?,
            said => say(&mut self.there(change).facts, said, change)?,
        };
        Ok(Appended::Fresh(self.tell(change, notice)))
    }

    fn create(
        &mut self,
        change: &ConversationChange,
        new: &NewConversation,
        terms: &Terms,
    ) -> Result<Appended, Refusal> {
        if let Some(place) = self.place_of(&change.by, &change.id) {
            let message = self.messages[place].clone();
            let is_creation = matches!(message.notice, Some(Notice::Created { .. }));
            return if is_creation { Ok(Appended::Known(message)) } else { Err(Refusal::IdTaken) };
        }
        if self.conversations.contains_key(&change.conversation_id) {
            return Err(Refusal::IdTaken);
        }
        let mut user_ids: Vec<UserId> = Vec::new();
        for user in &new.user_ids {
            if *user != change.by && !user_ids.contains(user) {
                user_ids.push(user.clone());
            }
        }
        self.check_newcomers(&change.by, &user_ids, true, 0, terms)?;
        let facts = Facts {
            kind: new.kind,
            name: new.name.clone(),
            description: new.description.clone(),
            visibility: new.visibility,
            posting: new.posting,
            member_count: None,
            archived_at: None,
        };
        let number = self.conversations.len();
        let made = Conversation { facts, number, ..Conversation::default() };
        self.conversations.insert(change.conversation_id.clone(), made);
        self.admit(change, Role::Owner, &change.by);
        for user in &user_ids {
            self.admit(change, Role::Member, user);
        }
        self.count(&change.conversation_id);
        Ok(Appended::Fresh(self.tell(change, Notice::Created { user_ids })))
    }

    fn add(
        &mut self,
        change: &ConversationChange,
        users: &[UserId],
        terms: &Terms,
    ) -> Result<Notice, Refusal> {
        let members = &self.there(change).members;
        let mut user_ids: Vec<UserId> = Vec::new();
        for user in users {
            if !members.contains_key(user) && !user_ids.contains(user) {
                user_ids.push(user.clone());
            }
        }
        let there = members.len();
        self.check_newcomers(&change.by, &user_ids, false, there, terms)?;
        if user_ids.is_empty() {
            return Err(Refusal::Unchanged);
        }
        for user in &user_ids {
            self.admit(change, Role::Member, user);
        }
        self.count(&change.conversation_id);
        Ok(Notice::Added { user_ids })
    }

    fn join(&mut self, change: &ConversationChange, terms: &Terms) -> Result<Notice, Refusal> {
        let there = self.there(change).members.len();
        self.check_newcomers(&change.by, &[], true, there, terms)?;
        self.admit(change, Role::Member, &change.by);
        self.count(&change.conversation_id);
        Ok(Notice::Joined)
    }

    fn leave(&mut self, change: &ConversationChange) -> Result<Notice, Refusal> {
        let conversation = self.there(change);
        if conversation.members.len() > 1 {
            keep_an_owner(conversation, &change.by)?;
        } else {
            conversation.facts.archived_at.get_or_insert(change.at);
        }
        self.expel(&change.conversation_id, &change.by);
        Ok(Notice::Left)
    }

    fn remove(&mut self, id: &ConversationId, user: &UserId) -> Result<Notice, Refusal> {
        let conversation = &self.conversations[id];
        if !conversation.members.contains_key(user) {
            return Err(Refusal::Unchanged);
        }
        keep_an_owner(conversation, user)?;
        self.expel(id, user);
        Ok(Notice::Removed { user_ids: vec![user.clone()] })
    }

    fn set_role(&mut self, id: &ConversationId, user: &UserId, role: Role) -> Result<Notice, Refusal> {
        let present = self.conversations[id].members.get(user).map(|(role, _)| *role);
        match present {
            None => return Err(Refusal::NoSuchMember(user.clone())),
            Some(present) if present == role => return Err(Refusal::Unchanged),
            Some(_) => keep_an_owner(&self.conversations[id], user)?,
        }
        let members = &mut self.conversations.get_mut(id).unwrap().members;
        members.get_mut(user).unwrap().0 = role;
        Ok(Notice::Role { user_id: user.clone(), role })
    }

    fn check_newcomers(
        &self,
        by: &UserId,
        users: &[UserId],
        with_by: bool,
        there: usize,
        terms: &Terms,
    ) -> Result<(), Refusal> {
        if there + users.len() + usize::from(with_by) > terms.members {
            return Err(Refusal::TooManyMembers);
        }
        for user in with_by.then_some(by).into_iter().chain(users) {
            if user != by && !terms.strangers && !self.people.contains_key(user) {
                return Err(Refusal::NoSuchUser(user.clone()));
            }
            if user != by && self.are_parted(user, by) {
                return Err(Refusal::Blocked(user.clone()));
            }
            let memberships = self.conversations.values().filter(|c| c.members.contains_key(user)).count();
            if memberships >= terms.conversations {
                return Err(Refusal::TooManyConversations(user.clone()));
            }
        }
        Ok(())
    }

    fn admit(&mut self, change: &ConversationChange, role: Role, user: &UserId) {
        let conversation = self.there(change);
        conversation.members.insert(user.clone(), (role, change.at));
        let mut seq = conversation.head;
        seq.0 += 1;
        self.read.insert((user.clone(), change.conversation_id.clone()), seq);
    }

    fn expel(&mut self, id: &ConversationId, user: &UserId) {
        self.conversations.get_mut(id).unwrap().members.remove(user);
        self.read.remove(&(user.clone(), id.clone()));
        self.count(id);
    }

    fn count(&mut self, id: &ConversationId) {
        let conversation = self.conversations.get_mut(id).unwrap();
        conversation.facts.member_count = Some(conversation.members.len().try_into().unwrap());
    }

    fn there(&mut self, change: &ConversationChange) -> &mut Conversation {
        self.conversations.get_mut(&change.conversation_id).unwrap()
    }

    pub(super) fn are_parted(&self, one: &UserId, other: &UserId) -> bool {
        let has_blocked = |one: &UserId, other: &UserId| self.blocks.contains(&(one.clone(), other.clone()));
        has_blocked(one, other) || has_blocked(other, one)
    }
}

/// What somebody may do in a conversation; `None` for somebody who is not in it.
pub(super) fn role_in(
    conversation: &Conversation,
    id: &ConversationId,
    user: &UserId,
    is_admin: bool,
) -> Option<Role> {
    if id.is_minted() {
        return conversation.members.get(user).map(|(role, _)| *role);
    }
    let is_general = id.pair().is_none();
    id.includes(user).then_some(if is_general && is_admin { Role::Admin } else { Role::Member })
}

fn keep_an_owner(conversation: &Conversation, without: &UserId) -> Result<(), Refusal> {
    let is_owner =
        |user: &UserId| conversation.members.get(user).is_some_and(|(role, _)| *role == Role::Owner);
    let others = conversation.members.keys().filter(|user| *user != without && is_owner(user)).count();
    if is_owner(without) && others == 0 { Err(Refusal::LastOwner) } else { Ok(()) }
}

fn say(facts: &mut Facts, what: &Alteration, change: &ConversationChange) -> Result<Notice, Refusal> {
    let before = facts.clone();
    let notice = match what.clone() {
        Alteration::Rename(name) => {
            if name.is_none() && facts.visibility.is_some() {
                return Err(Refusal::Fixed);
            }
            facts.name.clone_from(&name);
            Notice::Renamed { name: name.unwrap_or_default() }
        }
        Alteration::Describe(description) => {
            facts.description.clone_from(&description);
            Notice::Described { description: description.unwrap_or_default() }
        }
        Alteration::Posting(posting) => {
            facts.posting = posting;
            Notice::Posting { posting }
        }
        Alteration::Visibility(visibility) => {
            facts.visibility = Some(visibility);
            Notice::Visibility { visibility }
        }
        Alteration::Archive(true) => {
            facts.archived_at = facts.archived_at.or(Some(change.at));
            Notice::Archived
        }
        Alteration::Archive(false) => {
            facts.archived_at = None;
            Notice::Unarchived
        }
        other => panic!("{other:?} is done elsewhere"),
    };
    if *facts == before { Err(Refusal::Unchanged) } else { Ok(notice) }
}
