//! Signing in and out, accounts, links, and one's own sessions: `webchat-auth` over HTTP. Nothing here is kept by anybody on
//! the way.

mod joining;
mod own;
mod session;

use axum::Json;
use axum::extract::{FromRequestParts, Request};
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderValue, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use webchat_auth::{Authenticator, Identified, Invited, Refused, SignUpPolicy, SignedIn, Visitor};
use webchat_core::accounts::SessionId;
use webchat_protocol::{AuthMode, ClosedSessions, ConversationId, Me, SessionState, SignUp, UserId};

pub(crate) use joining::{accept, create_account, look_at_link, reset};
pub(crate) use own::{change_password, close_others, close_session, list_sessions, make_token};
pub(crate) use session::{sign_in, sign_out, state};

use super::ApiError;
use super::body::json as read;
use crate::accept::Peer;
use crate::app::App;
use crate::who::{FromElsewhere, Shown, cookie};

/// Around everything that is about who somebody is: answers are not kept, and what a cookie pays for has to be asked by a
/// page that may.
pub(crate) async fn guard(shown: Shown, request: Request, next: Next) -> Response {
    let mut response = if shown.is_doubtful() {
        ApiError::from(FromElsewhere).into_response()
    } else {
        next.run(request).await
    };
    response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response
}

/// Where a request comes from: the address for the limits, and the device for the list of sessions.
pub(crate) struct Visiting(Visitor);

impl FromRequestParts<App> for Visiting {
    type Rejection = std::convert::Infallible;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Self::Rejection> {
        let user_agent = parts.headers.get(header::USER_AGENT).and_then(|text| text.to_str().ok());
        let address = app.address(parts.extensions.get::<Peer>(), &parts.headers);
        Ok(Self(Visitor { address, user_agent: user_agent.map(str::to_owned) }))
    }
}

/// How the server knows people, and who asks.
async fn session_state(app: &App, identified: Option<&Identified>) -> Result<SessionState, Refused> {
    let (mode, sign_up, needs_setup) = match app.gate.authenticator() {
        Authenticator::Open => (AuthMode::Open, None, false),
        Authenticator::Token(_) => (AuthMode::Token, None, false),
        Authenticator::Password(mode) => {
            let sign_up = match mode.sign_up_policy() {
                SignUpPolicy::Closed => SignUp::Closed,
                SignUpPolicy::Invite => SignUp::Invite,
                SignUpPolicy::Open => SignUp::Open,
            };
            (AuthMode::Password, Some(sign_up), mode.needs_setup().await?)
        }
    };
    let me = match identified {
        Some(identified) => Some(me(app, identified).await),
        None => None,
    };
    Ok(SessionState { mode, sign_up, needs_setup, me })
}

/// Who asks, with the picture that others see of them: their own, or the one that the host application names.
async fn me(app: &App, identified: &Identified) -> Me {
    let Identified { actor, name, avatar, expires_at, .. } = identified;
    // Without a picture people get in too.
    let kept = app.chat.profile(actor).await.ok().flatten();
    Me {
        user_id: actor.user_id.clone(),
        name: name.clone().unwrap_or_else(|| actor.user_id.to_string()),
        avatar: avatar.clone().or_else(|| kept?.about.avatar),
        is_admin: actor.is_admin,
        expires_at: *expires_at,
    }
}

/// Answers somebody who has just signed in: they are let into what they were invited to, whoever had to make room is signed
/// out, and the browser is given its cookie.
async fn admitted(app: &App, headers: &HeaderMap, signed_in: SignedIn) -> Result<Response, ApiError> {
    let SignedIn { identified, cookie: secret, lasts, invited, closed } = signed_in;
    app.gate.sign_out_sessions(&identified.actor.user_id, &closed);
    bring(app, &identified.actor.user_id, invited).await;
    let state = session_state(app, Some(&identified)).await?;
    Ok(with_cookie(Json(state).into_response(), cookie(Some((&secret, lasts)), app.is_https(headers))))
}

fn with_cookie(mut response: Response, cookie: Option<HeaderValue>) -> Response {
    if let Some(cookie) = cookie {
        response.headers_mut().insert(header::SET_COOKIE, cookie);
    }
    response
}

/// Brings somebody into the conversations that they were invited to, and answers those that they are in now. What can't be is
/// left out: whoever invited them may have gone since.
async fn bring(app: &App, user: &UserId, invited: Invited) -> Vec<ConversationId> {
    let Invited { conversations, by: Some(by) } = invited else { return Vec::new() };
    let mut joined = Vec::new();
    for conversation in conversations {
        match app.chat.bring(&by, user, &conversation).await {
            Ok(()) => joined.push(conversation),
            Err(problem) => {
                tracing::info!(code = ?problem.code, "an invitation leads into a conversation no more");
            }
        }
    }
    joined
}

/// Ends the live connections of sessions that were closed, and answers how many those are.
fn closed(app: &App, user: &UserId, sessions: &[SessionId]) -> Json<ClosedSessions> {
    app.gate.sign_out_sessions(user, sessions);
    Json(ClosedSessions { closed: u32::try_from(sessions.len()).unwrap_or(u32::MAX) })
}
