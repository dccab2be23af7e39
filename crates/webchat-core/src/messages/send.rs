//! Saying something.

use webchat_protocol::{ConversationId, ErrorCode, Limits, Problem, SendMessage, UserId};

use crate::commit::Answer;
use crate::rights::Deed;
use crate::store::{Appended, Change, NewMessage};
use crate::{Actor, Chat};

impl Chat {
    /// Checks a message and submits it. What becomes of it goes to `answer`.
    pub(crate) async fn send(
        &self,
        actor: &Actor,
        message: SendMessage,
        answer: Answer,
    ) -> Result<(), Problem> {
        let new = self.check_message(actor, message).await?;
        let id = new.id.clone();
        self.commits.submit(Change::Send(new), Some(id), answer).await
    }

    /// Checks a message, has it stored and delivered, and answers it as stored. Sending one with the same id again
    /// answers the stored one.
    pub async fn send_and_wait(&self, actor: &Actor, message: SendMessage) -> Result<Appended, Problem> {
        let new = self.check_message(actor, message).await?;
        let id = new.id.clone();
        self.commits.request(Change::Send(new), Some(id)).await
    }

    async fn check_message(&self, actor: &Actor, message: SendMessage) -> Result<NewMessage, Problem> {
        let SendMessage { text, receiver_id, conversation_id, id, .. } = message;
        check_text(&text, &self.limits)?;
        let conversation_id = check_destination(&actor.user_id, conversation_id, receiver_id.as_ref())?;
        let access = self.access(actor, &conversation_id).await?;
        self.rates.check_message(&actor.user_id)?;
        Ok(NewMessage {
            receiver_id: conversation_id.peer_of(&actor.user_id),
            conversation_id,
            id: id.unwrap_or_else(|| self.new_id()),
            sender_id: actor.user_id.clone(),
            text,
            created_at: self.clock.now(),
            // What was stored before is acknowledged all the same, so this is not the end of it.
            refused: access.check(actor, Deed::Say).err(),
        })
    }
}

pub(super) fn check_text(text: &str, limits: &Limits) -> Result<(), Problem> {
    if text.trim().is_empty() {
        return Err(Problem::new(ErrorCode::EmptyText, "A message needs some text."));
    }
    let limit = limits.text_characters;
    // A character has at least one byte: most texts need no counting.
    if text.len() > limit && text.chars().count() > limit {
        let sentence =
            format!("A message has at most {limit} characters; this one has {}.", text.chars().count());
        return Err(Problem::new(ErrorCode::TooLong, sentence));
    }
    Ok(())
}

fn check_destination(
    sender: &UserId,
    conversation: Option<ConversationId>,
    receiver: Option<&UserId>,
) -> Result<ConversationId, Problem> {
    let named = receiver.map(|receiver| ConversationId::direct(sender, receiver));
    match (conversation, named) {
        (Some(conversation), Some(named)) if conversation != named => {
            let sentence = "\"conversationId\" and \"receiverId\" name different conversations.";
            Err(Problem::new(ErrorCode::BadField, sentence))
        }
        (Some(conversation), _) => Ok(conversation),
        (None, Some(named)) => Ok(named),
        (None, None) => Ok(ConversationId::general()),
    }
}
