//! What a client knows of one conversation, by the rules of the protocol and nothing else.

use std::collections::BTreeMap;

use serde_json::{Value, json};

/// One conversation, as a client has followed it. It complains when an event leaves a hole.
#[derive(Debug, Default, Clone, PartialEq)]
pub struct History {
    /// The messages by their place.
    pub messages: BTreeMap<u64, Value>,
    /// Everything up to here was applied.
    pub seq: u64,
}

impl History {
    /// Applies an event of this conversation; others, and what was applied before, change nothing. Answers whether a
    /// `changes` event left something to ask for.
    pub fn apply(&mut self, conversation: &str, event: &Value) -> bool {
        let latest = |message: &Value| message["changeSeq"].as_u64().or(message["seq"].as_u64()).unwrap();
        match event["type"].as_str().unwrap() {
            "message" | "message-changed" if event["data"]["conversationId"] == conversation => {
                let message = &event["data"];
                let seq = latest(message);
                assert!(seq <= self.seq + 1, "a hole: after {} came {message}", self.seq);
                if seq > self.seq {
                    self.put(message);
                    self.seq = seq;
                }
                false
            }
            "changes" if event["conversationId"] == conversation => {
                assert_eq!(event["reset"], false, "a reset is not for here");
                assert!(
                    event["after"].as_u64().unwrap() <= self.seq,
                    "a hole: after {} came {event}",
                    self.seq
                );
                for message in event["messages"].as_array().unwrap() {
                    let known = self.messages.get(&message["seq"].as_u64().unwrap());
                    if known.is_none_or(|known| latest(known) < latest(message)) {
                        self.put(message);
                    }
                }
                self.seq = self.seq.max(event["seq"].as_u64().unwrap());
                event["seq"] != event["head"]
            }
            _ => false,
        }
    }

    /// The cursors of a client that follows this conversation only.
    pub fn cursors(&self, epoch: &str, conversation: &str) -> Value {
        json!({ "epoch": epoch, "after": { conversation: self.seq } })
    }

    fn put(&mut self, message: &Value) {
        self.messages.insert(message["seq"].as_u64().unwrap(), message.clone());
    }
}
