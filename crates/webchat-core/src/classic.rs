//! What only the classic routes ask for: history over all conversations, and pairs keyed by the other user.

use std::collections::BTreeMap;

use webchat_protocol::{ClassicConversation, Message, MessageId, Problem, UserId};

use crate::chat::{not_found, unavailable};
use crate::{Actor, Chat};

impl Chat {
    /// The newest messages of all conversations, oldest first, without deleted ones; those before a message, if it is
    /// named. At most `limit`, and never more than the limit of the classic history.
    pub async fn history(
        &self,
        before: Option<&MessageId>,
        limit: Option<usize>,
    ) -> Result<Vec<Message>, Problem> {
        let most = self.limits.history_messages;
        let limit = limit.map_or(most, |limit| limit.min(most));
        let history = self.store.history(before, limit).await.map_err(|error| unavailable(&error))?;
        history.ok_or_else(|| not_found("message as \"before\" names"))
    }

    /// The user's direct conversations, keyed by the other user, each with its newest messages, deleted ones left out.
    pub async fn pairs(&self, actor: &Actor) -> Result<BTreeMap<UserId, ClassicConversation>, Problem> {
        let user = &actor.user_id;
        let standings = self.store.standings(user, self.limits.conversations).await;
        let mut pairs = BTreeMap::new();
        for standing in standings.map_err(|error| unavailable(&error))? {
            let Some(peer) = standing.conversation_id.peer_of(user) else { continue };
            let page =
                self.store.page(&standing.conversation_id, None, self.limits.conversation_messages).await;
            let mut messages = page.map_err(|error| unavailable(&error))?.messages;
            messages.retain(|message| message.deleted_at.is_none());
            pairs.insert(peer.clone(), ClassicConversation { user_id: peer, messages });
        }
        Ok(pairs)
    }
}
