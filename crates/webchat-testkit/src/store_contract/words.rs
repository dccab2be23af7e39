//! Short words for the rules: who, where, and saying something.

use webchat_core::store::{Appended, Change, Deletion, NewMessage, Refusal, Standing, Store};
use webchat_protocol::{ConversationId, Message, MessageId, Seq, Timestamp, UserId};

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
    }
}

pub fn send(sender: &str, place: &ConversationId, message_id: &str) -> Change {
    Change::Send(new(sender, place, message_id))
}

pub fn delete(place: &ConversationId, seq: u64, by: Option<&str>) -> Change {
    Change::Delete(Deletion { conversation_id: place.clone(), seq: Seq(seq), by: by.map(user), at: time(2) })
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

/// Deletes a message, whoever sent it.
pub async fn bury(store: &dyn Store, message: &Message) -> Message {
    match change(store, delete(&message.conversation_id, message.seq.0, None)).await {
        Ok(Appended::Fresh(tombstone)) => tombstone,
        other => panic!("{} should become a tombstone, and is {other:?}", message.id),
    }
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
