//! Every path, and what answers it.

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::middleware::{from_fn, from_fn_with_state};
use axum::routing::{any, delete, get, post, put};

use crate::app::App;
use crate::events::{poll, stream};
use crate::rest::{ApiError, ClassicError, administration, classic, identity, v1};
use crate::who::settle;
use crate::{assets, headers, health, host, origin, pictures, rest, websocket};

/// All routes.
pub(crate) fn router(app: App) -> Router {
    let body_limit = DefaultBodyLimit::max(app.chat.limits().body_bytes);
    Router::new()
        .route("/", any(websocket::upgrade_or_page))
        .route("/ws", any(websocket::upgrade))
        .route("/healthz", get(health::check))
        .route("/media/avatars/{name}", get(pictures::show))
        .nest("/api", api(&app))
        .fallback(assets::serve)
        .layer(body_limit)
        .layer(from_fn_with_state(app.clone(), origin::guard))
        .layer(from_fn_with_state(app.clone(), host::guard))
        .layer(from_fn_with_state(app.clone(), headers::add))
        .with_state(app)
}

fn api(app: &App) -> Router<App> {
    Router::new()
        .merge(classic_chat().route_layer(from_fn_with_state(app.clone(), settle::<ClassicError>)))
        .nest("/v1", v1_api(app))
        .method_not_allowed_fallback(rest::wrong_method)
        .fallback(rest::unknown_path)
}

/// The classic routes: for whoever shows who they are, where that has to be shown.
fn classic_chat() -> Router<App> {
    Router::new()
        .route(
            "/messages",
            get(classic::messages::list).post(classic::messages::send).delete(classic::messages::delete),
        )
        .route("/conversations", get(classic::conversations::list))
        .route(
            "/typing",
            get(classic::typing::list).post(classic::typing::set).delete(classic::typing::clear),
        )
        .route("/websocket", get(classic::websocket::describe))
}

fn v1_api(app: &App) -> Router<App> {
    Router::new()
        .merge(v1_chat().route_layer(from_fn_with_state(app.clone(), settle::<ApiError>)))
        .merge(live())
        .merge(identity(app))
        .nest("/admin", administration::routes().layer(from_fn_with_state(app.clone(), settle::<ApiError>)))
        .method_not_allowed_fallback(rest::wrong_method)
}

/// The chat: for whoever shows who they are, where that has to be shown.
fn v1_chat() -> Router<App> {
    Router::new()
        .route("/users", get(v1::users))
        .route("/conversations", get(v1::conversations))
        .route("/conversations/{id}", get(v1::conversation))
        .route("/channels", get(v1::channels))
        .route("/blocks", get(v1::blocks))
        .route("/conversations/{id}/messages", get(v1::messages))
        .route("/conversations/{id}/changes", get(v1::changes))
        .route("/commands", post(v1::command))
        .route("/me/avatar", put(pictures::set).delete(pictures::remove).layer(pictures::body_limit()))
}

/// Who somebody is. What is done in one's own name needs it shown; the rest is how it comes to be shown.
fn identity(app: &App) -> Router<App> {
    let own = Router::new()
        .route("/invitations/accept", post(identity::accept))
        .route("/me/sessions", get(identity::list_sessions).delete(identity::close_others))
        .route("/me/sessions/{id}", delete(identity::close_session))
        .route("/me/tokens", post(identity::make_token))
        .route("/me/password", post(identity::change_password))
        .route_layer(from_fn_with_state(app.clone(), settle::<ApiError>));
    Router::new()
        .route("/session", get(identity::state).post(identity::sign_in).delete(identity::sign_out))
        .route("/accounts", post(identity::create_account))
        .route("/links", post(identity::look_at_link))
        .route("/reset", post(identity::reset))
        .merge(own)
        .route_layer(from_fn(identity::guard))
}

/// Connections without a socket. They begin with registering, which shows who they are: in the request or in its body.
fn live() -> Router<App> {
    Router::new()
        .route("/events", get(stream::open).post(stream::open))
        .route("/poll", get(poll::wait).post(poll::wait))
}
