//! Saying it with an emoji.

use webchat_protocol::{Message, Problem, SetReaction};

use crate::commit::Answer;
use crate::refusals::refused;
use crate::rights::Deed;
use crate::store::{Change, ReactionChange};
use crate::{Actor, Chat};

impl Chat {
    /// Submits a reaction, or its end. What becomes of it goes to `answer`.
    pub(crate) async fn react(
        &self,
        actor: &Actor,
        reaction: SetReaction,
        answer: Answer,
    ) -> Result<(), Problem> {
        let change = self.check_reaction(actor, reaction).await?;
        let id = answer.id();
        self.commits.submit(Change::React(change), id, answer).await
    }

    /// Puts a reaction under a message or takes it away, and answers the message. What is so already changes nothing.
    pub(crate) async fn react_and_wait(
        &self,
        actor: &Actor,
        reaction: SetReaction,
    ) -> Result<Message, Problem> {
        let change = self.check_reaction(actor, reaction).await?;
        let appended = self.commits.request(Change::React(change), None).await?;
        Ok(appended.message().clone())
    }

    async fn check_reaction(&self, actor: &Actor, reaction: SetReaction) -> Result<ReactionChange, Problem> {
        let SetReaction { conversation_id, seq, emoji, on } = reaction;
        let access = self.access(actor, &conversation_id).await?;
        access.check(actor, Deed::Touch).map_err(refused)?;
        self.rates.check_message(&actor.user_id)?;
        Ok(ReactionChange {
            conversation_id,
            seq,
            by: actor.user_id.clone(),
            emoji,
            on,
            emoji_limit: self.limits.emoji_per_message,
            limit: self.limits.reactions_per_message,
        })
    }
}
