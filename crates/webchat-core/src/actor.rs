//! Who a request is made as, once that is settled.

use webchat_protocol::UserId;

/// The user a request is made as. Core code sees Actors and never asks how they proved who they are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Actor {
    /// The user.
    pub user_id: UserId,
}

impl Actor {
    /// An actor for a user whose identity is settled.
    pub fn new(user_id: UserId) -> Self {
        Self { user_id }
    }
}
