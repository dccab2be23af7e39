//! A registered connection without a socket, from its beginning to its end.

use axum::http::StatusCode;
use webchat_core::{Queue, Session};
use webchat_protocol::{Cursors, ErrorCode, Problem};

use super::ask::Ask;
use super::positions::Positions;
use crate::app::App;
use crate::rest::ApiError;

/// A session and where its client stands. Whoever drops it disconnects it.
pub(super) struct Live {
    app: App,
    session: Option<Session>,
    pub(super) positions: Positions,
}

impl Live {
    /// Connects and registers; what was missed is queued.
    pub(super) async fn begin(app: &App, ask: &Ask) -> Result<Self, ApiError> {
        let cursors = ask.cursors(&app.chat).await?;
        let Some(session) = app.chat.attach() else { return Err(full(app)) };
        let positions = Positions::of(&cursors, app.chat.epoch());
        let mut live = Self { app: app.clone(), session: Some(session), positions };
        let mut register = ask.register.clone();
        register.cursors = Some(cursors);
        if let Some(session) = &mut live.session {
            app.chat.register(session, register).await?;
        }
        Ok(live)
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

fn full(app: &App) -> ApiError {
    let problem = Problem::new(ErrorCode::TooManyConnections, "The server is full. Come back in a moment.");
    let hint = app.chat.hub().reconnect_hint_ms();
    ApiError::new(StatusCode::SERVICE_UNAVAILABLE, problem.retry_after(hint))
}
