//! Reading what is stored: pages of history, and what a client missed.

mod resume;
pub(crate) mod shared;

use webchat_protocol::{Changes, ConversationId, MessagePage, Problem, Seq};

use crate::refusals::unavailable;
use crate::store::{Delta, Page, StoreError};
use crate::{Actor, Chat};

impl Chat {
    /// The newest messages of a conversation, or those before a place; at most `limit`, oldest first.
    pub async fn page(
        &self,
        actor: &Actor,
        conversation: &ConversationId,
        before: Option<Seq>,
        limit: usize,
    ) -> Result<MessagePage, Problem> {
        self.access(actor, conversation).await?;
        let limit = limit.clamp(1, self.limits.page_messages);
        let page = self.store.page(conversation, before, limit).await.map_err(|error| unavailable(&error))?;
        // Who went while it was read does not learn what was said meanwhile.
        self.access(actor, conversation).await?;
        let Page { messages, has_more, head } = page;
        Ok(MessagePage { messages, has_more, head })
    }

    /// What a client that followed a conversation up to `after` has missed: a delta, whole or its first part, or a reset
    /// when there is more of it than a fresh page costs, or when `after` is beyond the head and so of another history.
    pub async fn changes(
        &self,
        actor: &Actor,
        conversation: &ConversationId,
        after: Seq,
    ) -> Result<Changes, Problem> {
        self.access(actor, conversation).await?;
        let delta = self.delta(conversation, after, self.limits.delta_bytes).await;
        let delta = delta.map_err(|error| unavailable(&error))?;
        self.access(actor, conversation).await?;
        Ok(delta)
    }

    /// The same for a member. `bytes` is what its messages may cost; with 0 it says only whether there are any.
    pub(super) async fn delta(
        &self,
        conversation: &ConversationId,
        after: Seq,
        mut bytes: usize,
    ) -> Result<Changes, StoreError> {
        let mut changes = Changes { after, reset: false, messages: Vec::new(), seq: after, head: after };
        loop {
            let Delta { messages, has_more, head } =
                self.store.changes(conversation, changes.seq, STEP).await?;
            changes.head = head;
            if after > head || head.0 - after.0 > self.limits.changes as u64 {
                return Ok(Changes { after, reset: true, messages: Vec::new(), seq: head, head });
            }
            for message in messages {
                let cost = message.text.len() + ROUND_A_TEXT;
                if bytes == 0 || (cost > bytes && !changes.messages.is_empty()) {
                    return Ok(changes);
                }
                bytes = bytes.saturating_sub(cost);
                changes.seq = message.latest_seq();
                changes.messages.push(message);
            }
            if !has_more {
                return Ok(Changes { seq: head, ..changes });
            }
        }
    }
}

/// Messages that are read at once: the longest texts of so many are 4 MB, and most deltas are shorter.
const STEP: usize = 100;
/// Bytes that a message has in JSON beside its text, roughly.
const ROUND_A_TEXT: usize = 300;
