//! Reading what is stored: pages of history, and what a client missed.

use webchat_protocol::{Changes, ConversationId, MessagePage, Problem, Seq};

use crate::refusals::{not_found, unavailable};
use crate::store::{Delta, Page};
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
        check_member(actor, conversation)?;
        let limit = limit.clamp(1, self.limits.page_messages);
        let page = self.store.page(conversation, before, limit).await.map_err(|error| unavailable(&error))?;
        let Page { messages, has_more, head } = page;
        Ok(MessagePage { messages, has_more, head })
    }

    /// What a client that followed a conversation up to `after` has missed: a delta, or a reset when there is more of
    /// it than a fresh page costs, or when `after` is beyond the head and so of another history.
    pub async fn changes(
        &self,
        actor: &Actor,
        conversation: &ConversationId,
        after: Seq,
    ) -> Result<Changes, Problem> {
        check_member(actor, conversation)?;
        let delta = self.store.changes(conversation, after, self.limits.changes).await;
        let Delta { messages, has_more, head } = delta.map_err(|error| unavailable(&error))?;
        if has_more || after > head {
            return Ok(Changes { reset: true, messages: Vec::new(), seq: head, head });
        }
        Ok(Changes { reset: false, messages, seq: head, head })
    }
}

fn check_member(actor: &Actor, conversation: &ConversationId) -> Result<(), Problem> {
    if conversation.includes(&actor.user_id) { Ok(()) } else { Err(not_found("conversation")) }
}
