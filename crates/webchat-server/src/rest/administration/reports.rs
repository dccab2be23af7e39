//! `/api/v1/admin/reports`

use axum::Json;
use axum::extract::rejection::PathRejection;
use axum::extract::{Path, State};
use axum::http::HeaderMap;
use webchat_core::accounts::Deed;
use webchat_protocol::{ErrorCode, Problem, ReportList, ReportRecord, SettleReport};

use super::{admin, note};
use crate::app::App;
use crate::rest::ApiError;
use crate::rest::body::{self, Body};
use crate::who::Who;

/// `GET`: what is not settled first.
pub(super) async fn list(State(app): State<App>, who: Who) -> Result<Json<ReportList>, ApiError> {
    Ok(Json(app.chat.reports(admin(&who)?).await?))
}

/// `POST {deleteMessage}`: settles a report, and deletes what it is about if that is asked.
pub(super) async fn settle(
    State(app): State<App>,
    who: Who,
    id: Result<Path<String>, PathRejection>,
    headers: HeaderMap,
    body: Body,
) -> Result<Json<ReportRecord>, ApiError> {
    let actor = admin(&who)?;
    let SettleReport { delete_message } = body::json(&headers, body)?;
    let number = id.ok().and_then(|Path(id)| id.parse().ok());
    let number = number.ok_or_else(|| Problem::new(ErrorCode::NotFound, "There is no such report."))?;
    let (record, settled) = app.chat.settle_report(actor, number, delete_message).await?;
    if settled.deleted {
        let place = format!("{} {}", record.conversation_id, record.seq.0);
        note(&app, actor, Deed::MESSAGE_DELETED, Some(&record.message.sender_id), place).await;
    }
    if settled.is_first {
        note(&app, actor, Deed::REPORT_SETTLED, Some(&record.reported_by), number.to_string()).await;
    }
    Ok(Json(record))
}
