//! A user's conversations, and how far they have read.

use std::collections::HashMap;

use webchat_protocol::{
    ConversationKind, ConversationList, ConversationSummary, Event, Person, Problem, ReadUpTo, UserId,
};

use crate::refusals::{not_found, unavailable};
use crate::store::{Profile, Standing};
use crate::{Actor, Chat, Frame};

impl Chat {
    /// The user's conversations, the most recent first, `general` always among them.
    pub async fn conversations(&self, actor: &Actor) -> Result<ConversationList, Problem> {
        let user = &actor.user_id;
        let standings = self.store.standings(user, self.limits.conversations).await;
        let standings = standings.map_err(|error| unavailable(&error))?;
        let profiles = self.store.profiles(self.limits.people).await.map_err(|error| unavailable(&error))?;
        let profiles = profiles.into_iter().map(|profile| (profile.user_id.clone(), profile)).collect();
        let conversations = standings.into_iter().map(|standing| self.summary(user, standing, &profiles));
        Ok(ConversationList { epoch: self.store.epoch().to_owned(), conversations: conversations.collect() })
    }

    fn summary(
        &self,
        user: &UserId,
        standing: Standing,
        profiles: &HashMap<UserId, Profile>,
    ) -> ConversationSummary {
        let Standing { conversation_id, head, read_seq, unread, last_message } = standing;
        let peer = conversation_id.peer_of(user).map(|peer| match profiles.get(&peer) {
            Some(known) => self.person(known.clone()),
            None => self.stranger(peer),
        });
        let kind = if peer.is_some() { ConversationKind::Direct } else { ConversationKind::Channel };
        ConversationSummary { conversation_id, kind, peer, head, read_seq, unread, last_message }
    }

    /// Somebody who was written to and never came, or not for so long that they are on no list.
    fn stranger(&self, user_id: UserId) -> Person {
        let status = self.status(&user_id);
        Person { name: user_id.to_string(), user_id, status, last_seen_at: None }
    }

    /// Moves the user's read position forward and tells the user's devices.
    pub(crate) async fn read(&self, actor: &Actor, read: &ReadUpTo) -> Result<Event, Problem> {
        let ReadUpTo { conversation_id, seq } = read;
        let user = &actor.user_id;
        if !conversation_id.includes(user) {
            return Err(not_found("conversation"));
        }
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
