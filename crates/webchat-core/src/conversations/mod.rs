//! A user's conversations: the list, one of them, the directory, and how far they have read.

mod belong;
mod make;
mod reshape;

use std::collections::HashMap;

use webchat_protocol::{
    ChannelList, ConversationDetails, ConversationId, ConversationKind, ConversationList,
    ConversationSummary, Event, MessageId, Person, Problem, ReadUpTo, Role, UserId,
};

use crate::people::Viewer;
use crate::refusals::{not_found, unavailable};
use crate::store::{Profile, Standing};
use crate::{Actor, Chat, Frame};

/// The people that somebody may have written to.
#[derive(Default)]
struct Known {
    viewer: Viewer,
    profiles: HashMap<UserId, Profile>,
}

impl Chat {
    /// The user's conversations, the most recent first, `general` always among them.
    pub async fn conversations(&self, actor: &Actor) -> Result<ConversationList, Problem> {
        let user = &actor.user_id;
        let standings = self.store.standings(user, self.limits.conversations).await;
        let standings = standings.map_err(|error| unavailable(&error))?;
        let known = self.acquaintances(actor).await?;
        let conversations = standings.into_iter().map(|standing| self.summary(actor, standing, &known));
        Ok(ConversationList { epoch: self.store.epoch().to_owned(), conversations: conversations.collect() })
    }

    /// One of the user's conversations and who is in it.
    pub async fn conversation(
        &self,
        actor: &Actor,
        id: &ConversationId,
    ) -> Result<ConversationDetails, Problem> {
        self.access(actor, id).await?;
        let members = self.store.members(id, self.limits.members_per_conversation).await;
        let members = members.map_err(|error| unavailable(&error))?;
        // Asked last: what they are told, they may know.
        let summary = self.present_state(actor, id).await?;
        Ok(ConversationDetails { summary, members })
    }

    /// The public channels that hold the words in name or description; all of them if there are none.
    pub async fn channels(&self, actor: &Actor, query: &str) -> Result<ChannelList, Problem> {
        let found = self.store.channels(&actor.user_id, query.trim(), self.limits.channels).await;
        Ok(ChannelList { channels: found.map_err(|error| unavailable(&error))? })
    }

    /// A conversation as the user sees it now, for whoever asked for something about it.
    async fn shown(
        &self,
        actor: &Actor,
        conversation: &ConversationId,
        id: Option<MessageId>,
    ) -> Result<Event, Problem> {
        let data = Box::new(self.present_state(actor, conversation).await?);
        Ok(Event::Conversation { data, id })
    }

    async fn present_state(
        &self,
        actor: &Actor,
        id: &ConversationId,
    ) -> Result<ConversationSummary, Problem> {
        let asked = std::slice::from_ref(&actor.user_id);
        let found = self.store.standings_in(id, asked).await.map_err(|error| unavailable(&error))?;
        let (_, standing) = found.into_iter().next().ok_or_else(|| not_found("conversation"))?;
        let known = if id.pair().is_some() { self.acquaintances(actor).await? } else { Known::default() };
        Ok(self.summary(actor, standing, &known))
    }

    async fn acquaintances(&self, actor: &Actor) -> Result<Known, Problem> {
        let viewer = self.viewer(actor).await?;
        let profiles = self.store.profiles(self.limits.people).await.map_err(|error| unavailable(&error))?;
        let profiles = profiles.into_iter().map(|profile| (profile.user_id.clone(), profile)).collect();
        Ok(Known { viewer, profiles })
    }

    fn summary(&self, actor: &Actor, standing: Standing, known: &Known) -> ConversationSummary {
        let peer = standing.conversation_id.peer_of(&actor.user_id);
        let peer = peer.map(|peer| match known.profiles.get(&peer) {
            Some(profile) => self.person(&known.viewer, profile.clone()),
            None => self.stranger(&known.viewer, peer),
        });
        let is_general = standing.conversation_id == ConversationId::general();
        let summary = summary(standing, peer);
        if is_general {
            let role = if actor.is_admin { Role::Admin } else { Role::Member };
            return ConversationSummary { role: Some(role), ..summary };
        }
        summary
    }

    /// Moves the user's read position forward and tells the user's devices.
    pub(crate) async fn read(&self, actor: &Actor, read: &ReadUpTo) -> Result<Event, Problem> {
        let ReadUpTo { conversation_id, seq } = read;
        let user = &actor.user_id;
        self.access(actor, conversation_id).await?;
        self.rates.check_message(user)?;
        let _in_turn = self.reads.take(user).await;
        let position = self.store.read_up_to(user, conversation_id, *seq).await;
        let position = position.map_err(|error| unavailable(&error))?;
        let event = Event::Read {
            conversation_id: conversation_id.clone(),
            seq: position.seq,
            unread: position.unread,
        };
        self.hub.deliver_to_user(user, &Frame::encode(&event));
        Ok(event)
    }
}

/// How somebody stands in a conversation, as it goes over the wire.
pub(crate) fn summary(standing: Standing, peer: Option<Person>) -> ConversationSummary {
    let Standing { conversation_id, facts, role, head, read_seq, unread, last_message } = standing;
    let is_direct = facts.kind == ConversationKind::Direct;
    ConversationSummary {
        conversation_id,
        kind: facts.kind,
        peer,
        head,
        read_seq,
        unread,
        last_message,
        name: facts.name,
        description: facts.description,
        visibility: facts.visibility,
        posting: (!is_direct).then_some(facts.posting),
        role,
        member_count: facts.member_count,
        archived_at: facts.archived_at,
    }
}
