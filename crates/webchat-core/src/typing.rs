//! Who is typing where. A hint: not stored, not sequenced, and it ends by itself.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use webchat_protocol::{ConversationId, ErrorCode, Event, Limits, Problem, SetTyping, UserId};

use crate::audience::Rules;
use crate::hub::Format;
use crate::refusals::refused;
use crate::rights::Deed;
use crate::rosters::Kept;
use crate::store::Members;
use crate::{Actor, Chat, Clock, Frame, Hub, Importance};

/// Who is typing now. A user types in one conversation at a time: beginning in another ends it in the first.
pub(crate) struct Typing {
    typists: Mutex<BTreeMap<UserId, Typist>>,
    hub: Arc<Hub>,
    rosters: Arc<Kept>,
    rules: Rules,
    clock: Arc<dyn Clock>,
    lasts: Duration,
    tracked_users: usize,
}

struct Typist {
    conversation: ConversationId,
    until: Duration,
}

impl Typing {
    pub(crate) fn new(
        hub: Arc<Hub>,
        rosters: Arc<Kept>,
        rules: Rules,
        clock: Arc<dyn Clock>,
        limits: &Limits,
    ) -> Self {
        let lasts = Duration::from_millis(limits.typing_ms);
        let (typists, tracked_users) = (Mutex::default(), limits.tracked_users);
        Self { typists, hub, rosters, rules, clock, lasts, tracked_users }
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

    /// Ends a user's typing in a conversation that they are no longer in.
    pub(crate) fn clear_in(&self, user: &UserId, conversation: &ConversationId) {
        if self.lock().get(user).is_some_and(|typist| typist.conversation == *conversation) {
            self.clear(user);
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
    fn users(&self, conversation: Option<&ConversationId>) -> Vec<UserId> {
        users(&self.lock(), |typist| conversation.is_none_or(|wanted| typist.conversation == *wanted))
    }

    /// Who is typing in any conversation that a user is in.
    fn users_around(&self, user: &UserId) -> Vec<UserId> {
        self.around(&self.lock(), user)
    }

    fn around(&self, typists: &BTreeMap<UserId, Typist>, user: &UserId) -> Vec<UserId> {
        users(typists, |typist| {
            self.rosters.at_hand(&typist.conversation).is_some_and(|roster| roster.members.includes(user))
        })
    }

    /// Who is typing in a conversation, as an event of protocol 2.
    pub(crate) fn event(&self, conversation: &ConversationId) -> Event {
        self.update(self.users(Some(conversation)), Some(conversation))
    }

    /// Tells classic connections who is typing anywhere that they may hear of, and those of protocol 2 who is in the
    /// conversations that changed. The lock is held, so the last update sent is the last state. A roster that is not kept
    /// leaves a hint out; whoever begins to type has just been found in it.
    fn tell<'a>(
        &self,
        typists: &BTreeMap<UserId, Typist>,
        changed: impl IntoIterator<Item = &'a ConversationId>,
    ) {
        if self.rules.classic_hears_all {
            let everybody = users(typists, |_| true);
            self.hub.hint(&Frame::encode(&self.update(everybody, None)), false);
        }
        for conversation in changed {
            let Some(roster) = self.rosters.at_hand(conversation) else { continue };
            let there = users(typists, |typist| typist.conversation == *conversation);
            let frame = Frame::encode(&self.update(there, Some(conversation)));
            self.hub.deliver(&roster.members, &frame, Format::FullHint);
            if !self.rules.classic_hears_all {
                self.tell_classic(typists, &roster.members);
            }
        }
    }

    /// Tells each classic connection of these users who is typing around it.
    fn tell_classic(&self, typists: &BTreeMap<UserId, Typist>, members: &Members) {
        // Most of them are told the same.
        let mut frames: BTreeMap<Vec<UserId>, Frame> = BTreeMap::new();
        self.rules.each_hearer(&self.hub.lock(), members, |listener, connection| {
            let Some(user) = listener.user().filter(|_| !listener.is_full()) else { return };
            let around = self.around(typists, user);
            let encode = || Frame::encode(&self.update(around.clone(), None));
            let frame = frames.entry(around.clone()).or_insert_with(encode);
            connection.queue.push(frame.clone(), Importance::Hint);
        });
    }

    fn update(&self, typing_users: Vec<UserId>, conversation: Option<&ConversationId>) -> Event {
        let timestamp = self.clock.now().millis();
        Event::TypingUpdate { typing_users, timestamp, conversation_id: conversation.cloned() }
    }

    fn lock(&self) -> MutexGuard<'_, BTreeMap<UserId, Typist>> {
        self.typists.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn users(typists: &BTreeMap<UserId, Typist>, is_meant: impl Fn(&Typist) -> bool) -> Vec<UserId> {
    typists.iter().filter(|(_, typist)| is_meant(typist)).map(|(user, _)| user.clone()).collect()
}

impl Chat {
    /// Starts, renews or ends a user's typing.
    pub async fn set_typing(&self, actor: &Actor, typing: &SetTyping) -> Result<(), Problem> {
        let conversation = typing.conversation_id.clone().unwrap_or_else(ConversationId::general);
        let access = self.access(actor, &conversation).await?;
        if typing.is_typing {
            access.check(actor, Deed::Say).map_err(refused)?;
            self.typing.start(&actor.user_id, &conversation, || self.rates.check_typing(&actor.user_id))
        } else {
            // Ending is never refused: it can happen only as often as beginning.
            self.typing.clear(&actor.user_id);
            Ok(())
        }
    }

    /// Who is typing, anywhere or in one conversation, in alphabetical order; for a classic client, so only where whoever asks
    /// is too, unless everybody may be anybody.
    pub async fn typing_users(
        &self,
        asking: Option<&Actor>,
        conversation: Option<&ConversationId>,
    ) -> Result<Vec<UserId>, Problem> {
        let user = self.rules.shown_to(asking)?;
        if let (Some(_), Some(actor), Some(conversation)) = (user, asking, conversation) {
            self.access(actor, conversation).await?;
        }
        Ok(match (user, conversation) {
            (Some(user), None) => self.typing.users_around(user),
            _ => self.typing.users(conversation),
        })
    }
}
