//! What a store holds, as maps, and what each change does to it: the contract said as simply as it can be.

use std::collections::{BTreeMap, BTreeSet};

use webchat_core::rights::{self, Deed};
use webchat_core::store::{
    Appended, Change, ConversationChange, Deletion, Edition, Facts, NewMessage, Picture, Profile,
    ReactionChange, Refusal,
};
use webchat_protocol::{ConversationId, Message, MessageId, Notice, Reaction, Role, Seq, Timestamp, UserId};

use super::accounts::Kept;
use super::conversations::role_in;
use super::oversight::Filed;

/// Everything.
pub(super) struct State {
    /// In the order of storing. The maps below hold places in it.
    pub(super) messages: Vec<Message>,
    /// The places of the messages with an id, one for each sender.
    pub(super) ids: BTreeMap<MessageId, Vec<usize>>,
    pub(super) conversations: BTreeMap<ConversationId, Conversation>,
    pub(super) read: BTreeMap<(UserId, ConversationId), Seq>,
    pub(super) people: BTreeMap<UserId, Profile>,
    /// Who has blocked whom.
    pub(super) blocks: BTreeSet<(UserId, UserId)>,
    /// By their numbers, which begin at 1.
    pub(super) reports: Vec<Filed>,
    pub(super) pictures: BTreeMap<UserId, Picture>,
    pub(super) kept: Kept,
}

/// One conversation.
pub(super) struct Conversation {
    pub(super) facts: Facts,
    /// Those of a group or channel, and since when.
    pub(super) members: BTreeMap<UserId, (Role, Timestamp)>,
    /// How many there were before it.
    pub(super) number: usize,
    pub(super) head: Seq,
    pub(super) by_seq: BTreeMap<Seq, usize>,
    pub(super) by_change: BTreeMap<Seq, usize>,
}

impl Default for Conversation {
    fn default() -> Self {
        let (number, head, by_seq, by_change, members) = Default::default();
        Self { facts: Facts::direct(), members, number, head, by_seq, by_change }
    }
}

impl Default for State {
    fn default() -> Self {
        let general = Conversation { facts: Facts::general(), ..Conversation::default() };
        let conversations = BTreeMap::from([(ConversationId::general(), general)]);
        let (messages, ids, read, people, blocks, reports, pictures) = Default::default();
        let kept = Kept::default();
        Self { messages, ids, conversations, read, people, blocks, reports, pictures, kept }
    }
}

impl State {
    pub(super) fn apply(&mut self, change: &Change) -> Result<Appended, Refusal> {
        match change {
            Change::Send(new) => self.send(new),
            Change::Edit(to) => {
                self.check(&to.conversation_id, &to.by, Deed::Touch)?;
                self.alter(&to.conversation_id, to.seq, |message| edit(message, to))
            }
            Change::React(to) => {
                self.check(&to.conversation_id, &to.by, Deed::Touch)?;
                self.alter(&to.conversation_id, to.seq, |message| react(message, to))
            }
            Change::Delete(it) => self.delete(it),
            Change::Conversation(of_all) => self.change(of_all),
        }
    }

    fn send(&mut self, new: &NewMessage) -> Result<Appended, Refusal> {
        let verdict = match &new.refused {
            Some(refusal) => Err(refusal.clone()),
            None => self.check(&new.conversation_id, &new.sender_id, Deed::Say),
        };
        if verdict == Err(Refusal::Hidden) {
            return Err(Refusal::Hidden);
        }
        if let Some(known) = self.place_of(&new.sender_id, &new.id) {
            let known = self.messages[known].clone();
            let may_see = self.check_in(&known.conversation_id, &new.sender_id).is_ok();
            let is_theirs = known.notice.is_none() && may_see;
            return if is_theirs { Ok(Appended::Known(known)) } else { Err(Refusal::IdTaken) };
        }
        verdict?;
        let number = self.conversations.len();
        let created = || Conversation { number, ..Conversation::default() };
        self.conversations.entry(new.conversation_id.clone()).or_insert_with(created);
        Ok(Appended::Fresh(self.put(|seq| new.placed(seq), &new.conversation_id)))
    }

    /// Stores the notice of a change.
    pub(super) fn tell(&mut self, change: &ConversationChange, notice: Notice) -> Message {
        self.put(|seq| change.placed(seq, notice), &change.conversation_id)
    }

    /// Stores a message at the end of its conversation.
    fn put(&mut self, placed: impl FnOnce(Seq) -> Message, id: &ConversationId) -> Message {
        let place = self.messages.len();
        let conversation = self.conversations.get_mut(id).unwrap();
        let seq = conversation.take_seq(place);
        conversation.by_seq.insert(seq, place);
        let message = placed(seq);
        self.ids.entry(message.id.clone()).or_default().push(place);
        self.messages.push(message.clone());
        message
    }

