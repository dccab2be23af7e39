//! `/api/v1/admin/accounts`

use axum::Json;
use axum::extract::rejection::PathRejection;
use axum::extract::{Path, State};
use axum::http::HeaderMap;
use webchat_auth::Refused;
use webchat_core::accounts::Account;
use webchat_protocol::{AccountList, AccountRecord, AddAccount, ChangeAccount, MadeLink, UserId};

use super::{admin, links};
use crate::app::App;
use crate::rest::ApiError;
use crate::rest::body::{self, Body};
use crate::rest::query::{Parameters, Values};
use crate::who::Who;

/// Accounts in an answer when the client doesn't say: some screens.
const PAGE: usize = 100;

type Id = Result<Path<String>, PathRejection>;

/// `GET ?after=&limit=`: by their ids.
pub(super) async fn list(
    State(app): State<App>,
    who: Who,
    parameters: Parameters,
) -> Result<Json<AccountList>, ApiError> {
    let administration = app.gate.authenticator().accounts()?.administration(admin(&who)?)?;
    let values = Values::read(parameters)?;
    let after: Option<UserId> = values.get("after")?;
    let limit = values.limit()?.unwrap_or(PAGE).min(app.chat.limits().administered);
    let mut found = administration.accounts(after.as_ref(), limit.saturating_add(1)).await?;
    let has_more = found.len() > limit;
    found.truncate(limit);
    Ok(Json(AccountList { accounts: found.into_iter().map(record).collect(), has_more }))
}

/// `POST {userId, name?}`: adds somebody, who sets a password by the link that is answered.
pub(super) async fn add(
    State(app): State<App>,
    who: Who,
    headers: HeaderMap,
    body: Body,
) -> Result<Json<MadeLink>, ApiError> {
    let administration = app.gate.authenticator().accounts()?.administration(admin(&who)?)?;
    let AddAccount { user_id, name } = body::json(&headers, body)?;
    let (_, link) = administration.add(&user_id, name.as_deref()).await?;
    Ok(Json(links::made(&app, &link)))
}

/// `POST {isAdmin?, suspended?}`: changes what somebody is. Their live connections end, and come back as what they are now if
/// they may.
pub(super) async fn change(
    State(app): State<App>,
    who: Who,
    id: Id,
    headers: HeaderMap,
    body: Body,
) -> Result<Json<AccountRecord>, ApiError> {
    let administration = app.gate.authenticator().accounts()?.administration(admin(&who)?)?;
    let mut account = administration.account(&user_id(id)?).await?;
    let ChangeAccount { is_admin, suspended } = body::json(&headers, body)?;
    let user = account.user_id.clone();
    if let Some(on) = is_admin.filter(|on| *on != account.is_admin) {
        account = administration.set_admin(&user, on).await?;
        app.gate.sign_out(&user);
    }
    if let Some(on) = suspended.filter(|on| *on != account.suspended_at.is_some()) {
        account =
            if on { administration.suspend(&user).await?.0 } else { administration.readmit(&user).await? };
        app.gate.sign_out(&user);
    }
    Ok(Json(record(account)))
}

/// `POST`: makes a link with which somebody sets another password.
pub(super) async fn reset(State(app): State<App>, who: Who, id: Id) -> Result<Json<MadeLink>, ApiError> {
    let administration = app.gate.authenticator().accounts()?.administration(admin(&who)?)?;
    let link = administration.reset_link(&user_id(id)?).await?;
    Ok(Json(links::made(&app, &link)))
}

/// An id that can't be one is nobody's.
fn user_id(id: Id) -> Result<UserId, Refused> {
    id.ok().and_then(|Path(id)| UserId::new(&id).ok()).ok_or(Refused::NotFound("account"))
}

fn record(account: Account) -> AccountRecord {
    let Account { user_id, name, is_admin, created_at, suspended_at, last_seen_at } = account;
    let name = name.unwrap_or_else(|| user_id.to_string());
    AccountRecord { user_id, name, is_admin, created_at, suspended_at, last_seen_at }
}
