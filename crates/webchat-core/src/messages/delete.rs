//! Taking back what one said. A tombstone stays, so that every client learns of it.

use webchat_protocol::{DeleteMessage, Message, MessageId, Problem};

use crate::commit::Answer;
use crate::refusals::{not_found, unavailable};
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
        let deletion = self.check_delete(actor, delete)?;
        let id = answer.id();
        self.commits.submit(Change::Delete(deletion), id, answer).await
    }

    /// Deletes one's own message and answers the tombstone. Deleting it again answers the same.
    pub(crate) async fn delete_and_wait(
        &self,
        actor: &Actor,
        delete: DeleteMessage,
    ) -> Result<Message, Problem> {
        let deletion = self.check_delete(actor, delete)?;
        let appended = self.commits.request(Change::Delete(deletion), None).await?;
        Ok(appended.message().clone())
    }

    fn check_delete(&self, actor: &Actor, delete: DeleteMessage) -> Result<Deletion, Problem> {
        let DeleteMessage { conversation_id, seq } = delete;
        if !conversation_id.includes(&actor.user_id) {
            return Err(not_found("message"));
        }
        self.rates.check_message(&actor.user_id)?;
        Ok(Deletion { conversation_id, seq, by: Some(actor.user_id.clone()), at: self.clock.now() })
    }

    /// Deletes the newest message with this id, whoever asks: the classic `DELETE /api/messages` names nobody.
    pub async fn delete_by_id(&self, id: &MessageId) -> Result<Message, Problem> {
        let found = self.store.find(id).await.map_err(|error| unavailable(&error))?;
        let message = found.ok_or_else(|| not_found("message"))?;
        self.rates.check_message(&message.sender_id)?;
        let deletion = Deletion {
            conversation_id: message.conversation_id,
            seq: message.seq,
            by: None,
            at: self.clock.now(),
        };
        let appended = self.commits.request(Change::Delete(deletion), None).await?;
        Ok(appended.message().clone())
    }
}
