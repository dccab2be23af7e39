//! Every path, and what answers it.

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::middleware::{from_fn, from_fn_with_state};
use axum::routing::{any, get};

use crate::app::App;
use crate::events::{poll, stream};
use crate::rest::{classic, v1};
use crate::{assets, headers, health, origin, rest, websocket};

/// All routes.
pub(crate) fn router(app: App) -> Router {
    let body_limit = DefaultBodyLimit::max(app.chat.limits().body_bytes);
    Router::new()
        .route("/", any(websocket::upgrade_or_page))
        .route("/ws", any(websocket::upgrade))
        .route("/healthz", get(health::check))
        .nest("/api", api())
        .fallback(assets::serve)
        .layer(body_limit)
        .layer(from_fn_with_state(app.clone(), origin::guard))
        .layer(from_fn(headers::add))
        .with_state(app)
}

fn api() -> Router<App> {
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
        .nest("/v1", v1_api())
        .method_not_allowed_fallback(rest::wrong_method)
        .fallback(rest::unknown_path)
}

fn v1_api() -> Router<App> {
    Router::new()
        .route("/users", get(v1::users))
        .route("/conversations", get(v1::conversations))
        .route("/conversations/{id}", get(v1::conversation))
        .route("/channels", get(v1::channels))
        .route("/blocks", get(v1::blocks))
        .route("/conversations/{id}/messages", get(v1::messages))
        .route("/conversations/{id}/changes", get(v1::changes))
        .route("/events", get(stream::open).post(stream::open))
        .route("/poll", get(poll::wait).post(poll::wait))
        .route("/commands", axum::routing::post(v1::command))
        .method_not_allowed_fallback(rest::wrong_method)
}
