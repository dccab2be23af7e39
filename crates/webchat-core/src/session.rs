//! One live transport and who is on it.

use std::sync::Arc;

use webchat_protocol::{ErrorCode, Event, MessageId, PROTOCOL_FULL, Problem};

use crate::commit::Answer;
use crate::{Actor, Connection, Frame, Importance};

/// One live transport and who is on it.
#[derive(Debug)]
pub struct Session {
    /// The connection in the hub.
    pub connection: Arc<Connection>,
    pub(crate) actor: Option<Actor>,
    pub(crate) protocol: u8,
}

impl Session {
    /// A session that nobody is registered on.
    pub(crate) fn new(connection: Arc<Connection>, protocol: u8) -> Self {
        Self { connection, actor: None, protocol }
    }

    /// Who is registered on it.
    pub fn actor(&self) -> Option<&Actor> {
        self.actor.as_ref()
    }

    /// Queues an event for this connection alone.
    pub fn push(&self, event: &Event) {
        self.connection.queue.push(Frame::encode(event), Importance::Essential);
    }

    /// Where the answer to a change goes. `done` is the id under which it is told to be done.
    pub(crate) fn answer(&self, done: Option<MessageId>) -> Answer {
        let full = self.protocol >= PROTOCOL_FULL;
        Answer::Connection { connection: self.connection.clone(), full, done }
    }

    /// Tells that the command with this id is done, if it has one.
    pub(crate) fn done(&self, id: Option<MessageId>) {
        if let Some(id) = id.filter(|_| self.protocol >= PROTOCOL_FULL) {
            self.push(&Event::Done { id });
        }
    }

    pub(crate) fn registered(&self) -> Result<&Actor, Problem> {
        self.actor.as_ref().ok_or_else(|| {
            Problem::new(
                ErrorCode::NotRegistered,
                "Say who you are first: {\"type\":\"register\",\"userId\":…}.",
            )
        })
    }
}
