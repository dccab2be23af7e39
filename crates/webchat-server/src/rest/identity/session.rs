//! `/api/v1/session`

use axum::Json;
use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::{IntoResponse, Response};
use webchat_auth::{Identified, Password, RefusalKind};
use webchat_protocol::SignIn;

use super::{Visiting, admitted, read, session_state, with_cookie};
use crate::app::App;
use crate::rest::ApiError;
use crate::rest::body::Body;
use crate::who::{Shown, cookie};

/// `GET`: how this server knows people, and who asks. A browser's cookie lasts anew from then on.
pub(crate) async fn state(
    State(app): State<App>,
    shown: Shown,
    headers: HeaderMap,
) -> Result<Response, ApiError> {
    let identified = who(&app, &shown).await?;
    let renewed = identified.as_ref().filter(|_| shown.is_by_cookie());
    let renewed = renewed.and_then(|known| app.gate.renewed_cookie(&shown, known, app.is_https(&headers)));
    Ok(with_cookie(Json(session_state(&app, identified.as_ref()).await?).into_response(), renewed))
}

/// `POST {userId, password}`: signs in at a browser.
pub(crate) async fn sign_in(
    State(app): State<App>,
    Visiting(visitor): Visiting,
    headers: HeaderMap,
    body: Body,
) -> Result<Response, ApiError> {
    let accounts = app.gate.authenticator().accounts()?;
    let SignIn { user_id, password } = read(&headers, body)?;
    let signed_in = accounts.sign_in(&visitor, &user_id, &Password::new(password.reveal())).await?;
    admitted(&app, &headers, signed_in).await
}

/// `DELETE`: signs out here, whether anybody was signed in or not.
pub(crate) async fn sign_out(
    State(app): State<App>,
    shown: Shown,
    headers: HeaderMap,
) -> Result<Response, ApiError> {
    if let (Some(known), Ok(accounts)) = (who(&app, &shown).await?, app.gate.authenticator().accounts()) {
        let ended = accounts.sign_out(&known.actor).await?;
        app.gate.sign_out_sessions(&known.actor.user_id, ended.as_slice());
    }
    let response = Json(session_state(&app, None).await?).into_response();
    Ok(with_cookie(response, cookie(None, app.is_https(&headers))))
}

/// Who asks; nobody, if what is shown holds no more.
async fn who(app: &App, shown: &Shown) -> Result<Option<Identified>, ApiError> {
    if app.gate.is_open() {
        return Ok(None);
    }
    match app.gate.identify(&shown.proof(None)).await {
        Ok(identified) => Ok(Some(identified)),
        Err(refused) if refused.kind() == RefusalKind::Unavailable => Err(refused.into()),
        Err(_) => Ok(None),
    }
}
