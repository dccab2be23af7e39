//! The bug: what was missed is read first and the connection subscribed afterwards. Between the two something gets lost.
//!
//! Here the reading is moved back in time instead: it shows the conversation as it was a moment ago.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use async_trait::async_trait;
use webchat_core::Store;
use webchat_core::store::{Appended, Change, Delta, StoreError};
use webchat_protocol::{ConversationId, Seq};

use crate::spoilt::{Bug, Results};

/// How long ago.
const AGO: Duration = Duration::from_millis(150);

/// Remembers which places are younger than that.
#[derive(Default)]
pub struct Replay {
    young: Mutex<HashMap<ConversationId, Vec<(Instant, u64)>>>,
}

impl Replay {
    /// The head as it was.
    fn head(&self, conversation: &ConversationId, present: Seq) -> Seq {
        let mut young = self.young.lock().unwrap_or_else(PoisonError::into_inner);
        let Some(places) = young.get_mut(conversation) else { return present };
        places.retain(|(at, _)| at.elapsed() < AGO);
        places.iter().map(|(_, place)| Seq(place - 1)).min().unwrap_or(present)
    }
}

#[async_trait]
impl Bug for Replay {
    async fn append(&self, store: &dyn Store, changes: Vec<Change>) -> Results {
        let results = store.append(changes).await?;
        let mut young = self.young.lock().unwrap_or_else(PoisonError::into_inner);
        for result in &results {
            if let Ok(Appended::Fresh(message)) = result {
                let places = young.entry(message.conversation_id.clone()).or_default();
                places.push((Instant::now(), message.latest_seq().0));
            }
        }
        drop(young);
        Ok(results)
    }

    async fn changes(
        &self,
        store: &dyn Store,
        conversation: &ConversationId,
        after: Seq,
        limit: usize,
    ) -> Result<Delta, StoreError> {
        let mut delta = store.changes(conversation, after, limit).await?;
        let head = self.head(conversation, delta.head);
        delta.messages.retain(|message| message.latest_seq() <= head);
        // A cursor beyond the head would be told to begin afresh, which is another story.
        delta.head = head.max(after.min(delta.head));
        Ok(delta)
    }
}
