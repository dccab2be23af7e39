//! Changing what is said of a conversation.

use webchat_protocol::{
    ChangeConversation, ConversationId, DESCRIPTION_CHARACTERS, Event, MessageId, Problem, UserId,
};

use super::make::bad;
use crate::names::{check_name, is_line};
use crate::store::{Alteration, ConversationChange};
use crate::{Actor, Chat};

impl Chat {
    /// Changes name, description and the like, and answers the conversation. Each of them is a change of its own with a notice
    /// of its own; what is so already changes nothing.
    pub(crate) async fn change_conversation(
        &self,
        actor: &Actor,
        change: ChangeConversation,
        id: Option<MessageId>,
    ) -> Result<Event, Problem> {
        let conversation = change.conversation_id.clone();
        let alterations = check_change(change)?;
        self.access(actor, &conversation).await?;
        for what in alterations {
            self.reshape(actor, &conversation, what).await?;
        }
        self.shown(actor, &conversation, id).await
    }

    /// Makes one change of a conversation that somebody may know of. Whether they may do this is decided where it is made.
    pub(crate) async fn reshape(
        &self,
        actor: &Actor,
        conversation: &ConversationId,
        what: Alteration,
    ) -> Result<(), Problem> {
        self.rates.check_message(&actor.user_id)?;
        let change = ConversationChange {
            conversation_id: conversation.clone(),
            id: self.new_id(),
            by: actor.user_id.clone(),
            is_admin: actor.is_admin,
            at: self.clock.now(),
            what,
        };
        self.commits.reshape(change).await.map(drop)
    }
}

/// What is to change, in the order in which it is told. Taking it back from the archive comes first and putting it there
/// last, so that the rest is possible.
fn check_change(change: ChangeConversation) -> Result<Vec<Alteration>, Problem> {
    let ChangeConversation { name, description, visibility, posting, archived, .. } = change;
    let name = name.as_deref().map(check_title).transpose()?;
    let description = description.as_deref().map(check_description).transpose()?;
    let archived = archived.map(Alteration::Archive);
    let (first, last) = match archived {
        Some(Alteration::Archive(true)) => (None, archived),
        other => (other, None),
    };
    let alterations = [
        first,
        name.map(Alteration::Rename),
        description.map(Alteration::Describe),
        visibility.map(Alteration::Visibility),
        posting.map(Alteration::Posting),
        last,
    ];
    let alterations: Vec<_> = alterations.into_iter().flatten().collect();
    if alterations.is_empty() {
        return Err(bad("Say what is to change: name, description, visibility, posting or archived."));
    }
    Ok(alterations)
}

/// A conversation's name follows the rule of people's; empty is none.
pub(super) fn check_title(name: &str) -> Result<Option<String>, Problem> {
    if name.trim().is_empty() {
        return Ok(None);
    }
    check_name(name).map(|name| Some(name.to_owned()))
}

/// A description may have several lines; empty is none.
pub(super) fn check_description(text: &str) -> Result<Option<String>, Problem> {
    let text = text.trim();
    if text.chars().count() > DESCRIPTION_CHARACTERS || !text.lines().all(is_line) {
        let sentence = format!(
            "A description has at most {DESCRIPTION_CHARACTERS} characters, and none that hide or turn it."
        );
        return Err(bad(&sentence));
    }
    Ok(Some(text.to_owned()).filter(|text| !text.is_empty()))
}

/// How many users a command names.
pub(super) fn check_users(users: &[UserId], limit: usize) -> Result<(), Problem> {
    if users.len() <= limit {
        return Ok(());
    }
    Err(bad(&format!("At most {limit} users can be named at once.")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_description_is_some_lines_without_tricks() {
        assert_eq!(check_description(" What it\nlooks like. ").unwrap().unwrap(), "What it\nlooks like.");
        assert_eq!(check_description(" \n ").unwrap(), None);
        for bad in ["\u{202E}eno", "a\u{0}b", &"ä".repeat(301)] {
            assert!(check_description(bad).is_err(), "{bad:?}");
        }
        assert!(check_description(&"ä".repeat(300)).is_ok());
    }

    #[test]
    fn what_is_taken_back_from_the_archive_is_changed_after_it_and_what_is_put_there_before() {
        let change = |archived| ChangeConversation {
            conversation_id: ConversationId::general(),
            name: Some("Art".into()),
            description: None,
            visibility: None,
            posting: None,
            archived: Some(archived),
        };
        let rename = Alteration::Rename(Some("Art".into()));
        assert_eq!(check_change(change(true)).unwrap(), [rename.clone(), Alteration::Archive(true)]);
        assert_eq!(check_change(change(false)).unwrap(), [Alteration::Archive(false), rename]);
    }
}
