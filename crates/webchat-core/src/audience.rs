//! Who hears what. The one place that knows that in `open` mode there is nobody to keep a secret from.

use webchat_protocol::{ErrorCode, Problem, UserId};

use crate::hub::{Directory, listener::Listener};
use crate::store::Members;
use crate::{Actor, Connection};

/// What holds for everybody on this server. How people prove who they are decides it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rules {
    /// Whether everybody may be anybody, as in the classic system. Then a classic connection hears every message, registered
    /// or not, whoever it is for: so it always was, and classic clients choose for themselves what to show.
    pub classic_hears_all: bool,
    /// Whether one may write to somebody whom nobody has ever seen.
    pub strangers: bool,
}

impl Rules {
    /// Without authentication.
    pub const OPEN: Self = Self { classic_hears_all: true, strangers: true };

    /// Whose conversations the classic routes show: those of the one who asks, or (`None`) everybody's.
    pub(crate) fn shown_to(self, asking: Option<&Actor>) -> Result<Option<&UserId>, Problem> {
        match asking {
            _ if self.classic_hears_all => Ok(None),
            Some(actor) => Ok(Some(&actor.user_id)),
            None => Err(nobody()),
        }
    }

    /// Who speaks on a connection that nobody is registered on: whoever it names, where everybody may be anybody.
    pub(crate) fn unregistered(self, named: Option<&UserId>) -> Result<Actor, Problem> {
        let named = named.filter(|_| self.classic_hears_all);
        named.map(|user| Actor::new(user.clone())).ok_or_else(nobody)
    }

    /// Visits every connection that hears what is stored in a conversation with these members. One that a user is
    /// registered on with protocol 2 hears the conversations of its user, and so does a classic one unless it hears
    /// everything. Costs nothing for those who don't.
    pub(crate) fn each_hearer(
        self,
        directory: &Directory,
        members: &Members,
        mut visit: impl FnMut(&Listener, &Connection),
    ) {
        let hears_all = |listener: &Listener| self.classic_hears_all && !listener.is_full();
        let mut visit_member = |listener: &Listener, connection: &Connection| {
            if !hears_all(listener) {
                visit(listener, connection);
            }
        };
        match members {
            Members::Everyone => directory.each(|listener, connection| {
                if listener.user().is_some() {
                    visit_member(listener, connection);
                }
            }),
            Members::Pair { users: [one, other], .. } => {
                directory.each_of_user(one, &mut visit_member);
                if one != other {
                    directory.each_of_user(other, &mut visit_member);
                }
            }
            Members::Listed(roles) => directory.each_of_users(roles, &mut visit_member),
        }
        if self.classic_hears_all {
            directory.each_classic(visit);
        }
    }
}

fn nobody() -> Problem {
    let sentence = "Say who you are first: register, or name yourself in \"senderId\".";
    Problem::new(ErrorCode::NotRegistered, sentence)
}