    /// Where what a sender named like this is.
    pub(super) fn place_of(&self, sender: &UserId, id: &MessageId) -> Option<usize> {
        let places = self.ids.get(id)?;
        places.iter().find(|place| self.messages[**place].sender_id == *sender).copied()
    }

    /// Whether somebody may do this in a group or channel; what happens elsewhere is not asked here.
    fn check(&self, id: &ConversationId, user: &UserId, deed: Deed) -> Result<(), Refusal> {
        if !id.is_minted() {
            return Ok(());
        }
        let found = self.conversations.get(id).ok_or(Refusal::Hidden)?;
        rights::check(&found.facts, role_in(found, id, user, false), deed)
    }

    fn check_in(&self, id: &ConversationId, user: &UserId) -> Result<(), Refusal> {
        let is_member = |found: &Conversation| role_in(found, id, user, false).is_some();
        let may_see = !id.is_minted() || self.conversations.get(id).is_some_and(is_member);
        if may_see { Ok(()) } else { Err(Refusal::Hidden) }
    }

    fn delete(&mut self, it: &Deletion) -> Result<Appended, Refusal> {
        let mut may_moderate = it.by.is_none();
        if let Some(by) = &it.by {
            self.check(&it.conversation_id, by, Deed::Withdraw)?;
            may_moderate =
                it.conversation_id.is_minted() && self.check(&it.conversation_id, by, Deed::Moderate).is_ok();
        }
        self.alter(&it.conversation_id, it.seq, |message| bury(message, it, may_moderate))
    }

    /// Changes a message, if `how` says that it is another one afterwards.
    fn alter(
        &mut self,
        id: &ConversationId,
        seq: Seq,
        how: impl FnOnce(&mut Message) -> Result<bool, Refusal>,
    ) -> Result<Appended, Refusal> {
        let conversation = self.conversations.get_mut(id).ok_or(Refusal::NotFound)?;
        let place = *conversation.by_seq.get(&seq).ok_or(Refusal::NotFound)?;
        let message = &mut self.messages[place];
        if message.notice.is_some() {
            return Err(Refusal::IsNotice);
        }
        if !how(message)? {
            return Ok(Appended::Known(message.clone()));
        }
        conversation.by_change.remove(&message.latest_seq());
        message.change_seq = Some(conversation.take_seq(place));
        Ok(Appended::Fresh(message.clone()))
    }
}

impl Conversation {
    /// Takes the next seq for what becomes of the message at this place.
    fn take_seq(&mut self, place: usize) -> Seq {
        self.head.0 += 1;
        self.by_change.insert(self.head, place);
        self.head
    }
}

fn edit(message: &mut Message, edition: &Edition) -> Result<bool, Refusal> {
    if message.deleted_at.is_some() {
        return Err(Refusal::NotFound);
    }
    if message.sender_id != edition.by {
        return Err(Refusal::NotYours);
    }
    if message.text == edition.text {
        return Ok(false);
    }
    message.text.clone_from(&edition.text);
    message.edited_at = Some(edition.at);
    Ok(true)
}

fn react(message: &mut Message, change: &ReactionChange) -> Result<bool, Refusal> {
    if message.deleted_at.is_some() {
        return Err(Refusal::NotFound);
    }
    let all: usize = message.reactions.iter().map(|reaction| reaction.user_ids.len()).sum();
    let different = message.reactions.len();
    let present = message.reactions.iter_mut().find(|reaction| reaction.emoji == change.emoji);
    if present.as_ref().is_some_and(|reaction| reaction.user_ids.contains(&change.by)) == change.on {
        return Ok(false);
    }
    if change.on && (all >= change.limit || (present.is_none() && different >= change.emoji_limit)) {
        return Err(Refusal::TooManyReactions);
    }
    match present {
        Some(reaction) if change.on => reaction.user_ids.push(change.by.clone()),
        Some(reaction) => reaction.user_ids.retain(|user| *user != change.by),
        None => {
            let (emoji, user_ids) = (change.emoji.clone(), vec![change.by.clone()]);
            message.reactions.push(Reaction { emoji, user_ids });
        }
    }
    message.reactions.retain(|reaction| !reaction.user_ids.is_empty());
    Ok(true)
}

fn bury(message: &mut Message, deletion: &Deletion, may_moderate: bool) -> Result<bool, Refusal> {
    if !may_moderate && deletion.by.as_ref() != Some(&message.sender_id) {
        return Err(Refusal::NotYours);
    }
    if message.deleted_at.is_some() {
        return Ok(false);
    }
    message.text.clear();
    message.edited_at = None;
    message.reactions.clear();
    message.deleted_at = Some(deletion.at);
    Ok(true)
}
