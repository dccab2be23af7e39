//! What a request shows: a bearer token, a cookie, a token in the address. And how a cookie is written.

use std::convert::Infallible;
use std::time::Duration;

use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderValue, Method, header};
use webchat_auth::{Proof, Secret};
use webchat_protocol::{Hidden, UserId};

/// The name of the cookie that holds a browser's session.
const COOKIE: &str = "webchat_session";

/// What a request shows, unchecked.
#[derive(Debug, Clone, Default)]
pub(crate) struct Shown {
    bearer: Option<Secret>,
    cookie: Option<Secret>,
    /// From `?token=`. It counts only where a browser can send nothing else.
    address: Option<Secret>,
    /// Whether a browser says that the page which asks may: its `Origin` was let in, or it is a page of this server, or none.
    is_own_page: bool,
    changes: bool,
}

impl Shown {
    fn read(parts: &Parts) -> Self {
        let headers = &parts.headers;
        Self {
            bearer: bearer(headers),
            cookie: cookie_of(headers),
            address: token_of(parts.uri.query().unwrap_or_default()),
            is_own_page: is_own_page(headers),
            changes: !matches!(parts.method, Method::GET | Method::HEAD | Method::OPTIONS),
        }
    }

    /// As a proof of somebody who says they are `claimed`.
    pub(crate) fn proof(&self, claimed: Option<UserId>) -> Proof {
        Proof { bearer: self.bearer.clone(), cookie: self.cookie.clone(), claimed }
    }

    /// For a WebSocket. What follows may change something, so a cookie counts only for a page that a browser vouches for: it
    /// does so in each upgrade.
    pub(crate) fn for_socket(mut self) -> Self {
        self.cookie = self.cookie.filter(|_| self.is_own_page);
        self.for_live()
    }

    /// For what is heard live. A browser's `EventSource` can send no header, so a token in the address counts too, if nothing
    /// better is shown.
    pub(crate) fn for_live(mut self) -> Self {
        if self.is_doubtful() {
            self.cookie = None;
        }
        if !self.changes {
            self.bearer = self.bearer.or(self.address.take());
        }
        self
    }

    /// The same with what a `register` command brings along.
    pub(crate) fn with_token(&self, token: Option<&Hidden>, claimed: Option<UserId>) -> Proof {
        let mut proof = self.proof(claimed);
        if let Some(token) = token {
            proof.bearer = Some(Secret::new(token.reveal()));
        }
        proof
    }

    /// Whether a page from elsewhere may be behind it: something is to change, on the word of a cookie that a browser sends
    /// along by itself, and no browser says which page wants it.
    pub(crate) fn is_doubtful(&self) -> bool {
        self.changes && self.is_by_cookie() && !self.is_own_page
    }

    /// Whether it is the cookie that counts.
    pub(crate) fn is_by_cookie(&self) -> bool {
        self.bearer.is_none() && self.cookie.is_some()
    }
}

impl<S: Sync> FromRequestParts<S> for Shown {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Infallible> {
        Ok(Self::read(parts))
    }
}

/// RFC 6750 section 2.1. Another scheme is somebody else's: a proxy in front may ask for a password of its own.
fn bearer(headers: &HeaderMap) -> Option<Secret> {
    let (scheme, token) = headers.get(header::AUTHORIZATION)?.to_str().ok()?.split_once(' ')?;
    scheme.eq_ignore_ascii_case("bearer").then(|| Secret::new(token.trim()))
}

/// RFC 6265 section 5.4: `name=value; name=value`.
fn cookie_of(headers: &HeaderMap) -> Option<Secret> {
    let lines = headers.get_all(header::COOKIE).iter().filter_map(|line| line.to_str().ok());
    let mut pairs = lines.flat_map(|line| line.split(';')).filter_map(|pair| pair.trim().split_once('='));
    pairs.find(|(name, _)| *name == COOKIE).map(|(_, value)| Secret::new(value))
}

/// Tokens are made of characters that stand for themselves in an address.
fn token_of(query: &str) -> Option<Secret> {
    let mut pairs = query.split('&').filter_map(|pair| pair.split_once('='));
    pairs.find(|(name, value)| *name == "token" && !value.is_empty()).map(|(_, value)| Secret::new(value))
}

