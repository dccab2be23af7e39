//! Which web pages may use the server from a browser.
//!
//! A browser says in `Origin` which page a request comes from, and lets any page open a WebSocket to anywhere: without
//! this check any web site could read a chat that runs on its visitor's own machine. Programs send no `Origin` and are
//! not asked.

use axum::extract::{Request, State};
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

use crate::app::App;
use crate::rest::ClassicError;

/// The origins that may use the server, besides its own pages.
#[derive(Debug, Clone, Default)]
pub struct Origins {
    /// Origins that are named, such as `https://app.example.com`.
    pub named: Vec<String>,
    /// Whether pages served from this machine may (any port of localhost): so that an app under development can.
    pub loopback: bool,
}

impl Origins {
    fn allow(&self, origin: &str, host: Option<&str>) -> bool {
        let Some((_, authority)) = origin.split_once("://") else { return false };
        host == Some(authority)
            || self.named.iter().any(|named| named.trim_end_matches('/') == origin)
            || (self.loopback && is_loopback(authority))
    }
}

/// A host's name without its port.
pub(crate) fn name_of(authority: &str) -> &str {
    let name = authority.rsplit_once(':').filter(|(_, port)| port.bytes().all(|b| b.is_ascii_digit()));
    name.map_or(authority, |(name, _)| name)
}

pub(crate) fn is_loopback(authority: &str) -> bool {
    let name = name_of(authority).to_ascii_lowercase();
    name == "localhost"
        || name.ends_with(".localhost")
        || name == "[::1]"
        || name.parse::<std::net::Ipv4Addr>().is_ok_and(|address| address.is_loopback())
}

/// Refuses pages that may not, answers preflights, and tells the browser that the others may read.
pub(crate) async fn guard(State(app): State<App>, request: Request, next: Next) -> Response {
    let Some(origin) = request.headers().get(header::ORIGIN).cloned() else { return next.run(request).await };
    let host = text(request.headers(), &header::HOST).map(str::to_owned);
    if !origin.to_str().is_ok_and(|origin| app.origins.allow(origin, host.as_deref())) {
        let sentence = "This page may not use this server. Its origin can be allowed with --allow-origin.";
        return ClassicError::new(StatusCode::FORBIDDEN, sentence).into_response();
    }
    let is_preflight = request.method() == Method::OPTIONS
        && request.headers().contains_key(header::ACCESS_CONTROL_REQUEST_METHOD);
    let response =
        if is_preflight { StatusCode::NO_CONTENT.into_response() } else { next.run(request).await };
    let mut response = response;
    permit(response.headers_mut(), origin);
    response
}

fn permit(headers: &mut HeaderMap, origin: HeaderValue) {
    headers.insert(header::ACCESS_CONTROL_ALLOW_ORIGIN, origin);
    headers.append(header::VARY, HeaderValue::from_static("Origin"));
    let methods = HeaderValue::from_static("GET, POST, PUT, DELETE");
    headers.insert(header::ACCESS_CONTROL_ALLOW_METHODS, methods);
    headers.insert(
        header::ACCESS_CONTROL_ALLOW_HEADERS,
        HeaderValue::from_static("Authorization, Content-Type, Last-Event-ID"),
    );
    headers.insert(header::ACCESS_CONTROL_EXPOSE_HEADERS, HeaderValue::from_static("Retry-After"));
    headers.insert(header::ACCESS_CONTROL_MAX_AGE, HeaderValue::from_static("600"));
}

fn text<'a>(headers: &'a HeaderMap, name: &header::HeaderName) -> Option<&'a str> {
    headers.get(name)?.to_str().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lets_its_own_pages_in_and_strangers_out() {
        let origins = Origins { named: vec!["https://app.example.com/".to_owned()], loopback: true };
        let host = Some("chat.example.com");
        for good in ["https://chat.example.com", "https://app.example.com", "http://localhost:5173"] {
            assert!(origins.allow(good, host), "{good}");
        }
        for good in ["http://127.0.0.1:3000", "http://[::1]:3000", "http://dev.localhost"] {
            assert!(origins.allow(good, host), "{good}");
        }
        for bad in
            ["https://evil.example", "null", "http://localhost.evil.example", "http://127.0.0.1.evil.example"]
        {
            assert!(!origins.allow(bad, host), "{bad}");
        }
        assert!(!Origins::default().allow("http://localhost:5173", host));
    }
}
