//! Who is typing where. A hint: not stored, not sequenced, and it ends by itself.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use webchat_protocol::{ConversationId, ErrorCode, Event, Limits, Problem, SetTyping, UserId};

use crate::hub::Format;
use crate::refusals::not_found;
use crate::{Actor, Chat, Clock, Frame, Hub};

/// Who is typing now. A user types in one conversation at a time: beginning in another ends it in the first.
pub(crate) struct Typing {
    typists: Mutex<BTreeMap<UserId, Typist>>,
    hub: Arc<Hub>,
    clock: Arc<dyn Clock>,
    lasts: Duration,
    tracked_users: usize,
}

struct Typist {
    conversation: ConversationId,
    until: Duration,
}

impl Typing {
    pub(crate) fn new(hub: Arc<Hub>, clock: Arc<dyn Clock>, limits: &Limits) -> Self {
        let lasts = Duration::from_millis(limits.typing_ms);
        Self { typists: Mutex::default(), hub, clock, lasts, tracked_users: limits.tracked_users }
    }

    /// Starts or renews. `check` is asked before anything changes that others see; renewing is not a change.
    fn start(
        &self,
        user: &UserId,
        conversation: &ConversationId,
        check: impl FnOnce() -> Result<(), Problem>,
    ) -> Result<(), Problem> {
        let mut typists = self.lock();
        let until = self.clock.elapsed() + self.lasts;
        let renewed = typists.get_mut(user).filter(|typist| typist.conversation == *conversation);
        if let Some(typist) = renewed {
            typist.until = until;
            return Ok(());
        }
        check()?;
        if typists.len() >= self.tracked_users {
            return Err(
                Problem::new(ErrorCode::RateLimited, "Too many people are typing.").retry_after(2_000)
            );
        }
        let before = typists.insert(user.clone(), Typist { conversation: conversation.clone(), until });
        let left = before.map(|typist| typist.conversation);
        self.tell(&typists, left.as_ref().into_iter().chain([conversation]));
        Ok(())
    }

    /// Ends a user's typing, wherever it is. Does nothing if they are not typing.
    pub(crate) fn clear(&self, user: &UserId) {
        let mut typists = self.lock();
        if let Some(typist) = typists.remove(user) {
            self.tell(&typists, [&typist.conversation]);
        }
    }

    /// Ends what was not renewed in time.
    pub(crate) fn expire(&self) {
        let now = self.clock.elapsed();
        let mut typists = self.lock();
        let mut ended: Vec<ConversationId> = Vec::new();
        typists.retain(|_, typist| {
            let stays = typist.until > now;
            if !stays && !ended.contains(&typist.conversation) {
                ended.push(typist.conversation.clone());
            }
            stays
        });
        if !ended.is_empty() {
            self.tell(&typists, &ended);
        }
    }

    /// Everybody who is typing, or those in one conversation, in alphabetical order.
    pub(crate) fn users(&self, conversation: Option<&ConversationId>) -> Vec<UserId> {
        users(&self.lock(), conversation)
    }

    /// Who is typing in a conversation, as an event of protocol 2.
    pub(crate) fn event(&self, conversation: &ConversationId) -> Event {
        self.update(&self.lock(), Some(conversation))
    }

    /// Tells classic connections who is typing anywhere, and those of protocol 2 who is in the conversations that
    /// changed. The lock is held, so the last update sent is the last state.
    fn tell<'a>(
        &self,
        typists: &BTreeMap<UserId, Typist>,
        changed: impl IntoIterator<Item = &'a ConversationId>,
    ) {
        self.hub.hint(&Frame::encode(&self.update(typists, None)), false);
        for conversation in changed {
            let frame = Frame::encode(&self.update(typists, Some(conversation)));
            self.hub.deliver(conversation, &frame, Format::FullHint);
        }
    }

    fn update(&self, typists: &BTreeMap<UserId, Typist>, conversation: Option<&ConversationId>) -> Event {
        Event::TypingUpdate {
            typing_users: users(typists, conversation),
            timestamp: self.clock.now().millis(),
            conversation_id: conversation.cloned(),
        }
    }

    fn lock(&self) -> MutexGuard<'_, BTreeMap<UserId, Typist>> {
        self.typists.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn users(typists: &BTreeMap<UserId, Typist>, conversation: Option<&ConversationId>) -> Vec<UserId> {
    let there = |typist: &Typist| conversation.is_none_or(|wanted| typist.conversation == *wanted);
    typists.iter().filter(|(_, typist)| there(typist)).map(|(user, _)| user.clone()).collect()
}

impl Chat {
    /// Starts, renews or ends a user's typing.
    pub fn set_typing(&self, actor: &Actor, typing: &SetTyping) -> Result<(), Problem> {
        let conversation = typing.conversation_id.clone().unwrap_or_else(ConversationId::general);
        if !conversation.includes(&actor.user_id) {
            return Err(not_found("conversation"));
        }
        if typing.is_typing {
            self.typing.start(&actor.user_id, &conversation, || self.rates.check_typing(&actor.user_id))
        } else {
            // Ending is never refused: it can happen only as often as beginning.
            self.typing.clear(&actor.user_id);
            Ok(())
        }
    }

    /// Who is typing, anywhere or in one conversation, in alphabetical order.
    pub fn typing_users(&self, conversation: Option<&ConversationId>) -> Vec<UserId> {
        self.typing.users(conversation)
    }
}
