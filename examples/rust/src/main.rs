//! A host application: it knows its people, and webchat takes its word for who they are. The part that concerns webchat
//! is [`Host::token`].

use std::env;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use anyhow::Context;
use axum::extract::{self, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::get;
use axum::{Json, Router};
use base64ct::{Base64UrlUnpadded, Encoding};
use ring::hmac;
use serde_json::json;

/// How long a token holds. The client asks for the next one in time.
const LASTS: Duration = Duration::from_mins(5);
/// An application has its people in a database and asks for a password. These two say who they are.
const PEOPLE: [(&str, &str); 2] = [("alice", "Alice"), ("bob", "Bob")];

struct Host {
    key: hmac::Key,
    chat: String,
    files: PathBuf,
}

impl Host {
    /// What webchat is shown: who it is, and until when that holds.
    #[allow(clippy::disallowed_methods, reason = "an example takes the time where an application does")]
    fn token(&self, id: &str, name: &str) -> String {
        let until = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default() + LASTS;
        let part = |value: serde_json::Value| Base64UrlUnpadded::encode_string(value.to_string().as_bytes());
        let head = part(json!({ "alg": "HS256", "typ": "JWT" }));
        let signed = format!("{head}.{}", part(json!({ "sub": id, "name": name, "exp": until.as_secs() })));
        let signature = hmac::sign(&self.key, signed.as_bytes());
        format!("{signed}.{}", Base64UrlUnpadded::encode_string(signature.as_ref()))
    }

    fn file(&self, path: &str) -> Response {
        let media = match path.rsplit_once('.') {
            Some((_, "html")) => "text/html; charset=utf-8",
            Some((_, "css")) => "text/css",
            _ => "text/javascript",
        };
        match std::fs::read(self.files.join(path)) {
            Ok(bytes) => ([(header::CONTENT_TYPE, media)], bytes).into_response(),
            Err(_) => StatusCode::NOT_FOUND.into_response(),
        }
    }
}

type App = State<Arc<Host>>;

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    let setting = |name: &str, default: &str| env::var(name).unwrap_or_else(|_| default.to_owned());
    let path = setting("WEBCHAT_KEY", "chat.key");
    let key = std::fs::read_to_string(&path).with_context(|| format!("Could not read the key {path}"))?;
    let host = Host {
        key: hmac::Key::new(hmac::HMAC_SHA256, key.trim_end().as_bytes()),
        chat: setting("WEBCHAT_URL", "http://127.0.0.1:3000"),
        files: Path::new(env!("CARGO_MANIFEST_DIR")).join("../.."),
    };
    let routes = Router::new()
        .route("/", get(async |State(host): App| host.file("examples/page/index.html")))
        .route("/chat.js", get(async |State(host): App| host.file("examples/page/chat.js")))
        .route("/style.css", get(async |State(host): App| host.file("examples/page/style.css")))
        .route("/webchat/{name}", get(client))
        .route("/sign-in", get(sign_in))
        .route("/me", get(me))
        .route("/token", get(token))
        .with_state(Arc::new(host));
    let address = format!("127.0.0.1:{}", setting("PORT", "4000"));
    let listener = tokio::net::TcpListener::bind(&address).await.with_context(|| address.clone())?;
    #[allow(clippy::print_stdout, reason = "it says where to look")]
    {
        println!("Open http://{}", listener.local_addr()?);
    }
    Ok(axum::serve(listener, routes).await?)
}

/// The client as it was built. An application with a bundler imports the package instead.
async fn client(State(host): App, extract::Path(name): extract::Path<String>) -> Response {
    let is_plain = name.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_.".contains(&byte));
    if !is_plain || name.starts_with('.') {
        return StatusCode::NOT_FOUND.into_response();
    }
    host.file(&format!("web/packages/client/dist/{name}"))
}

async fn sign_in(extract::RawQuery(query): extract::RawQuery) -> Response {
    let query = query.unwrap_or_default();
    match PEOPLE.iter().find(|(id, _)| query == format!("user={id}")) {
        Some((id, _)) => {
            let cookie = format!("user={id}; Path=/; HttpOnly; SameSite=Lax");
            ([(header::SET_COOKIE, cookie)], Redirect::to("/")).into_response()
        }
        None => StatusCode::NOT_FOUND.into_response(),
    }
}

async fn me(State(host): App, headers: HeaderMap) -> Json<serde_json::Value> {
    let me = signed_in(&headers).map(|(id, name)| json!({ "id": id, "name": name }));
    Json(json!({ "me": me, "chat": host.chat }))
}

async fn token(State(host): App, headers: HeaderMap) -> Response {
    let no_store = [(header::CACHE_CONTROL, "no-store")];
    match signed_in(&headers) {
        Some((id, name)) => (no_store, host.token(id, name)).into_response(),
        None => (StatusCode::UNAUTHORIZED, no_store).into_response(),
    }
}

fn signed_in(headers: &HeaderMap) -> Option<(&'static str, &'static str)> {
    let cookies = headers.get(header::COOKIE)?.to_str().ok()?;
    let id = cookies.split("; ").find_map(|cookie| cookie.strip_prefix("user="))?;
    PEOPLE.iter().find(|(known, _)| *known == id).copied()
}
