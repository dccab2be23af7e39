//! A socket until somebody is registered on it, and after that.

use std::time::Duration;

use webchat_core::{Chat, Close, Session};
use webchat_protocol::{CloseCode, Command, MessageId, Problem, Register, Request};

use super::refusal::problem;
use super::{Gate, Shown, Watched};

/// How it is found out who is on a socket.
pub(crate) enum Door {
    /// Whoever one says one is.
    Open,
    /// By what the upgrade showed, or a `register` command brings.
    Guarded(Box<Guarded>),
}

/// A socket of somebody who has to show who they are.
pub(crate) struct Guarded {
    gate: Gate,
    shown: Shown,
    watched: Option<Watched>,
    nobody_since: Duration,
}

impl Door {
    pub(crate) fn new(gate: &Gate, shown: Shown, now: Duration) -> Self {
        if gate.is_open() {
            return Self::Open;
        }
        let (gate, shown) = (gate.clone(), shown.for_socket());
        Self::Guarded(Box::new(Guarded { gate, shown, watched: None, nobody_since: now }))
    }

    /// Does what the socket asks.
    pub(crate) async fn dispatch(&mut self, chat: &Chat, session: &mut Session, request: Request) {
        match (self, request) {
            (Self::Guarded(guarded), Request { id, command: Command::Register(register) }) => {
                if let Err(problem) = guarded.register(chat, session, id.clone(), register).await {
                    session.push(&problem.about(id).into());
                }
            }
            (_, request) => chat.dispatch(session, request).await,
        }
    }

    /// Whether nobody has shown who they are for as long as that may take.
    pub(crate) fn is_over(&mut self, chat: &Chat, session: &Session) -> Option<Close> {
        let Self::Guarded(guarded) = self else { return None };
        let now = chat.clock().elapsed();
        if session.actor().is_some() {
            guarded.nobody_since = now;
        }
        let within = Duration::from_millis(chat.limits().identify_ms);
        let is_over = now.saturating_sub(guarded.nobody_since) >= within;
        let reason = || "Nobody has shown who is here.".to_owned();
        is_over.then(|| Close { code: CloseCode::SignedOut, reason: reason() })
    }
}

impl Guarded {
    async fn register(
        &mut self,
        chat: &Chat,
        session: &mut Session,
        id: Option<MessageId>,
        register: Register,
    ) -> Result<(), Problem> {
        let proof = self.shown.with_token(register.token.as_ref(), register.user_id.clone());
        let outcome = self.gate.identify_for_live(&proof).await;
        let (identified, settled) = outcome.map_err(|refused| problem(&refused))?;
        let register = self.gate.registration(register, &identified);
        if chat.admit(session, identified.actor.clone(), id, register).await {
            self.watched = self.gate.hold(session, proof, identified, settled).await;
        } else if session.actor().is_none() {
            self.watched = None;
        }
        Ok(())
    }
}
