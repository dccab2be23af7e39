//! An event as it goes over the wire, encoded once however many connections get it.

use bytes::Bytes;
use webchat_protocol::Event;

/// One encoded event. Cloning shares the bytes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Frame(Bytes);

impl Frame {
    /// Encodes an event as JSON.
    pub fn encode(event: &Event) -> Self {
        // Every field of an event is a string, a number or a list of such: serialising it can't fail.
        Self(serde_json::to_vec(event).unwrap_or_default().into())
    }

    /// The JSON text, in UTF-8.
    pub fn bytes(&self) -> &Bytes {
        &self.0
    }

    /// What it costs in a queue, in bytes: the text and the place it takes.
    pub fn cost(&self) -> usize {
        self.0.len() + size_of::<Self>()
    }
}
