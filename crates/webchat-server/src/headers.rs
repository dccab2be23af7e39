//! Headers that every answer carries.

use axum::extract::{Request, State};
use axum::http::{HeaderName, HeaderValue, header};
use axum::middleware::Next;
use axum::response::Response;

use crate::app::App;

/// The messenger loads nothing from elsewhere and runs no inline script; nobody may put it in a frame. Pictures of people may be
/// elsewhere where a host application names them, and only there: whoever serves one learns who looks at it when.
macro_rules! policy {
    ($pictures:literal) => {
        concat!(
            "default-src 'self'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:",
            $pictures,
            "; connect-src 'self' ws: wss:; object-src 'none'; base-uri 'none'; form-action 'self'; ",
            "frame-ancestors 'none'"
        )
    };
}

const HEADERS: [(HeaderName, &str); 2] =
    [(header::X_CONTENT_TYPE_OPTIONS, "nosniff"), (header::REFERRER_POLICY, "same-origin")];

pub(crate) async fn add(State(app): State<App>, request: Request, next: Next) -> Response {
    let mut response = next.run(request).await;
    let policy = if app.gate.names_pictures() { policy!(" https:") } else { policy!("") };
    for (name, value) in [(header::CONTENT_SECURITY_POLICY, policy)].into_iter().chain(HEADERS) {
        response.headers_mut().entry(name).or_insert(HeaderValue::from_static(value));
    }
    response
}
