//! Blocking somebody: neither writes to the other directly, nor sees whether the other is here.

use webchat_protocol::{BlockUser, ConversationId, ErrorCode, Problem, UserIdList};

use crate::refusals::{refused, unavailable};
use crate::{Actor, Chat};

impl Chat {
    /// Blocks a user, or ends that. What is so already changes nothing. Nobody is told.
    pub(crate) async fn block(&self, actor: &Actor, block: &BlockUser) -> Result<(), Problem> {
        let (by, user) = (&actor.user_id, &block.user_id);
        if by == user {
            return Err(Problem::new(ErrorCode::BadField, "Nobody can block themselves."));
        }
        self.rates.check_message(by)?;
        let _in_turn = self.blocks.take(by.min(user)).await;
        let set = self.store.set_block(by, user, block.on, self.limits.blocked_users).await;
        set.map_err(|error| unavailable(&error))?.map_err(refused)?;
        self.rosters.changed(&ConversationId::direct(by, user));
        // Where it can't be read whether the other one has blocked them too, they stay as they were.
        let theirs = self.store.blocked_by(user).await.map_err(|error| unavailable(&error))?;
        self.tell_parted(by, user, block.on || theirs.contains(by));
        Ok(())
    }

    /// Those whom the user has blocked.
    pub async fn blocked(&self, actor: &Actor) -> Result<UserIdList, Problem> {
        let user_ids = self.store.blocked_by(&actor.user_id).await.map_err(|error| unavailable(&error))?;
        Ok(UserIdList { user_ids })
    }
}
