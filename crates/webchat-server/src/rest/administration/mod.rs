//! `/api/v1/admin`: for those who administer the server. Accounts and links are `webchat-auth`'s, conversations the chat's;
//! what was done is written down by whoever does it, or here.

mod accounts;
mod channels;
mod links;
mod overview;
mod reports;

use axum::Router;
use axum::extract::Request;
use axum::http::{HeaderValue, header};
use axum::middleware::{Next, from_fn};
use axum::response::{IntoResponse, Response};
use axum::routing::{any, delete, get, post};
use webchat_core::Actor;
use webchat_core::accounts::Deed;
use webchat_core::oversight::check_admin;
use webchat_protocol::{ErrorCode, Problem, UserId};

use super::{ApiError, unknown_path, wrong_method};
use crate::app::App;
use crate::who::Who;

/// The routes, for those who administer the server and for nobody else: not even to find out which there are.
pub(crate) fn routes() -> Router<App> {
    Router::new()
        .route("/overview", get(overview::overview))
        .route("/accounts", get(accounts::list).post(accounts::add))
        .route("/accounts/{userId}", post(accounts::change))
        .route("/accounts/{userId}/reset", post(accounts::reset))
        .route("/links", get(links::list))
        .route("/links/{linkId}", delete(links::revoke))
        .route("/invitations", post(links::invite))
        .route("/channels", get(channels::list))
        .route("/channels/{conversationId}", post(channels::change))
        .route("/reports", get(reports::list))
        .route("/reports/{reportId}", post(reports::settle))
        .route("/audit", get(overview::audit))
        .route("/{*unknown}", any(unknown_path))
        .method_not_allowed_fallback(wrong_method)
        .layer(from_fn(guard))
}

/// Lets nobody else in. What is answered is kept by nobody on the way: there are secrets in it.
async fn guard(who: Who, request: Request, next: Next) -> Response {
    let mut response = match admin(&who) {
        Ok(_) => next.run(request).await,
        Err(problem) => ApiError::from(problem).into_response(),
    };
    response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response
}

/// The one who asks, who administers the server.
fn admin(who: &Who) -> Result<&Actor, Problem> {
    let Some(actor) = who.known() else {
        let sentence = "Here everybody is who they say they are, so nobody administers this server.";
        return Err(Problem::new(ErrorCode::Forbidden, sentence));
    };
    check_admin(actor).map(|()| actor)
}

/// Writes down what somebody did with a conversation.
async fn note(app: &App, by: &Actor, deed: Deed, user: Option<&UserId>, detail: String) {
    if let Some(audit) = app.gate.authenticator().audit() {
        audit.note(Some(&by.user_id), deed, user, Some(detail)).await;
    }
}
