//! Coming into a conversation, going from it, and what one may do there.

use webchat_protocol::{
    AddMembers, ConversationId, Event, JoinConversation, LeaveConversation, MessageId, Problem, RemoveMember,
    SetRole, UserId,
};

use super::make::bad;
use super::reshape::check_users;
use crate::refusals::{refused, unavailable};
use crate::store::{Alteration, ConversationChange, Refusal};
use crate::{Actor, Chat};

impl Chat {
    /// Adds people and answers the conversation.
    pub(crate) async fn add_members(
        &self,
        actor: &Actor,
        add: AddMembers,
        id: Option<MessageId>,
    ) -> Result<Event, Problem> {
        let AddMembers { conversation_id, user_ids } = add;
        if user_ids.is_empty() {
            return Err(bad("\"userIds\" says whom to add; it is empty."));
        }
        check_users(&user_ids, self.limits.user_ids)?;
        self.access(actor, &conversation_id).await?;
        self.reshape(actor, &conversation_id, Alteration::Add(user_ids, self.terms())).await?;
        self.shown(actor, &conversation_id, id).await
    }

    /// Brings somebody into a conversation in the name of who invited them: with the rights that these have there now, and
    /// nothing more. Who is in it already stays as they are.
    pub async fn bring(
        &self,
        invited_by: &UserId,
        user: &UserId,
        conversation: &ConversationId,
    ) -> Result<(), Problem> {
        let change = ConversationChange {
            conversation_id: conversation.clone(),
            id: self.new_id(),
            by: invited_by.clone(),
            is_admin: false,
            at: self.clock.now(),
            what: Alteration::Add(vec![user.clone()], self.terms()),
        };
        self.commits.reshape(change).await.map(drop)
    }

    /// Takes somebody out and answers the conversation; oneself is leaving.
    pub(crate) async fn remove_member(
        &self,
        actor: &Actor,
        remove: RemoveMember,
        id: Option<MessageId>,
    ) -> Result<Event, Problem> {
        let RemoveMember { conversation_id, user_id } = remove;
        if user_id == actor.user_id {
            return self.leave(actor, LeaveConversation { conversation_id }).await;
        }
        self.access(actor, &conversation_id).await?;
        self.reshape(actor, &conversation_id, Alteration::Remove(user_id)).await?;
        self.shown(actor, &conversation_id, id).await
    }

    /// Gives a member another role and answers the conversation.
    pub(crate) async fn set_role(
        &self,
        actor: &Actor,
        set: SetRole,
        id: Option<MessageId>,
    ) -> Result<Event, Problem> {
        let SetRole { conversation_id, user_id, role } = set;
        self.access(actor, &conversation_id).await?;
        self.reshape(actor, &conversation_id, Alteration::Role(user_id, role)).await?;
        self.shown(actor, &conversation_id, id).await
    }

    /// Comes into a public channel and answers it.
    pub(crate) async fn join(
        &self,
        actor: &Actor,
        join: JoinConversation,
        id: Option<MessageId>,
    ) -> Result<Event, Problem> {
        let JoinConversation { conversation_id } = join;
        match self.seen(actor, &conversation_id).await.map_err(|error| unavailable(&error))? {
            Ok(_) | Err(Refusal::NotMember) => {}
            Err(refusal) => return Err(refused(refusal)),
        }
        self.reshape(actor, &conversation_id, Alteration::Join(self.terms())).await?;
        self.shown(actor, &conversation_id, id).await
    }

    /// Goes, and answers that the conversation is gone.
    pub(crate) async fn leave(&self, actor: &Actor, leave: LeaveConversation) -> Result<Event, Problem> {
        let LeaveConversation { conversation_id } = leave;
        self.access(actor, &conversation_id).await?;
        self.reshape(actor, &conversation_id, Alteration::Leave).await?;
        Ok(Event::ConversationGone { conversation_id })
    }
}
