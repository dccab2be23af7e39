//! `/api/v1/admin/channels`

use axum::Json;
use axum::extract::rejection::PathRejection;
use axum::extract::{Path, State};
use axum::http::HeaderMap;
use webchat_core::accounts::Deed;
use webchat_protocol::{ChangeChannel, ChannelRecord, ChannelRecords, ConversationId, ErrorCode, Problem};

use super::{admin, note};
use crate::app::App;
use crate::rest::ApiError;
use crate::rest::body::{self, Body};
use crate::who::Who;

/// `GET`: by name.
pub(super) async fn list(State(app): State<App>, who: Who) -> Result<Json<ChannelRecords>, ApiError> {
    Ok(Json(app.chat.channel_records(admin(&who)?).await?))
}

/// `POST {archived}`: ends a channel, or has it go on.
pub(super) async fn change(
    State(app): State<App>,
    who: Who,
    id: Result<Path<String>, PathRejection>,
    headers: HeaderMap,
    body: Body,
) -> Result<Json<ChannelRecord>, ApiError> {
    let actor = admin(&who)?;
    let ChangeChannel { archived } = body::json(&headers, body)?;
    let id = id.ok().and_then(|Path(id)| ConversationId::new(&id).ok());
    let id = id.ok_or_else(|| Problem::new(ErrorCode::NotFound, "There is no such channel."))?;
    let (record, changed) = app.chat.set_archived(actor, &id, archived).await?;
    if changed {
        let deed = if archived { Deed::CHANNEL_ARCHIVED } else { Deed::CHANNEL_UNARCHIVED };
        note(&app, actor, deed, None, id.to_string()).await;
    }
    Ok(Json(record))
}
