//! A connection and who is on it.

use std::sync::Arc;

use webchat_protocol::{PROTOCOL_FULL, Status, UserId};

use super::connection::Connection;
use crate::accounts::SessionId;

/// One connection and who listens on it.
#[derive(Debug)]
pub struct Listener {
    pub(super) connection: Arc<Connection>,
    pub(super) user: Option<UserId>,
    /// The session that they came with.
    pub(super) session: Option<SessionId>,
    pub(super) protocol: u8,
    /// What the person said of this device: never `Offline`.
    pub(super) status: Status,
}

impl Listener {
    /// The user registered on it, if anybody is.
    pub fn user(&self) -> Option<&UserId> {
        self.user.as_ref()
    }

    /// The session that the user came with, if they have such.
    pub(super) fn session(&self) -> Option<&SessionId> {
        self.session.as_ref()
    }

    /// Whether it asked for protocol 2.
    pub fn is_full(&self) -> bool {
        self.protocol >= PROTOCOL_FULL
    }
}
