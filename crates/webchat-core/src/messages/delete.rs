//! Taking back what one said. A tombstone stays, so that every client learns of it.

use webchat_protocol::{DeleteMessage, Message, MessageId, Problem};

use crate::commit::Answer;
use crate::refusals::{not_found, unavailable};
use crate::rights::Deed;
use crate::store::{Change, Deletion};
use crate::{Actor, Chat};

impl Chat {
    /// Submits the deletion of one's own message. What becomes of it goes to `answer`.
    pub(crate) async fn delete(
        &self,
        actor: &Actor,
        delete: DeleteMessage,
        answer: Answer,
    ) -> Result<(), Problem> {
        let deletion = self.check_delete(actor, delete).await?;
        let id = answer.id();
        self.commits.submit(Change::Delete(deletion), id, answer).await
    }

    /// Deletes one's own message and answers the tombstone. Deleting it again answers the same.
    pub(crate) async fn delete_and_wait(
        &self,
        actor: &Actor,
        delete: DeleteMessage,
    ) -> Result<Message, Problem> {
        let deletion = self.check_delete(actor, delete).await?;
        let appended = self.commits.request(Change::Delete(deletion), None).await?;
        Ok(appended.message().clone())
    }

    async fn check_delete(&self, actor: &Actor, delete: DeleteMessage) -> Result<Deletion, Problem> {
        let DeleteMessage { conversation_id, seq } = delete;
        let access = self.access(actor, &conversation_id).await?;
        self.rates.check_message(&actor.user_id)?;
        // In a group or channel the store finds out whose it is to look after; in `general` it can't know.
        let is_free = access.check(actor, Deed::Moderate).is_ok() && !conversation_id.is_minted();
        let by = (!is_free).then(|| actor.user_id.clone());
        Ok(Deletion { conversation_id, seq, by, at: self.clock.now() })
    }

    /// Deletes the newest message with this id for a classic client: whoever sent it and whoever asks, where everybody may
    /// be anybody, and else one's own.
    pub async fn delete_by_id(&self, asking: Option<&Actor>, id: &MessageId) -> Result<Message, Problem> {
        let found = match self.rules.shown_to(asking)? {
            None => self.store.find(id).await,
            Some(user) => self.store.find_own(user, id).await,
        };
        let found = found.map_err(|error| unavailable(&error))?;
        let message = found.ok_or_else(|| not_found("message"))?;
        self.rates.check_message(&message.sender_id)?;
        let deletion = Deletion {
            conversation_id: message.conversation_id,
            seq: message.seq,
            by: self.rules.shown_to(asking)?.cloned(),
            at: self.clock.now(),
        };
        let appended = self.commits.request(Change::Delete(deletion), None).await?;
        Ok(appended.message().clone())
    }
}
