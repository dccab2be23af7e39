//! An event as it goes over the wire, encoded once however many connections get it.

use bytes::Bytes;
use webchat_protocol::{ConversationId, Event, Seq};

/// One encoded event. Cloning shares the bytes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Frame {
    bytes: Bytes,
    place: Option<Place>,
}

/// How far a client has followed a conversation once it has applied an event.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// Which conversation.
    pub conversation_id: ConversationId,
    /// Up to where.
    pub seq: Seq,
    /// What takes it there.
    pub step: Step,
}

/// How an event takes a client to a place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// A single change, from the place before.
    Change,
    /// A delta, which ends at the head that it was read at.
    Delta,
    /// A part of a delta: what comes next lies beyond a hole, until the rest is asked for.
    Part,
    /// A new beginning: wherever the client was, it is there now. Nothing else takes it back.
    Reset,
}

impl Frame {
    /// Encodes an event as JSON.
    pub fn encode(event: &Event) -> Self {
        // Every field of an event is a string, a number or a list of such: serialising it can't fail.
        let bytes = serde_json::to_vec(event).unwrap_or_default().into();
        Self { bytes, place: place_of(event) }
    }

    /// The JSON text, in UTF-8.
    pub fn bytes(&self) -> &Bytes {
        &self.bytes
    }

    /// Where it takes a client that applies it; `None` for what is not part of any history.
    pub fn place(&self) -> Option<&Place> {
        self.place.as_ref()
    }

    /// What it costs in a queue, in bytes: the text and the place it takes.
    pub fn cost(&self) -> usize {
        self.bytes.len() + size_of::<Self>()
    }
}

fn place_of(event: &Event) -> Option<Place> {
    let (conversation_id, seq, step) = match event {
        Event::Message { data } | Event::MessageChanged { data } => {
            (&data.conversation_id, data.latest_seq(), Step::Change)
        }
        Event::Changes { conversation_id, seq, head, reset, .. } => {
            let step = match (reset, seq < head) {
                (true, _) => Step::Reset,
                (false, true) => Step::Part,
                (false, false) => Step::Delta,
            };
            (conversation_id, *seq, step)
        }
        _ => return None,
    };
    Some(Place { conversation_id: conversation_id.clone(), seq, step })
}
