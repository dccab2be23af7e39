//! Short words for the rules: who, where, and saying something.

use std::sync::atomic::{AtomicU64, Ordering};

use webchat_core::store::{
    Alteration, Appended, Change, ConversationChange, Deletion, Edition, NewConversation, NewMessage,
    ReactionChange, Refusal, Standing, Store, Terms,
};
use webchat_protocol::{
    ConversationId, ConversationKind, Emoji, Message, MessageId, Posting, Reaction, Role, Seq, Timestamp,
    UserId, Visibility,
};

pub fn user(id: &str) -> UserId {
    UserId::new(id).unwrap()
}

pub fn id(text: &str) -> MessageId {
    MessageId::new(text).unwrap()
}

pub fn general() -> ConversationId {
    ConversationId::general()
}

/// A conversation by its name on the wire.
pub fn conversation(name: &str) -> ConversationId {
    ConversationId::new(name).unwrap()
}

pub fn time(millis: i64) -> Timestamp {
    Timestamp::from_millis(1_700_000_000_000 + millis)
}

/// A message that says its own id.
pub fn new(sender: &str, place: &ConversationId, message_id: &str) -> NewMessage {
    NewMessage {
        conversation_id: place.clone(),
        id: id(message_id),
        sender_id: user(sender),
        receiver_id: place.peer_of(&user(sender)),
        text: message_id.to_owned(),
        created_at: time(1),
        refused: None,
    }
}

pub fn send(sender: &str, place: &ConversationId, message_id: &str) -> Change {
    Change::Send(new(sender, place, message_id))
}

pub fn delete(place: &ConversationId, seq: u64, by: Option<&str>) -> Change {
    Change::Delete(Deletion { conversation_id: place.clone(), seq: Seq(seq), by: by.map(user), at: time(2) })
}

pub fn edit(place: &ConversationId, seq: u64, by: &str, text: &str) -> Change {
    let (conversation_id, by, text) = (place.clone(), user(by), text.to_owned());
    Change::Edit(Edition { conversation_id, seq: Seq(seq), by, text, at: time(3) })
}

/// Puts a reaction there, on a message that may have many.
pub fn like(place: &ConversationId, seq: u64, by: &str, with: &str) -> ReactionChange {
    let (conversation_id, by, emoji) = (place.clone(), user(by), Emoji::new(with).unwrap());
    ReactionChange { conversation_id, seq: Seq(seq), by, emoji, on: true, emoji_limit: 20, limit: 100 }
}

/// Takes it away.
pub fn unlike(place: &ConversationId, seq: u64, by: &str, with: &str) -> ReactionChange {
    ReactionChange { on: false, ..like(place, seq, by, with) }
}

/// An emoji and who reacted with it.
pub fn reaction(emoji: &str, users: &[&str]) -> Reaction {
    Reaction { emoji: Emoji::new(emoji).unwrap(), user_ids: users.iter().map(|id| user(id)).collect() }
}

/// The conversation with this number, for tests that make some.
pub fn minted(number: u128) -> ConversationId {
    ConversationId::minted(number)
}

/// As many as one likes, whoever they are.
pub const ANYBODY: Terms = Terms { members: 1_000, conversations: 1_000, strangers: true };

/// A change of a conversation, with a notice of its own.
pub fn reshape(place: &ConversationId, by: &str, what: Alteration) -> Change {
    static NOTICES: AtomicU64 = AtomicU64::new(1);
    let number = NOTICES.fetch_add(1, Ordering::Relaxed);
    reshape_as(&format!("notice-{number}"), place, by, what)
}

/// The same under this id.
pub fn reshape_as(name: &str, place: &ConversationId, by: &str, what: Alteration) -> Change {
    let (conversation_id, by, at) = (place.clone(), user(by), time(4));
    Change::Conversation(ConversationChange { conversation_id, id: id(name), by, is_admin: false, at, what })
}

pub fn users(ids: &[&str]) -> Vec<UserId> {
    ids.iter().map(|id| user(id)).collect()
}

/// A group of some users.
pub fn group(others: &[&str]) -> NewConversation {
    NewConversation {
        kind: ConversationKind::Group,
        name: None,
        description: None,
        visibility: None,
        posting: Posting::Everyone,
        user_ids: users(others),
    }
}

/// A channel with this name and some users.
pub fn channel(name: &str, visibility: Visibility, others: &[&str]) -> NewConversation {
    NewConversation {
        kind: ConversationKind::Channel,
        name: Some(name.to_owned()),
        visibility: Some(visibility),
        ..group(others)
    }
}

/// Has somebody make a conversation; the answer is its notice.
pub async fn make(store: &dyn Store, place: &ConversationId, by: &str, new: NewConversation) -> Message {
    alter(store, reshape(place, by, Alteration::Create(new, ANYBODY))).await
}

/// Adds people.
pub fn add(others: &[&str]) -> Alteration {
    Alteration::Add(users(others), ANYBODY)
}

/// Gives somebody a role.
pub fn set_role(of: &str, role: Role) -> Alteration {
    Alteration::Role(user(of), role)
}

/// Makes one change.
pub async fn change(store: &dyn Store, change: Change) -> Result<Appended, Refusal> {
    let mut answers = store.append(vec![change]).await.unwrap();
    assert_eq!(answers.len(), 1, "one change has one answer");
    answers.remove(0)
}

/// Says something new.
pub async fn say(store: &dyn Store, sender: &str, place: &ConversationId, message_id: &str) -> Message {
    match change(store, send(sender, place, message_id)).await {
        Ok(Appended::Fresh(message)) => message,
        other => panic!("{message_id} of {sender} should be fresh, and is {other:?}"),
    }
}

/// Changes a message, and answers what it has become.
pub async fn alter(store: &dyn Store, how: Change) -> Message {
    match change(store, how.clone()).await {
        Ok(Appended::Fresh(message)) => message,
        other => panic!("{how:?} should change something, and is {other:?}"),
    }
}

/// Deletes a message, whoever sent it.
pub async fn bury(store: &dyn Store, message: &Message) -> Message {
    alter(store, delete(&message.conversation_id, message.seq.0, None)).await
}

/// Sees that every way to read a live message in `general` that is the newest one there shows it like this.
pub async fn is_shown_everywhere(store: &dyn Store, message: &Message) {
    let place = general();
    let page = store.page(&place, None, 1).await.unwrap();
    assert_eq!(page.messages.as_slice(), std::slice::from_ref(message), "in a page");
    let delta = store.changes(&place, Seq(page.head.0 - 1), 10).await.unwrap();
    assert_eq!(delta.messages.as_slice(), std::slice::from_ref(message), "in the changes");
    let history = store.history(None, 1).await.unwrap().unwrap();
    assert_eq!(history.as_slice(), std::slice::from_ref(message), "in the history");
    assert_eq!(store.find(&message.id).await.unwrap().as_ref(), Some(message), "by its id");
    let shown = standing(store, "somebody", &place).await.last_message;
    assert_eq!(shown.as_ref(), Some(message), "in a list of conversations");
}

/// How a user stands in one conversation.
pub async fn standing(store: &dyn Store, of: &str, place: &ConversationId) -> Standing {
    let standings = store.standings(&user(of), 100).await.unwrap();
    standings.into_iter().find(|standing| standing.conversation_id == *place).unwrap()
}

pub fn seqs(messages: &[Message]) -> Vec<u64> {
    messages.iter().map(|message| message.seq.0).collect()
}

pub fn ids(messages: &[Message]) -> Vec<&str> {
    messages.iter().map(|message| message.id.as_str()).collect()
}
