//! Telling those who administer the server of a message.

use webchat_protocol::{ErrorCode, Problem, REASON_CHARACTERS, ReportMessage};

use crate::refusals::{refused, unavailable};
use crate::store::Report;
use crate::{Actor, Chat};

impl Chat {
    /// Keeps a report of a message that the user can see.
    pub(crate) async fn report(&self, actor: &Actor, report: ReportMessage) -> Result<(), Problem> {
        let ReportMessage { conversation_id, seq, reason } = report;
        let reason = reason.trim();
        if reason.is_empty() || reason.chars().count() > REASON_CHARACTERS {
            let sentence = format!("A report says in 1 to {REASON_CHARACTERS} characters what is wrong.");
            return Err(Problem::new(ErrorCode::BadField, sentence));
        }
        self.access(actor, &conversation_id).await?;
        self.rates.check_message(&actor.user_id)?;
        let (by, at) = (actor.user_id.clone(), self.clock.now());
        let report = Report { conversation_id, seq, by, reason: reason.to_owned(), at };
        self.store.report(&report).await.map_err(|error| unavailable(&error))?.map_err(refused)
    }
}
