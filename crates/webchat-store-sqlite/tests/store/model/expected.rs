//! The model: lists that are searched from end to end.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use webchat_core::store::{
    Appended, Change, Deletion, Delta, NewMessage, Page, Profile, ReadPosition, Refusal, Standing,
};
use webchat_protocol::{ConversationId, Message, MessageId, Seq, Timestamp, UserId};

pub type People = BTreeMap<UserId, Profile>;

/// What a store should hold.
#[derive(Default)]
pub struct Expected {
    /// In the order of storing.
    messages: Vec<Message>,
    /// In the order of their first messages.
    heads: Vec<(ConversationId, u64)>,
    read: BTreeMap<(UserId, ConversationId), Seq>,
    pub people: People,
}

impl Expected {
    pub fn apply(&mut self, change: &Change) -> Result<Appended, Refusal> {
        match change {
            Change::Send(new) => Ok(self.send(new)),
            Change::Delete(deletion) => self.delete(deletion),
            Change::Edit(_) | Change::React(_) => unreachable!("not in this model"),
        }
    }

    fn send(&mut self, new: &NewMessage) -> Appended {
        let known = |message: &&Message| message.id == new.id && message.sender_id == new.sender_id;
        if let Some(known) = self.messages.iter().find(known) {
            return Appended::Known(known.clone());
        }
        let message = Message {
            id: new.id.clone(),
            text: new.text.clone(),
            sender_id: new.sender_id.clone(),
            receiver_id: new.receiver_id.clone(),
            created_at: new.created_at,
            conversation_id: new.conversation_id.clone(),
            seq: self.next(&new.conversation_id),
            change_seq: None,
            edited_at: None,
            reactions: vec![],
            deleted_at: None,
        };
        self.messages.push(message.clone());
        Appended::Fresh(message)
    }

    fn delete(&mut self, deletion: &Deletion) -> Result<Appended, Refusal> {
        let at = |message: &Message| {
            message.conversation_id == deletion.conversation_id && message.seq == deletion.seq
        };
        let index = self.messages.iter().position(at).ok_or(Refusal::NotFound)?;
        if deletion.by.as_ref().is_some_and(|by| *by != self.messages[index].sender_id) {
            return Err(Refusal::NotYours);
        }
        if self.messages[index].deleted_at.is_some() {
            return Ok(Appended::Known(self.messages[index].clone()));
        }
        let change_seq = self.next(&deletion.conversation_id);
        let message = &mut self.messages[index];
        message.text.clear();
        message.change_seq = Some(change_seq);
        message.deleted_at = Some(deletion.at);
        Ok(Appended::Fresh(message.clone()))
    }

    fn next(&mut self, place: &ConversationId) -> Seq {
        if !self.heads.iter().any(|(known, _)| known == place) {
            self.heads.push((place.clone(), 0));
        }
        let head = self.heads.iter_mut().find(|(known, _)| known == place).map(|(_, head)| head).unwrap();
        *head += 1;
        Seq(*head)
    }

    fn head(&self, place: &ConversationId) -> Seq {
        Seq(self.heads.iter().find(|(known, _)| known == place).map_or(0, |(_, head)| *head))
    }

    fn of(&self, place: &ConversationId) -> impl DoubleEndedIterator<Item = &Message> {
        self.messages.iter().filter(move |message| message.conversation_id == *place)
    }

    pub fn page(&self, place: &ConversationId, before: Option<Seq>, limit: usize) -> Page {
        let older: Vec<_> = self.of(place).filter(|m| before.is_none_or(|before| m.seq < before)).collect();
        let skipped = older.len().saturating_sub(limit);
        let messages = older.into_iter().skip(skipped).cloned().collect();
        Page { messages, has_more: skipped > 0, head: self.head(place) }
    }

    pub fn changes(&self, place: &ConversationId, after: Seq, limit: usize) -> Delta {
        let mut messages: Vec<_> = self.of(place).filter(|m| m.latest_seq() > after).cloned().collect();
        messages.sort_by_key(Message::latest_seq);
        let has_more = messages.len() > limit;
        messages.truncate(limit);
        Delta { messages, has_more, head: self.head(place) }
    }

    pub fn history(&self, before: Option<&MessageId>, limit: usize) -> Option<Vec<Message>> {
        let end = match before {
            Some(id) => self.messages.iter().rposition(|message| message.id == *id)?,
            None => self.messages.len(),
        };
        let live: Vec<_> = self.messages[..end].iter().filter(|m| m.deleted_at.is_none()).collect();
        let skipped = live.len().saturating_sub(limit);
        Some(live.into_iter().skip(skipped).cloned().collect())
    }

    pub fn find(&self, id: &MessageId) -> Option<Message> {
        self.messages.iter().rfind(|message| message.id == *id).filter(|m| m.deleted_at.is_none()).cloned()
    }

    fn unread(&self, user: &UserId, place: &ConversationId, read: Seq) -> u32 {
        let unread = |m: &&Message| m.seq > read && m.sender_id != *user && m.deleted_at.is_none();
        u32::try_from(self.of(place).filter(unread).take(100).count()).unwrap()
    }

    pub fn standings(&self, user: &UserId, limit: usize) -> Vec<Standing> {
        let general = ConversationId::general();
        let mut mine: Vec<_> =
            self.heads.iter().map(|(place, _)| place).filter(|p| p.includes(user)).collect();
        mine.retain(|place| **place != general);
        let newest = |place: &ConversationId| {
            self.messages.iter().rposition(|m| m.conversation_id == *place && m.deleted_at.is_none())
        };
        mine.reverse();
        mine.sort_by_key(|place| Reverse(newest(place)));
        mine.truncate(limit.saturating_sub(1));
        mine.push(&general);
        mine.sort_by_key(|place| Reverse(newest(place)));
        mine.truncate(limit);
        mine.into_iter().map(|place| self.standing(user, place)).collect()
    }

    fn standing(&self, user: &UserId, place: &ConversationId) -> Standing {
        let read_seq = self.read.get(&(user.clone(), place.clone())).copied().unwrap_or_default();
        Standing {
            conversation_id: place.clone(),
            head: self.head(place),
            read_seq,
            unread: self.unread(user, place, read_seq),
            last_message: self.of(place).rfind(|message| message.deleted_at.is_none()).cloned(),
        }
    }

    pub fn read_up_to(&mut self, user: &UserId, place: &ConversationId, seq: Seq) -> ReadPosition {
        let begun = *place == ConversationId::general() || self.heads.iter().any(|(known, _)| known == place);
        if !begun || !place.includes(user) {
            return ReadPosition { seq: Seq(0), unread: 0 };
        }
        let wanted = seq.min(self.head(place));
        let read = self.read.entry((user.clone(), place.clone())).or_default();
        *read = wanted.max(*read);
        let seq = *read;
        ReadPosition { seq, unread: self.unread(user, place, seq) }
    }

    pub fn see(&mut self, user: &UserId, name: Option<&str>, at: Timestamp) -> Profile {
        let general = ConversationId::general();
        if !self.people.contains_key(user) {
            self.read.insert((user.clone(), general.clone()), self.head(&general));
        }
        let new = Profile { user_id: user.clone(), name: None, last_seen_at: at };
        let profile = self.people.entry(user.clone()).or_insert(new);
        profile.name = name.map(str::to_owned).or(profile.name.take());
        profile.last_seen_at = profile.last_seen_at.max(at);
        profile.clone()
    }
}
