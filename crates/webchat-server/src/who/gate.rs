//! The one way to the authenticator; and the way out.

use std::sync::Arc;
use std::time::Duration;

use axum::http::HeaderValue;
use webchat_auth::{Authenticator, Identified, Proof, RefusalKind, Refused};
use webchat_core::accounts::SessionId;
use webchat_core::{Chat, Close, Session};
use webchat_protocol::{CloseCode, Register, UserId};

use super::shown::{Shown, cookie};
use super::watch::{Held, Watch, Watched};

/// Who may come in, and who has to go.
#[derive(Clone)]
pub(crate) struct Gate {
    authenticator: Arc<Authenticator>,
    chat: Arc<Chat>,
    watch: Arc<Watch>,
}

/// When an identity was settled, by what had happened until then: see [`Gate::identify_for_live`].
#[derive(Debug, Clone, Copy)]
pub(crate) struct Settled(u64);

impl Gate {
    /// How often [`look`](Self::look) is to be called.
    pub(crate) const LOOK: Duration = Watch::SWEEP;

    pub(crate) fn new(authenticator: Arc<Authenticator>, chat: Arc<Chat>) -> Self {
        Self { authenticator, chat, watch: Arc::default() }
    }

    /// Whether everybody is who they say they are.
    pub(crate) fn is_open(&self) -> bool {
        self.authenticator.is_open()
    }

    /// Whether a host application names the pictures of its users, wherever they are.
    pub(crate) fn names_pictures(&self) -> bool {
        matches!(*self.authenticator, Authenticator::Token(_))
    }

    pub(crate) fn authenticator(&self) -> &Authenticator {
        &self.authenticator
    }

    /// Who shows this, for one request.
    pub(crate) async fn identify(&self, proof: &Proof) -> Result<Identified, Refused> {
        self.authenticator.identify(proof).await
    }

    /// The same for a connection that stays: [`hold`](Self::hold) is to be called once somebody is on it.
    pub(crate) async fn identify_for_live(&self, proof: &Proof) -> Result<(Identified, Settled), Refused> {
        let settled = Settled(self.watch.departures());
        Ok((self.authenticator.identify(proof).await?, settled))
    }

    /// What a client asks for by `register`, for somebody whose identity is settled: a name that the host application vouches
    /// for goes before the one that they give themselves.
    pub(crate) fn registration(&self, mut register: Register, identified: &Identified) -> Register {
        if matches!(*self.authenticator, Authenticator::Token(_)) && identified.name.is_some() {
            register.name.clone_from(&identified.name);
        }
        register
    }

    /// Watches over a connection that somebody was just registered on, until what is answered is dropped. Who was signed out
    /// since they were identified is found here.
    pub(crate) async fn hold(
        &self,
        session: &Session,
        proof: Proof,
        identified: Identified,
        settled: Settled,
    ) -> Option<Watched> {
        if self.is_open() {
            return None;
        }
        let Identified { actor, avatar, expires_at, .. } = identified;
        if let Some(avatar) = avatar {
            self.chat.show_avatar(&actor.user_id, &avatar).await;
        }
        let look_at = self.chat.clock().elapsed() + Watch::LOOK_EVERY;
        let held = Held { connection: session.connection.clone(), proof, actor, expires_at, look_at };
        let watched = self.watch.add(held);
        if self.watch.departures() != settled.0 {
            self.look_again(watched.id()).await;
        }
        Some(watched)
    }

    /// Looks at the connections whose time has come: those that are over end, and some of the others are asked again. Call it
    /// every [`Gate::LOOK`].
    pub(crate) async fn look(&self) {
        let clock = self.chat.clock();
        for id in self.watch.due(clock.now(), clock.elapsed()) {
            self.look_again(id).await;
        }
    }

    /// Asks again who shows what a connection was registered with.
    async fn look_again(&self, id: u64) {
        let Some((proof, actor)) = self.watch.proof(id) else { return };
        let begun = self.chat.clock().elapsed();
        match self.identify(&proof).await {
            Ok(now) if now.actor == actor => {
                self.watch.go_on(id, now.expires_at);
                self.watch.put_off(id, begun + Watch::LOOK_EVERY);
            }
            // They come back as what they are now.
            Ok(_) => self.watch.end(id, CloseCode::SignedOut.into()),
            Err(refused) if matches!(refused.kind(), RefusalKind::Unavailable | RefusalKind::TooFast) => {
                self.watch.put_off(id, begun + Watch::LOOK_AGAIN);
            }
            Err(refused) => self.watch.end(id, signed_out(&refused)),
        }
    }

    /// Ends all live connections of a user, at once.
    pub(crate) fn sign_out(&self, user: &UserId) {
        self.watch.note_departure();
        self.chat.hub().sign_out(user);
    }

    /// Ends the live connections that came with these sessions of a user, at once.
    pub(crate) fn sign_out_sessions(&self, user: &UserId, sessions: &[SessionId]) {
        self.watch.note_departure();
        for session in sessions {
            self.chat.hub().sign_out_session(user, session);
        }
    }

    /// The cookie of a session again, with the time that it lasts from now on.
    pub(crate) fn renewed_cookie(
        &self,
        shown: &Shown,
        identified: &Identified,
        is_https: bool,
    ) -> Option<HeaderValue> {
        let ends = identified.expires_at?.millis();
        let left = u64::try_from(ends.saturating_sub(self.chat.clock().now().millis())).ok()?;
        cookie(Some((shown.proof(None).cookie.as_ref()?, Duration::from_millis(left))), is_https)
    }
}

/// The close frame's reason has room for 123 bytes (RFC 6455 section 5.5).
const REASON_BYTES: usize = 123;

fn signed_out(refused: &Refused) -> Close {
    let reason = refused.to_string();
    match reason.len() {
        0..=REASON_BYTES => Close { code: CloseCode::SignedOut, reason },
        _ => CloseCode::SignedOut.into(),
    }
}
