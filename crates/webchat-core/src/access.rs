//! Who may see a conversation. Every use case asks here and nowhere else, before it does anything and, where it reads, once
//! more after it: so nobody is told what was said after they were gone.
//!
//! What somebody may not see is answered exactly like what does not exist. A refusal of a group or channel has cost one look
//! into the store in either case, so it takes as long.

use std::sync::Arc;

use webchat_protocol::{ConversationId, Problem, Role};

use crate::refusals::{refused, unavailable};
use crate::rights::{self, Deed};
use crate::store::{Members, Refusal, Roster, Sight, StoreError};
use crate::{Actor, Chat};

/// Somebody in a conversation.
#[derive(Debug, Clone)]
pub(crate) struct Access {
    pub(crate) roster: Arc<Roster>,
    /// What they may do there; in a direct conversation both are members.
    pub(crate) role: Role,
}

impl Access {
    /// Whether they may do this, as far as it is known here. In a group or channel the store is asked again.
    pub(crate) fn check(&self, actor: &Actor, deed: Deed) -> Result<(), Refusal> {
        rights::check(&self.roster.facts, Some(self.role), deed)?;
        match &self.roster.members {
            Members::Pair { users: [one, other], is_blocked: true, .. }
                if matches!(deed, Deed::Say | Deed::Touch) =>
            {
                let peer = if *one == actor.user_id { other } else { one };
                Err(Refusal::Blocked(peer.clone()))
            }
            _ => Ok(()),
        }
    }
}

impl Chat {
    /// The conversation, for somebody who is in it.
    pub(crate) async fn access(&self, actor: &Actor, id: &ConversationId) -> Result<Access, Problem> {
        let seen = self.seen(actor, id).await.map_err(|error| unavailable(&error))?;
        seen.map_err(refused)
    }

    /// The same, with a store that fails apart from what may not be seen.
    pub(crate) async fn seen(
        &self,
        actor: &Actor,
        id: &ConversationId,
    ) -> Result<Result<Access, Refusal>, StoreError> {
        if let Some(roster) = self.rosters.get(id)
            && let Some(access) = self.inside(actor, roster)
        {
            return Ok(Ok(access));
        }
        // A pair says by its id whose it is.
        if id.pair().is_some() && !id.includes(&actor.user_id) {
            return Ok(Err(Refusal::Hidden));
        }
        let begun = self.rosters.begin();
        Ok(match self.store.sight(id, &actor.user_id).await? {
            Sight::Inside(roster) => {
                let roster = self.rosters.keep(id, roster, begun);
                self.inside(actor, roster).ok_or(Refusal::Hidden)
            }
            Sight::Door => Err(Refusal::NotMember),
            Sight::Nothing => Err(Refusal::Hidden),
        })
    }

    fn inside(&self, actor: &Actor, roster: Arc<Roster>) -> Option<Access> {
        let user = &actor.user_id;
        let role = match &roster.members {
            Members::Everyone if actor.is_admin => Role::Admin,
            Members::Everyone => Role::Member,
            Members::Pair { users, are_known, .. } => {
                let is_theirs = users.contains(user) && (*are_known || self.rules.strangers);
                is_theirs.then_some(Role::Member)?
            }
            Members::Listed(roles) => *roles.get(user)?,
        };
        Some(Access { roster, role })
    }
}
