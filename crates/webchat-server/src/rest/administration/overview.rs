//! `/api/v1/admin/overview`, `/api/v1/admin/audit`

use axum::Json;
use axum::extract::State;
use webchat_core::accounts::AuditRecord;
use webchat_core::oversight::Glance;
use webchat_core::store::Figures;
use webchat_protocol::{AuditLog, Overview};

use super::admin;
use crate::app::App;
use crate::rest::ApiError;
use crate::rest::query::{Parameters, Values};
use crate::who::Who;

/// Entries in an answer when the client doesn't say: some screens.
const PAGE: usize = 100;

/// `GET`: the server at a glance.
pub(super) async fn overview(State(app): State<App>, who: Who) -> Result<Json<Overview>, ApiError> {
    let actor = admin(&who)?;
    let accounts = match app.gate.authenticator().accounts() {
        Ok(mode) => mode.administration(actor)?.account_count().await?,
        Err(_) => 0,
    };
    let Glance { figures, last_day, by_day, users_online, connections } = app.chat.glance(actor).await?;
    let Figures { conversations, messages, open_reports, database_bytes, free_bytes, .. } = figures;
    Ok(Json(Overview {
        version: env!("CARGO_PKG_VERSION").to_owned(),
        started_at: app.started_at,
        accounts,
        users_online: users_online as u64,
        connections: connections as u64,
        conversations,
        messages,
        messages_last_day: last_day,
        messages_by_day: by_day,
        database_bytes,
        free_bytes,
        open_reports,
    }))
}

/// `GET ?before=&limit=`: who did what, the newest first.
pub(super) async fn audit(
    State(app): State<App>,
    who: Who,
    parameters: Parameters,
) -> Result<Json<AuditLog>, ApiError> {
    admin(&who)?;
    let values = Values::read(parameters)?;
    let before = values.number("before")?;
    let limit = values.limit()?.unwrap_or(PAGE).min(app.chat.limits().administered);
    let mut found = match app.gate.authenticator().audit() {
        Some(audit) => audit.read(before, limit.saturating_add(1)).await?,
        None => Vec::new(),
    };
    let has_more = found.len() > limit;
    found.truncate(limit);
    Ok(Json(AuditLog { entries: found.into_iter().map(record).collect(), has_more }))
}

fn record(found: AuditRecord) -> webchat_protocol::AuditRecord {
    let AuditRecord { number, entry } = found;
    webchat_protocol::AuditRecord {
        number,
        at: entry.at,
        by: entry.by,
        deed: entry.deed.as_str().to_owned(),
        user_id: entry.user,
        detail: entry.detail,
    }
}
