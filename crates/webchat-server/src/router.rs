//! Every path, and what answers it.

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::middleware::{from_fn, from_fn_with_state};
use axum::routing::{any, get, post};

use crate::app::App;
use crate::events::{poll, stream};
use crate::rest::{ApiError, ClassicError, classic, v1};
use crate::who::settle;
use crate::{assets, headers, health, host, origin, rest, websocket};

/// All routes.
pub(crate) fn router(app: App) -> Router {
    let body_limit = DefaultBodyLimit::max(app.chat.limits().body_bytes);
    Router::new()
        .route("/", any(websocket::upgrade_or_page))
        .route("/ws", any(websocket::upgrade))
        .route("/healthz", get(health::check))
        .nest("/api", api(&app))
        .fallback(assets::serve)
        .layer(body_limit)
        .layer(from_fn_with_state(app.clone(), origin::guard))
        .layer(from_fn_with_state(app.clone(), host::guard))
        .layer(from_fn(headers::add))
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
}

/// Connections without a socket. They begin with registering, which shows who they are: in the request or in its body.
fn live() -> Router<App> {
    Router::new()
        .route("/events", get(stream::open).post(stream::open))
        .route("/poll", get(poll::wait).post(poll::wait))
}
