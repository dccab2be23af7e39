//! How a client follows one conversation, by the rules of docs/protocol.md.

use serde_json::{Value, json};
use webchat_testkit::History;

/// One conversation on one connection.
#[derive(Default)]
pub struct Follower {
    pub history: History,
    /// Set while a long delta comes in parts: what is pushed meanwhile waits here.
    ahead: Option<Vec<Value>>,
}

impl Follower {
    /// A new connection begins: what waited is told again.
    pub fn begin(&mut self) {
        self.ahead = None;
    }

    /// Applies an event of this conversation. Answers the question to ask next, if there is one, or what is wrong.
    pub fn hear(&mut self, name: &str, event: &Value) -> Result<Option<Value>, String> {
        if event["type"] != "changes" {
            match &mut self.ahead {
                Some(ahead) => ahead.push(event.clone()),
                None => self.apply(name, event)?,
            }
            return Ok(None);
        }
        if event["reset"] == true {
            return Err(format!("a reset without a reason: {event}"));
        }
        if self.history.apply(name, event) {
            self.ahead.get_or_insert_default();
            let after = self.history.seq;
            return Ok(Some(
                json!({ "type": "changes", "conversationId": name, "after": after, "id": "rest" }),
            ));
        }
        for waiting in self.ahead.take().unwrap_or_default() {
            self.apply(name, &waiting)?;
        }
        Ok(None)
    }

    fn apply(&mut self, name: &str, event: &Value) -> Result<(), String> {
        let message = &event["data"];
        let seq = message["changeSeq"].as_u64().or(message["seq"].as_u64()).unwrap();
        if seq > self.history.seq + 1 {
            return Err(format!("a hole in {name}: after {} came {message}", self.history.seq));
        }
        self.history.apply(name, event);
        Ok(())
    }
}
