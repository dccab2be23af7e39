//! What can be asked, and where people stand.

use std::cmp::Reverse;
use std::ops::Bound::{Excluded, Unbounded};

use webchat_core::store::{Delta, Page, Profile, ReadPosition, Standing, UNREAD_LOOKS_BACK};
use webchat_protocol::{ConversationId, Message, MessageId, Seq, Timestamp, UserId};

use super::conversations::role_in;
use super::state::{Conversation, State};

impl State {
    pub(super) fn history(&self, before: Option<&MessageId>, limit: usize) -> Option<Vec<Message>> {
        self.history_where(before, limit, |_| true)
    }

    pub(super) fn history_of(
        &self,
        user: &UserId,
        before: Option<&MessageId>,
        limit: usize,
    ) -> Option<Vec<Message>> {
        self.history_where(before, limit, |message| {
            let id = &message.conversation_id;
            role_in(&self.conversations[id], id, user, false).is_some()
        })
    }

    fn history_where(
        &self,
        before: Option<&MessageId>,
        limit: usize,
        is_theirs: impl Fn(&Message) -> bool,
    ) -> Option<Vec<Message>> {
        let is_said = |message: &&Message| message.notice.is_none() && is_theirs(message);
        let newest = |id: &MessageId| {
            self.ids.get(id)?.iter().rev().find(|place| is_said(&&self.messages[**place])).copied()
        };
        let end = before.map_or(Some(self.messages.len()), newest)?;
        let live = self.messages[..end].iter().rev().filter(|message| message.deleted_at.is_none());
        let mut messages: Vec<_> = live.filter(is_said).take(limit).cloned().collect();
        messages.reverse();
        Some(messages)
    }

    pub(super) fn find_own(&self, sender: &UserId, id: &MessageId) -> Option<Message> {
        let found = &self.messages[self.place_of(sender, id)?];
        (found.deleted_at.is_none() && found.notice.is_none()).then(|| found.clone())
    }

    pub(super) fn find(&self, id: &MessageId) -> Option<Message> {
        let places = self.ids.get(id)?.iter().rev();
        let newest = places.map(|place| &self.messages[*place]).find(|message| message.notice.is_none())?;
        newest.deleted_at.is_none().then(|| newest.clone())
    }

    pub(super) fn page(&self, id: &ConversationId, before: Option<Seq>, limit: usize) -> Page {
        let nothing = Conversation::default();
        let conversation = self.conversations.get(id).unwrap_or(&nothing);
        let older = conversation.by_seq.range((Unbounded, before.map_or(Unbounded, Excluded)));
        let (mut messages, has_more) = self.up_to(limit, older.rev());
        messages.reverse();
        Page { messages, has_more, head: conversation.head }
    }

    pub(super) fn changes(&self, id: &ConversationId, after: Seq, limit: usize) -> Delta {
        let nothing = Conversation::default();
        let conversation = self.conversations.get(id).unwrap_or(&nothing);
        let newer = conversation.by_change.range((Excluded(after), Unbounded));
        let (messages, has_more) = self.up_to(limit, newer);
        Delta { messages, has_more, head: conversation.head }
    }

    fn up_to<'a>(
        &self,
        limit: usize,
        mut places: impl Iterator<Item = (&'a Seq, &'a usize)>,
    ) -> (Vec<Message>, bool) {
        let some = places.by_ref().take(limit).map(|(_, place)| self.messages[*place].clone()).collect();
        (some, places.next().is_some())
    }

    pub(super) fn standings(&self, user: &UserId, limit: usize) -> Vec<Standing> {
        let is_in =
            |(id, found): &(&ConversationId, &Conversation)| role_in(found, id, user, false).is_some();
        let of_user = self.conversations.iter().filter(is_in);
        let (general, mut mine): (Vec<_>, Vec<_>) =
            of_user.partition(|(id, _)| **id == ConversationId::general());
        let newest_first = |(_, conversation): &(&ConversationId, &Conversation)| {
            Reverse((self.live(conversation).next(), conversation.number))
        };
        mine.sort_by_key(newest_first);
        mine.truncate(limit.saturating_sub(1));
        mine.extend(general);
        mine.sort_by_key(newest_first);
        mine.truncate(limit);
        mine.into_iter().map(|(id, conversation)| self.standing(user, id, conversation)).collect()
    }

    pub(super) fn standing(
        &self,
        user: &UserId,
        id: &ConversationId,
        conversation: &Conversation,
    ) -> Standing {
        let read_seq = self.read.get(&(user.clone(), id.clone())).copied().unwrap_or_default();
        Standing {
            conversation_id: id.clone(),
            facts: conversation.facts.clone(),
            role: conversation.members.get(user).map(|(role, _)| *role),
            head: conversation.head,
            read_seq,
            unread: self.unread(user, conversation, read_seq),
            last_message: self.live(conversation).next().map(|place| self.messages[place].clone()),
        }
    }

    /// The places of the messages that are not deleted, the newest first.
    fn live(&self, conversation: &Conversation) -> impl Iterator<Item = usize> {
        let places = conversation.by_seq.values().rev().copied();
        places.filter(|place| self.messages[*place].deleted_at.is_none())
    }

    fn unread(&self, user: &UserId, conversation: &Conversation, read: Seq) -> u32 {
        let behind = self.live(conversation).map(|place| &self.messages[place]);
        let said = behind.filter(|message| message.notice.is_none());
        let behind = said.take_while(|message| message.seq > read).take(UNREAD_LOOKS_BACK);
        let of_others = behind.filter(|message| message.sender_id != *user);
        of_others.take(100).fold(0, |count, _| count + 1)
    }

    pub(super) fn read_up_to(&mut self, user: &UserId, id: &ConversationId, seq: Seq) -> ReadPosition {
        let found = self.conversations.get(id);
        let Some(conversation) = found.filter(|found| role_in(found, id, user, false).is_some()) else {
            return ReadPosition { seq: Seq(0), unread: 0 };
        };
        let read = self.read.entry((user.clone(), id.clone())).or_default();
        *read = seq.min(conversation.head).max(*read);
        let seq = *read;
        ReadPosition { seq, unread: self.unread(user, conversation, seq) }
    }

    pub(super) fn see(&mut self, user: &UserId, name: Option<&str>, at: Timestamp) -> Profile {
        let general = ConversationId::general();
        if !self.people.contains_key(user) {
            let head = self.conversations[&general].head;
            self.read.insert((user.clone(), general), head);
        }
        let profile = self.people.entry(user.clone()).or_insert_with(|| Profile::new(user.clone(), at));
        profile.name = name.map(str::to_owned).or(profile.name.take());
        profile.last_seen_at = profile.last_seen_at.max(at);
        profile.clone()
    }

    pub(super) fn profiles(&self, limit: usize) -> Vec<Profile> {
        let mut profiles: Vec<_> = self.people.values().cloned().collect();
        profiles.sort_by_key(|profile| Reverse(profile.last_seen_at));
        profiles.truncate(limit);
        profiles
    }
}
