//! Every path, and what answers it. What each takes and answers is written for clients in `operations`; a test holds
//! the two against each other.

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::middleware::{from_fn, from_fn_with_state};
use axum::routing::{MethodRouter, any, delete, get, post, put};

use crate::app::App;
use crate::events::{poll, stream};
use crate::rest::{ApiError, ClassicError, administration, classic, identity, v1};
use crate::who::settle;
use crate::{assets, headers, health, host, origin, pictures, reference, rest, websocket};

/// All routes.
pub(crate) fn router(app: App) -> Router {
    let body_limit = DefaultBodyLimit::max(app.chat.limits().body_bytes);
    routed(own_routes())
        .route("/media/avatars/{name}", get(pictures::show))
        .route("/", any(websocket::upgrade_or_page))
        .route("/ws", any(websocket::upgrade))
        .nest("/api", api(&app))
        .method_not_allowed_fallback(rest::wrong_method)
        .fallback(assets::serve)
        .layer(body_limit)
        .layer(from_fn_with_state(app.clone(), origin::guard))
        .layer(from_fn_with_state(app.clone(), host::guard))
        .layer(from_fn_with_state(app.clone(), headers::add))
        .with_state(app)
}

fn api(app: &App) -> Router<App> {
    routed(classic_chat())
        .route_layer(from_fn_with_state(app.clone(), settle::<ClassicError>))
        .merge(routed(reference_routes()))
        .nest("/v1", v1_api(app))
        .method_not_allowed_fallback(rest::wrong_method)
        .fallback(rest::unknown_path)
}

fn v1_api(app: &App) -> Router<App> {
    routed(v1_chat())
        .route("/me/avatar", put(pictures::set).delete(pictures::remove).layer(pictures::body_limit()))
        .route_layer(from_fn_with_state(app.clone(), settle::<ApiError>))
        .merge(routed(live()))
        .merge(identity(app))
        .nest("/admin", administration::routes().layer(from_fn_with_state(app.clone(), settle::<ApiError>)))
        .method_not_allowed_fallback(rest::wrong_method)
}

/// Paths with what answers them. Lists, so that they can be told.
type Routes = Vec<(&'static str, MethodRouter<App>)>;

fn routed(routes: Routes) -> Router<App> {
    routes.into_iter().fold(Router::new(), |router, (path, methods)| router.route(path, methods))
}

fn own_routes() -> Routes {
    vec![("/healthz", get(health::check))]
}

/// Under `/api`: the classic routes, for whoever shows who they are, where that has to be shown.
fn classic_chat() -> Routes {
    use classic::{conversations, messages, typing, websocket};
    vec![
        ("/messages", get(messages::list).post(messages::send).delete(messages::delete)),
        ("/conversations", get(conversations::list)),
        ("/typing", get(typing::list).post(typing::set).delete(typing::clear)),
        ("/websocket", get(websocket::describe)),
    ]
}

/// Under `/api`: what the server says about itself, to anybody.
fn reference_routes() -> Routes {
    vec![
        ("/docs", get(reference::page)),
        ("/docs/style.css", get(reference::style)),
        ("/openapi.json", get(reference::openapi)),
        ("/asyncapi.json", get(reference::asyncapi)),
    ]
}

/// Under `/api/v1`: the chat, for whoever shows who they are, where that has to be shown.
fn v1_chat() -> Routes {
    vec![
        ("/users", get(v1::users)),
        ("/conversations", get(v1::conversations)),
        ("/conversations/{id}", get(v1::conversation)),
        ("/conversations/{id}/messages", get(v1::messages)),
        ("/conversations/{id}/changes", get(v1::changes)),
        ("/channels", get(v1::channels)),
        ("/blocks", get(v1::blocks)),
        ("/commands", post(v1::command)),
    ]
}

/// Under `/api/v1`: connections without a socket. They begin with registering, which shows who they are: in the request or in
/// its body.
fn live() -> Routes {
    vec![("/events", get(stream::open).post(stream::open)), ("/poll", get(poll::wait).post(poll::wait))]
}

/// Who somebody is.
fn identity(app: &App) -> Router<App> {
    routed(own_identity())
        .route_layer(from_fn_with_state(app.clone(), settle::<ApiError>))
        .merge(routed(entrance()))
        .route_layer(from_fn(identity::guard))
}

/// Under `/api/v1`: what is done in one's own name, for whoever shows whose that is.
fn own_identity() -> Routes {
    vec![
        ("/invitations/accept", post(identity::accept)),
        ("/me/sessions", get(identity::list_sessions).delete(identity::close_others)),
        ("/me/sessions/{id}", delete(identity::close_session)),
        ("/me/tokens", post(identity::make_token)),
        ("/me/password", post(identity::change_password)),
    ]
}

/// Under `/api/v1`: how it comes to be shown who somebody is.
fn entrance() -> Routes {
    vec![
        ("/session", get(identity::state).post(identity::sign_in).delete(identity::sign_out)),
        ("/accounts", post(identity::create_account)),
        ("/links", post(identity::look_at_link)),
        ("/reset", post(identity::reset)),
    ]
}

/// Every path that answers requests: all but the WebSocket's, the messenger's files, and those that the documents do not
/// describe yet: pictures and administration.
#[cfg(all(test, feature = "reference"))]
pub(crate) fn paths() -> Vec<String> {
    let under = |prefix: &str, routes: Vec<Routes>| -> Vec<String> {
        routes.into_iter().flatten().map(|(path, _)| format!("{prefix}{path}")).collect()
    };
    [
        under("", vec![own_routes()]),
        under("/api", vec![classic_chat(), reference_routes()]),
        under("/api/v1", vec![v1_chat(), live(), own_identity(), entrance()]),
    ]
    .concat()
}
