//! Saying it better: another text for one's own message.

use webchat_protocol::{EditMessage, Message, Problem};

use super::send::check_text;
use crate::commit::Answer;
use crate::refusals::refused;
use crate::rights::Deed;
use crate::store::{Change, Edition};
use crate::{Actor, Chat};

impl Chat {
    /// Submits another text for one's own message. What becomes of it goes to `answer`.
    pub(crate) async fn edit(&self, actor: &Actor, edit: EditMessage, answer: Answer) -> Result<(), Problem> {
        let edition = self.check_edit(actor, edit).await?;
        let id = answer.id();
        self.commits.submit(Change::Edit(edition), id, answer).await
    }

    /// Gives one's own message another text and answers it. The text that it has already changes nothing.
    pub(crate) async fn edit_and_wait(&self, actor: &Actor, edit: EditMessage) -> Result<Message, Problem> {
        let edition = self.check_edit(actor, edit).await?;
        let appended = self.commits.request(Change::Edit(edition), None).await?;
        Ok(appended.message().clone())
    }

    async fn check_edit(&self, actor: &Actor, edit: EditMessage) -> Result<Edition, Problem> {
        let EditMessage { conversation_id, seq, text } = edit;
        check_text(&text, &self.limits)?;
        let access = self.access(actor, &conversation_id).await?;
        access.check(actor, Deed::Touch).map_err(refused)?;
        self.rates.check_message(&actor.user_id)?;
        Ok(Edition { conversation_id, seq, by: actor.user_id.clone(), text, at: self.clock.now() })
    }
}
