//! Who a request is made as, once that is settled.

use webchat_protocol::UserId;

use crate::accounts::SessionId;

/// The user a request is made as. Core code sees Actors and never asks how they proved who they are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Actor {
    /// The user.
    pub user_id: UserId,
    /// Whether they may administer the server.
    pub is_admin: bool,
    /// The session that they came with, if they have such: closing it ends what is done in its name.
    pub session: Option<SessionId>,
}

impl Actor {
    /// An ordinary user whose identity is settled, without a session.
    pub fn new(user_id: UserId) -> Self {
        Self { user_id, is_admin: false, session: None }
    }
}
