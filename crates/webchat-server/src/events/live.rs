//! A registered connection without a socket, from its beginning to its end.

use axum::http::StatusCode;
use webchat_core::{Close, Queue, Session};
use webchat_protocol::{Cursors, ErrorCode, Problem};

use super::ask::Ask;
use super::positions::Positions;
use crate::app::App;
use crate::rest::ApiError;
use crate::who::Watched;

/// A session and where its client stands. Whoever drops it disconnects it.
pub(super) struct Live {
    app: App,
    session: Option<Session>,
    /// Who is on it may have to go.
    watched: Option<Watched>,
    pub(super) positions: Positions,
}

impl Live {
    /// Connects and registers; what was missed is queued.
    pub(super) async fn begin(app: &App, ask: &Ask) -> Result<Self, ApiError> {
        let cursors = ask.cursors(&app.chat).await?;
        let Some(session) = app.chat.attach() else { return Err(full(app)) };
        let positions = Positions::of(&cursors, app.chat.epoch());
        let mut live = Self { app: app.clone(), session: Some(session), watched: None, positions };
        let mut register = ask.register.clone();
        register.cursors = Some(cursors);
        if let Some(session) = &mut live.session {
            app.chat.register_as(session, ask.identified.actor.clone(), register).await?;
        }
        live.hold(ask).await;
        Ok(live)
    }

    /// Goes on with what shows now who is here.
    pub(super) async fn hold(&mut self, ask: &Ask) {
        if let Some(session) = &self.session {
            let (proof, identified) = (ask.proof.clone(), ask.identified.clone());
            self.watched = self.app.gate.hold(session, proof, identified, ask.settled).await;
        }
    }

    /// Whether it was ended.
    pub(super) fn is_cut(&self) -> bool {
        self.queue().is_none_or(Queue::is_cut)
    }

    /// Queues again what the client says it does not have.
    pub(super) async fn go_back(&mut self, given: &Cursors) -> Result<(), ApiError> {
        let missed = self.positions.go_back(given);
        if let Some(session) = &self.session
            && !missed.after.is_empty()
        {
            self.app.chat.catch_up(session, &missed).await?;
        }
        Ok(())
    }

    /// What waits for its client; `None` never, but for the moment of its end.
    pub(super) fn queue(&self) -> Option<&Queue> {
        self.session.as_ref().map(|session| &session.connection.queue)
    }
}

impl Drop for Live {
    fn drop(&mut self) {
        if let Some(mut session) = self.session.take() {
            let chat = self.app.chat.clone();
            self.app.sockets.spawn(async move { chat.disconnect(&mut session).await });
        }
    }
}

/// What is said to a client whose connection ends because nobody may be on it any more.
pub(super) fn signed_out(close: &Close) -> Problem {
    Problem::new(ErrorCode::Unauthenticated, close.reason.clone())
}

fn full(app: &App) -> ApiError {
    let problem = Problem::new(ErrorCode::TooManyConnections, "The server is full. Come back in a moment.");
    let hint = app.chat.hub().reconnect_hint_ms();
    ApiError::new(StatusCode::SERVICE_UNAVAILABLE, problem.retry_after(hint))
}
