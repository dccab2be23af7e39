//! `/api/v1/admin/links`, `/api/v1/admin/invitations`

use std::time::Duration;

use axum::Json;
use axum::extract::rejection::PathRejection;
use axum::extract::{Path, State};
use axum::http::HeaderMap;
use webchat_auth::{Administration, Invitation, Refused};
use webchat_core::accounts::{LinkId, LinkKind, LinkRecord, LinkState};
use webchat_protocol::{
    ErrorCode, Hidden, LinkList, LinkPurpose, LinkStanding, MadeLink, NewInvitation, Problem, Timestamp,
};

use super::admin;
use crate::app::App;
use crate::rest::ApiError;
use crate::rest::body::{self, Body};
use crate::who::Who;

const DAY: Duration = Duration::from_hours(24);
/// Days that an invitation lasts when nobody says.
const DAYS: u32 = 7;

/// `GET`: those made last first.
pub(super) async fn list(State(app): State<App>, who: Who) -> Result<Json<LinkList>, ApiError> {
    let administration = app.gate.authenticator().accounts()?.administration(admin(&who)?)?;
    all(&app, &administration).await
}

/// `DELETE`: ends a link, and answers the others.
pub(super) async fn revoke(
    State(app): State<App>,
    who: Who,
    id: Result<Path<String>, PathRejection>,
) -> Result<Json<LinkList>, ApiError> {
    let administration = app.gate.authenticator().accounts()?.administration(admin(&who)?)?;
    let id = id.ok().and_then(|Path(id)| LinkId::parse(&id)).ok_or(Refused::NotFound("link"))?;
    administration.revoke_link(id).await?;
    all(&app, &administration).await
}

/// `POST {uses?, days?, conversationIds?}`: makes an invitation, into conversations in which the one who asks may add people.
pub(super) async fn invite(
    State(app): State<App>,
    who: Who,
    headers: HeaderMap,
    body: Body,
) -> Result<Json<MadeLink>, ApiError> {
    let actor = admin(&who)?;
    let administration = app.gate.authenticator().accounts()?.administration(actor)?;
    let NewInvitation { uses, days, conversation_ids } = body::json(&headers, body)?;
    let limit = app.chat.limits().user_ids;
    if conversation_ids.len() > limit {
        let sentence = format!("An invitation leads into {limit} conversations at most.");
        return Err(Problem::new(ErrorCode::BadField, sentence).into());
    }
    for conversation in &conversation_ids {
        app.chat.check_may_add(actor, conversation).await?;
    }
    let lasts = DAY.saturating_mul(days.unwrap_or(DAYS));
    let terms = Invitation { uses: uses.unwrap_or(1), lasts, conversations: conversation_ids };
    let link = administration.invite(terms).await?;
    Ok(Json(made(&app, &link)))
}

async fn all(app: &App, administration: &Administration<'_>) -> Result<Json<LinkList>, ApiError> {
    let (links, at) = (administration.links().await?, app.chat.clock().now());
    Ok(Json(LinkList { links: links.iter().map(|link| record(link, at)).collect() }))
}

/// A link that was just made, with the path of its page. What stands behind `#` no server is ever told.
pub(super) fn made(app: &App, link: &webchat_auth::MadeLink) -> MadeLink {
    let page = match link.record.kind {
        LinkKind::Admin => "setup",
        LinkKind::Invite => "join",
        LinkKind::Reset => "reset",
    };
    let path = Hidden::new(format!("/{page}#{}", link.secret.expose()));
    MadeLink { path, link: record(&link.record, app.chat.clock().now()) }
}

fn record(link: &LinkRecord, at: Timestamp) -> webchat_protocol::LinkRecord {
    webchat_protocol::LinkRecord {
        link_id: link.id.to_string(),
        purpose: match link.kind {
            LinkKind::Admin => LinkPurpose::Setup,
            LinkKind::Invite => LinkPurpose::Invite,
            LinkKind::Reset => LinkPurpose::Reset,
        },
        standing: match link.state(at) {
            LinkState::Open => LinkStanding::Open,
            LinkState::Used => LinkStanding::Used,
            LinkState::Expired => LinkStanding::Expired,
            LinkState::Revoked => LinkStanding::Revoked,
        },
        user_id: link.user_id.clone(),
        conversation_ids: link.conversations.clone(),
        max_uses: link.max_uses,
        uses: link.uses,
        made_by: link.made_by.clone(),
        made_at: link.made_at,
        expires_at: link.expires_at,
    }
}