/// An `Origin` that is not allowed never comes this far. `none`: somebody typed the address.
fn is_own_page(headers: &HeaderMap) -> bool {
    let site = headers.get("sec-fetch-site").map(HeaderValue::as_bytes);
    headers.contains_key(header::ORIGIN) || matches!(site, Some(b"same-origin" | b"none"))
}

/// The header that gives a browser its session for so long; without a session, the one that takes it away.
pub(crate) fn cookie(session: Option<(&Secret, Duration)>, is_https: bool) -> Option<HeaderValue> {
    let (value, seconds) = session.map_or(("", 0), |(secret, lasts)| (secret.expose(), lasts.as_secs()));
    let secure = if is_https { "; Secure" } else { "" };
    let text = format!("{COOKIE}={value}; Path=/; Max-Age={seconds}; HttpOnly; SameSite=Lax{secure}");
    let mut header = HeaderValue::try_from(text).ok()?;
    header.set_sensitive(true);
    Some(header)
}

#[cfg(test)]
mod tests {
    use axum::http::Request;

    use super::*;

    fn shown(method: &str, uri: &str, headers: &[(&str, &str)]) -> Shown {
        let mut request = Request::builder().method(method).uri(uri);
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        Shown::read(&request.body(()).unwrap().into_parts().0)
    }

    fn text(secret: Option<&Secret>) -> Option<&str> {
        secret.map(Secret::expose)
    }

    #[test]
    fn a_session_is_found_among_other_cookies() {
        for line in ["webchat_session=abc", "a=b; webchat_session=abc; c=d", " webchat_session=abc;x"] {
            assert_eq!(text(shown("GET", "/", &[("Cookie", line)]).cookie.as_ref()), Some("abc"), "{line}");
        }
        for line in ["xwebchat_session=abc", "webchat_session", "WEBCHAT_SESSION=abc", ""] {
            assert!(shown("GET", "/", &[("Cookie", line)]).cookie.is_none(), "{line}");
        }
    }

    #[test]
    fn only_bearer_tokens_are_ours() {
        for good in ["Bearer abc", "bearer abc", "BEARER  abc "] {
            let shown = shown("GET", "/", &[("Authorization", good)]);
            assert_eq!(text(shown.bearer.as_ref()), Some("abc"), "{good}");
        }
        for other in ["Basic YTpi", "Bearer", "abc"] {
            assert!(shown("GET", "/", &[("Authorization", other)]).bearer.is_none(), "{other}");
        }
    }

    #[test]
    fn a_token_in_the_address_counts_for_what_is_read_live_and_nowhere_else() {
        let shown_live = |method| shown(method, "/api/v1/events?a=b&token=abc", &[]).for_live();
        assert_eq!(text(shown_live("GET").bearer.as_ref()), Some("abc"));
        assert!(shown_live("POST").bearer.is_none());
        assert!(shown("GET", "/?token=abc", &[]).proof(None).bearer.is_none());
    }

    #[test]
    fn a_cookie_changes_something_only_for_a_page_that_is_vouched_for() {
        let cookie = ("Cookie", "webchat_session=abc");
        let doubtful = |more: &[(&str, &str)]| shown("POST", "/", &[&[cookie], more].concat()).is_doubtful();
        assert!(doubtful(&[]));
        assert!(
            doubtful(&[("Sec-Fetch-Site", "cross-site")]) && doubtful(&[("Sec-Fetch-Site", "same-site")])
        );
        assert!(!doubtful(&[("Sec-Fetch-Site", "same-origin")]) && !doubtful(&[("Sec-Fetch-Site", "none")]));
        assert!(!doubtful(&[("Origin", "https://chat.example.com")]));
        assert!(!doubtful(&[("Authorization", "Bearer abc")]), "a page can't make a browser send that");
        assert!(!shown("GET", "/", &[cookie]).is_doubtful());
    }

    #[test]
    fn a_cookie_is_for_this_server_and_for_no_script() {
        let lasts = Duration::from_mins(1);
        let made = cookie(Some((&Secret::new("abc"), lasts)), false).unwrap();
        assert_eq!(made, "webchat_session=abc; Path=/; Max-Age=60; HttpOnly; SameSite=Lax");
        let taken = cookie(None, true).unwrap();
        assert_eq!(taken, "webchat_session=; Path=/; Max-Age=0; HttpOnly; SameSite=Lax; Secure");
    }
}
