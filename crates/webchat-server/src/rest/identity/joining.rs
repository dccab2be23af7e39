//! `/api/v1/accounts`, `/api/v1/links`, `/api/v1/invitations/accept`, `/api/v1/reset`

use axum::Json;
use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::Response;
use webchat_auth::{NewPerson, Password, Secret};
use webchat_core::accounts::LinkKind;
use webchat_protocol::{
    AcceptedInvitation, Hidden, LinkPurpose, LinkSight, NamedLink, NewAccount, ResetPassword,
};

use super::{Visiting, admitted, bring, read};
use crate::app::App;
use crate::rest::ApiError;
use crate::rest::body::Body;
use crate::who::Who;

/// `POST {userId, name?, password, link?}`: gets an account and signs it in; with the link for the first administrator, that
/// is what the account becomes.
pub(crate) async fn create_account(
    State(app): State<App>,
    Visiting(visitor): Visiting,
    headers: HeaderMap,
    body: Body,
) -> Result<Response, ApiError> {
    let accounts = app.gate.authenticator().accounts()?;
    let NewAccount { user_id, name, password, link } = read(&headers, body)?;
    let person = NewPerson { user_id, name, password: Password::new(password.reveal()) };
    let link = link.as_ref().map(secret);
    let is_setup = match &link {
        Some(link) => accounts.look_at_link(&visitor, link).await?.kind == LinkKind::Admin,
        None => false,
    };
    let signed_in = match &link {
        Some(link) if is_setup => accounts.setup(&visitor, &person, link).await?,
        link => accounts.sign_up(&visitor, &person, link.as_ref()).await?,
    };
    admitted(&app, &headers, signed_in).await
}

/// `POST {link}`: what a link is for. Changes nothing; a body, so that the secret stands in no address.
pub(crate) async fn look_at_link(
    State(app): State<App>,
    Visiting(visitor): Visiting,
    headers: HeaderMap,
    body: Body,
) -> Result<Json<LinkSight>, ApiError> {
    let accounts = app.gate.authenticator().accounts()?;
    let NamedLink { link } = read(&headers, body)?;
    let sight = accounts.look_at_link(&visitor, &secret(&link)).await?;
    let made_by = match &sight.made_by {
        Some(user) => accounts.name_of(user).await?,
        None => None,
    };
    Ok(Json(LinkSight {
        purpose: purpose(sight.kind),
        user_id: sight.user_id,
        made_by,
        expires_at: sight.expires_at,
    }))
}

/// `POST {link}`: takes an invitation, for somebody who is signed in.
pub(crate) async fn accept(
    State(app): State<App>,
    who: Who,
    Visiting(visitor): Visiting,
    headers: HeaderMap,
    body: Body,
) -> Result<Json<AcceptedInvitation>, ApiError> {
    let accounts = app.gate.authenticator().accounts()?;
    let actor = who.named(None)?;
    let NamedLink { link } = read(&headers, body)?;
    let invited = accounts.accept_invitation(&visitor, &secret(&link)).await?;
    Ok(Json(AcceptedInvitation { conversation_ids: bring(&app, &actor.user_id, invited).await }))
}

/// `POST {link, password}`: sets another password and signs in. Everybody else who was signed in so is signed out.
pub(crate) async fn reset(
    State(app): State<App>,
    Visiting(visitor): Visiting,
    headers: HeaderMap,
    body: Body,
) -> Result<Response, ApiError> {
    let accounts = app.gate.authenticator().accounts()?;
    let ResetPassword { link, password } = read(&headers, body)?;
    let signed_in = accounts.reset(&visitor, &secret(&link), &Password::new(password.reveal())).await?;
    admitted(&app, &headers, signed_in).await
}

fn secret(link: &Hidden) -> Secret {
    Secret::new(link.reveal())
}

fn purpose(kind: LinkKind) -> LinkPurpose {
    match kind {
        LinkKind::Admin => LinkPurpose::Setup,
        LinkKind::Invite => LinkPurpose::Invite,
        LinkKind::Reset => LinkPurpose::Reset,
    }
}
