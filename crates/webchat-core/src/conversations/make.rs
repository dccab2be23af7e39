//! Making a group or a channel.

use webchat_protocol::{
    ConversationKind, CreateConversation, ErrorCode, Event, MessageId, Problem, Visibility,
};

use super::reshape::{check_description, check_title, check_users};
use crate::store::{Alteration, ConversationChange, NewConversation, Terms};
use crate::{Actor, Chat};

impl Chat {
    /// Makes a conversation and answers it. Asked again under the same `id`, it answers the one that was made.
    pub(crate) async fn create_conversation(
        &self,
        actor: &Actor,
        create: CreateConversation,
        id: Option<MessageId>,
    ) -> Result<Event, Problem> {
        let new = self.check_new(create)?;
        let named = id.clone().ok_or_else(|| bad("A conversation is made under an \"id\" of yours."))?;
        self.rates.check_message(&actor.user_id)?;
        self.rates.check_creation(&actor.user_id)?;
        let change = ConversationChange {
            conversation_id: self.new_conversation(),
            id: named,
            by: actor.user_id.clone(),
            is_admin: false,
            at: self.clock.now(),
            what: Alteration::Create(new, self.terms()),
        };
        let told = self.commits.reshape(change).await?;
        // A creation is never "so already": it is made, or the one that was made before is the answer.
        let made = told.ok_or_else(|| bad("Nothing was made."))?;
        self.shown(actor, &made.conversation_id, id).await
    }

    fn check_new(&self, create: CreateConversation) -> Result<NewConversation, Problem> {
        let CreateConversation { kind, name, description, visibility, posting, user_ids } = create;
        let name = name.as_deref().map(check_title).transpose()?.flatten();
        match kind {
            ConversationKind::Direct => {
                return Err(bad("A direct conversation is there by itself: just write to somebody."));
            }
            ConversationKind::Group if visibility.is_some() || posting.is_some() => {
                return Err(bad("\"visibility\" and \"posting\" are for channels; a group is its members'."));
            }
            ConversationKind::Channel if name.is_none() => return Err(bad("A channel needs a \"name\".")),
            _ => {}
        }
        check_users(&user_ids, self.limits.user_ids)?;
        let is_channel = kind == ConversationKind::Channel;
        Ok(NewConversation {
            kind,
            name,
            description: description.as_deref().map(check_description).transpose()?.flatten(),
            visibility: is_channel.then(|| visibility.unwrap_or(Visibility::Private)),
            posting: posting.unwrap_or_default(),
            user_ids,
        })
    }

    /// On what terms people come into conversations here.
    pub(super) fn terms(&self) -> Terms {
        Terms {
            members: self.limits.members_per_conversation,
            conversations: self.limits.conversations_per_user,
            strangers: self.rules.strangers,
        }
    }
}

pub(super) fn bad(sentence: &str) -> Problem {
    Problem::new(ErrorCode::BadField, sentence)
}
