//! What only the classic routes ask for: history over all conversations, and pairs keyed by the other user.

use std::collections::BTreeMap;

use webchat_protocol::{ClassicConversation, ConversationId, Message, MessageId, Problem, UserId};

use crate::refusals::{not_found, unavailable};
use crate::store::StoreError;
use crate::{Actor, Chat};

/// Pages that are read in search of messages that are not deleted: who deletes more than that in a row has little left
/// to show.
const PAGES_BEHIND_TOMBSTONES: usize = 4;

impl Chat {
    /// The newest messages of all conversations, oldest first, without deleted ones; those before a message, if it is
    /// named. At most `limit`, and never more than the limit of the classic history. Unless everybody may be anybody, it is
    /// the conversations of the one who asks.
    pub async fn history(
        &self,
        asking: Option<&Actor>,
        before: Option<&MessageId>,
        limit: Option<usize>,
    ) -> Result<Vec<Message>, Problem> {
        let most = self.limits.history_messages;
        let limit = limit.map_or(most, |limit| limit.min(most));
        let history = match self.rules.shown_to(asking)? {
            None => self.store.history(before, limit).await,
            Some(user) => self.store.history_of(user, before, limit).await,
        };
        let history = history.map_err(|error| unavailable(&error))?;
        history.ok_or_else(|| not_found("message as \"before\" names"))
    }

    /// The user's direct conversations, keyed by the other user, each with its newest messages, deleted ones left out.
    pub async fn pairs(&self, actor: &Actor) -> Result<BTreeMap<UserId, ClassicConversation>, Problem> {
        let user = &actor.user_id;
        let standings = self.store.standings(user, self.limits.conversations).await;
        let mut pairs = BTreeMap::new();
        for standing in standings.map_err(|error| unavailable(&error))? {
            let Some(peer) = standing.conversation_id.peer_of(user) else { continue };
            let messages =
                self.newest(&standing.conversation_id).await.map_err(|error| unavailable(&error))?;
            pairs.insert(peer.clone(), ClassicConversation { user_id: peer, messages });
        }
        Ok(pairs)
    }

    /// The newest messages of a conversation that are not deleted, oldest first. Looks behind tombstones, but not
    /// without end.
    async fn newest(&self, conversation: &ConversationId) -> Result<Vec<Message>, StoreError> {
        let wanted = self.limits.conversation_messages;
        let (mut messages, mut before) = (Vec::new(), None);
        for _ in 0..PAGES_BEHIND_TOMBSTONES {
            let page = self.store.page(conversation, before, wanted).await?;
            before = page.messages.first().map(|message| message.seq);
            let mut older: Vec<_> = page.messages.into_iter().filter(|m| m.deleted_at.is_none()).collect();
            older.append(&mut messages);
            messages = older;
            if messages.len() >= wanted || !page.has_more {
                break;
            }
        }
        messages.drain(..messages.len().saturating_sub(wanted));
        Ok(messages)
    }
}
