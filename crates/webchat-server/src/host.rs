//! By which names the server may be called.
//!
//! A page whose own name was pointed at this server by its owner (DNS rebinding) is a page of this server to a browser: it
//! reads everything, sends no `Origin` with what it reads, and the right one with the rest. What gives it away is the name
//! that it calls the server by. An address can't be pointed anywhere, so whoever uses one is never such a page.

use std::net::IpAddr;

use axum::extract::{Request, State};
use axum::http::{StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

use crate::app::App;
use crate::origin::{is_loopback, name_of};
use crate::rest::ClassicError;

/// By which names the server may be called.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum Hosts {
    /// By any: it is not known how people call it.
    #[default]
    Any,
    /// By `localhost`, by any address, and by these names, without ports.
    Known(Vec<String>),
}

impl Hosts {
    fn include(&self, authority: &str) -> bool {
        let Self::Known(names) = self else { return true };
        let name = name_of(authority);
        let name = name.strip_suffix('.').unwrap_or(name);
        let bare = name.trim_start_matches('[').trim_end_matches(']');
        is_loopback(authority)
            || bare.parse::<IpAddr>().is_ok()
            || names.iter().any(|known| known.eq_ignore_ascii_case(name))
    }
}

/// Refuses requests that call the server by a name that is not its own. Its health may be asked by any.
pub(crate) async fn guard(State(app): State<App>, request: Request, next: Next) -> Response {
    let host = request.headers().get(header::HOST);
    let is_known = match host.map(|host| host.to_str()) {
        Some(Ok(host)) => app.hosts.include(host),
        Some(Err(_)) => app.hosts.include("?"),
        // HTTP/1.1 has one in each request; what has none is no browser.
        None => true,
    };
    if is_known || request.uri().path() == "/healthz" {
        return next.run(request).await;
    }
    let sentence =
        "This server does not know that it is called so. Its address can be told it with --public-url.";
    ClassicError::new(StatusCode::FORBIDDEN, sentence).into_response()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_server_answers_to_its_names_and_to_any_address() {
        let hosts = Hosts::Known(vec!["chat.example.com".to_owned()]);
        for good in
            ["chat.example.com", "Chat.Example.com:443", "chat.example.com.", "localhost:3000", "LOCALHOST"]
        {
            assert!(hosts.include(good), "{good}");
        }
        for good in ["127.0.0.1", "192.0.2.7:80", "[::1]:3000", "[2001:db8::1]"] {
            assert!(hosts.include(good), "{good}");
        }
        for bad in
            ["evil.example", "chat.example.com.evil.example", "127.0.0.1.evil.example", "", "?", "[evil]"]
        {
            assert!(!hosts.include(bad), "{bad}");
            assert!(Hosts::Any.include(bad));
        }
    }
}
