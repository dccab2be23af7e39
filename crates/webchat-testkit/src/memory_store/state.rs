//! What a store holds, as maps, and what each change does to it: the contract said as simply as it can be.

use std::collections::BTreeMap;

use webchat_core::store::{
    Appended, Change, Deletion, Edition, NewMessage, Profile, ReactionChange, Refusal,
};
use webchat_protocol::{ConversationId, Message, MessageId, Reaction, Seq, UserId};

use super::accounts::Kept;

/// Everything.
pub(super) struct State {
    /// In the order of storing. The maps below hold places in it.
    pub(super) messages: Vec<Message>,
    /// The places of the messages with an id, one for each sender.
    pub(super) ids: BTreeMap<MessageId, Vec<usize>>,
    pub(super) conversations: BTreeMap<ConversationId, Conversation>,
    pub(super) read: BTreeMap<(UserId, ConversationId), Seq>,
    pub(super) people: BTreeMap<UserId, Profile>,
    pub(super) kept: Kept,
}

/// One conversation.
#[derive(Default)]
pub(super) struct Conversation {
    /// How many there were before it.
    pub(super) number: usize,
    pub(super) head: Seq,
    pub(super) by_seq: BTreeMap<Seq, usize>,
    pub(super) by_change: BTreeMap<Seq, usize>,
}

impl Default for State {
    fn default() -> Self {
        let conversations = BTreeMap::from([(ConversationId::general(), Conversation::default())]);
        let (messages, ids, read, people, kept) = Default::default();
        Self { messages, ids, conversations, read, people, kept }
    }
}

impl State {
    pub(super) fn apply(&mut self, change: &Change) -> Result<Appended, Refusal> {
        match change {
            Change::Send(new) => Ok(self.send(new)),
            Change::Edit(to) => self.alter(&to.conversation_id, to.seq, |message| edit(message, to)),
            Change::React(to) => self.alter(&to.conversation_id, to.seq, |message| react(message, to)),
            Change::Delete(it) => self.alter(&it.conversation_id, it.seq, |message| bury(message, it)),
        }
    }

    fn send(&mut self, new: &NewMessage) -> Appended {
        let same_id = self.ids.entry(new.id.clone()).or_default();
        if let Some(&known) = same_id.iter().find(|&&place| self.messages[place].sender_id == new.sender_id) {
            return Appended::Known(self.messages[known].clone());
        }
        let place = self.messages.len();
        same_id.push(place);
        let number = self.conversations.len();
        let created = || Conversation { number, ..Conversation::default() };
        let conversation = self.conversations.entry(new.conversation_id.clone()).or_insert_with(created);
        let seq = conversation.take_seq(place);
        conversation.by_seq.insert(seq, place);
        self.messages.push(placed(new, seq));
        Appended::Fresh(self.messages[place].clone())
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

fn placed(new: &NewMessage, seq: Seq) -> Message {
    Message {
        id: new.id.clone(),
        text: new.text.clone(),
        sender_id: new.sender_id.clone(),
        receiver_id: new.receiver_id.clone(),
        created_at: new.created_at,
        conversation_id: new.conversation_id.clone(),
        seq,
        change_seq: None,
        edited_at: None,
        reactions: vec![],
        deleted_at: None,
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

fn bury(message: &mut Message, deletion: &Deletion) -> Result<bool, Refusal> {
    if deletion.by.as_ref().is_some_and(|by| *by != message.sender_id) {
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
