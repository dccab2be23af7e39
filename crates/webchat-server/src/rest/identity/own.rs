//! `/api/v1/me`: one's own sessions, tokens and password.

use std::time::Duration;

use axum::Json;
use axum::extract::rejection::PathRejection;
use axum::extract::{Path, State};
use axum::http::HeaderMap;
use axum::response::{IntoResponse, Response};
use webchat_auth::{Password, Refused};
use webchat_core::accounts::{SessionId, SessionKind, SessionRecord};
use webchat_protocol::{
    ChangePassword, ClosedSessions, Hidden, MadeToken, NewToken, OwnSession, SessionHolder, SessionList,
};

use super::{Visiting, closed, read, with_cookie};
use crate::app::App;
use crate::rest::ApiError;
use crate::rest::body::Body;
use crate::who::{Who, cookie};

const DAY: Duration = Duration::from_hours(24);

/// `GET /me/sessions`
pub(crate) async fn list_sessions(State(app): State<App>, who: Who) -> Result<Json<SessionList>, ApiError> {
    let accounts = app.gate.authenticator().accounts()?;
    let actor = who.named(None)?;
    let sessions = accounts.sessions(&actor).await?;
    let own = sessions.into_iter().map(|session| own(session, actor.session));
    Ok(Json(SessionList { sessions: own.collect() }))
}

/// `DELETE /me/sessions`: signs out all other browsers.
pub(crate) async fn close_others(State(app): State<App>, who: Who) -> Result<Json<ClosedSessions>, ApiError> {
    let accounts = app.gate.authenticator().accounts()?;
    let actor = who.named(None)?;
    let ended = accounts.sign_out_elsewhere(&actor).await?;
    Ok(closed(&app, &actor.user_id, &ended))
}

/// `DELETE /me/sessions/{sessionId}`: signs out a browser, or takes a program's token back.
pub(crate) async fn close_session(
    State(app): State<App>,
    who: Who,
    id: Result<Path<String>, PathRejection>,
    headers: HeaderMap,
) -> Result<Response, ApiError> {
    let accounts = app.gate.authenticator().accounts()?;
    let actor = who.named(None)?;
    let id = id.ok().and_then(|Path(id)| SessionId::parse(&id)).ok_or(Refused::NotFound("session"))?;
    accounts.close_session(&actor, id).await?;
    let response = closed(&app, &actor.user_id, &[id]).into_response();
    let is_own = actor.session == Some(id);
    let gone = if is_own { cookie(None, app.is_https(&headers)) } else { None };
    Ok(with_cookie(response, gone))
}

/// `POST /me/tokens {name, days?}`: makes a token for a program.
pub(crate) async fn make_token(
    State(app): State<App>,
    who: Who,
    headers: HeaderMap,
    body: Body,
) -> Result<Json<MadeToken>, ApiError> {
    let accounts = app.gate.authenticator().accounts()?;
    let NewToken { name, days } = read(&headers, body)?;
    let made = accounts.make_token(&who.named(None)?, &name, days.map(|days| DAY * days)).await?;
    let token = Hidden::new(made.token.expose().to_owned());
    Ok(Json(MadeToken { token, session_id: made.id.to_string() }))
}

/// `POST /me/password {old, new}`: changes one's own password. The other browsers are signed out.
pub(crate) async fn change_password(
    State(app): State<App>,
    who: Who,
    Visiting(visitor): Visiting,
    headers: HeaderMap,
    body: Body,
) -> Result<Json<ClosedSessions>, ApiError> {
    let accounts = app.gate.authenticator().accounts()?;
    let actor = who.named(None)?;
    let ChangePassword { old, new } = read(&headers, body)?;
    let (old, new) = (Password::new(old.reveal()), Password::new(new.reveal()));
    let ended = accounts.change_password(&visitor, &actor, &old, &new).await?;
    Ok(closed(&app, &actor.user_id, &ended))
}

fn own(session: SessionRecord, current: Option<SessionId>) -> OwnSession {
    let SessionRecord { id, kind, label, created_at, last_used_at, expires_at, .. } = session;
    let holder = match kind {
        SessionKind::Browser => SessionHolder::Browser,
        SessionKind::Program => SessionHolder::Program,
    };
    let session_id = id.to_string();
    OwnSession {
        session_id,
        holder,
        label,
        created_at,
        last_used_at,
        expires_at,
        is_current: Some(id) == current,
    }
}
