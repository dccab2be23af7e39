//! What every request can reach.

use std::net::{IpAddr, Ipv4Addr};
use std::sync::Arc;

use axum::http::HeaderMap;
use tokio_util::task::TaskTracker;
use webchat_auth::Authenticator;
use webchat_core::Chat;

use crate::accept::Peer;
use crate::events::Polls;
use crate::who::Gate;
use crate::{Hosts, Origins};

/// How the server behaves beyond the chat's own limits.
#[derive(Clone)]
pub struct Options {
    /// Which web pages may use the server from the browser.
    pub origins: Origins,
    /// By which names the server may be called.
    pub hosts: Hosts,
    /// Who is this? The chat's [`Rules`](webchat_core::Rules) have to fit it.
    pub authenticator: Arc<Authenticator>,
    /// Whether browsers reach the server by HTTPS, as its public address says.
    pub is_https: bool,
    /// Whether a proxy in front is believed where a request comes from (`X-Forwarded-For`) and how (`X-Forwarded-Proto`).
    pub trust_proxy: bool,
}

impl Default for Options {
    /// Open mode, for programs only: no page of another origin may use the server, and it may be called anything.
    fn default() -> Self {
        Self {
            origins: Origins::default(),
            hosts: Hosts::Any,
            authenticator: Arc::new(Authenticator::Open),
            is_https: false,
            trust_proxy: false,
        }
    }
}

impl App {
    pub(crate) fn new(chat: Arc<Chat>, options: Options) -> Self {
        let (sockets, polls) = (TaskTracker::new(), Polls::default());
        let Options { origins, hosts, authenticator, is_https, trust_proxy } = options;
        Self {
            gate: Gate::new(authenticator, chat.clone()),
            chat,
            origins: Arc::new(origins),
            hosts: Arc::new(hosts),
            is_https,
            trust_proxy,
            sockets,
            polls,
        }
    }

    /// Whether a request came by HTTPS, so that a cookie may be kept for that.
    pub(crate) fn is_https(&self, headers: &HeaderMap) -> bool {
        let is_forwarded = || headers.get("x-forwarded-proto").is_some_and(|scheme| scheme == "https");
        self.is_https || (self.trust_proxy && is_forwarded())
    }

    /// Where a request comes from: the peer, or what the proxy in front says, which adds it at the end. What stands before
    /// that, anybody may have written.
    pub(crate) fn address(&self, peer: Option<&Peer>, headers: &HeaderMap) -> IpAddr {
        let forwarded = || {
            let line = headers.get_all("x-forwarded-for").iter().next_back()?.to_str().ok()?;
            address_in(line.rsplit(',').next()?.trim())
        };
        let told = if self.trust_proxy { forwarded() } else { None };
        told.unwrap_or_else(|| peer.map_or(Ipv4Addr::UNSPECIFIED.into(), |peer| peer.0))
    }
}

/// An address as proxies write it: alone, in brackets, or with a port.
fn address_in(text: &str) -> Option<IpAddr> {
    let bare = text.trim_start_matches('[').trim_end_matches(']');
    bare.parse().ok().or_else(|| Some(text.parse::<std::net::SocketAddr>().ok()?.ip()))
}

/// The state that handlers share.
#[derive(Clone)]
pub(crate) struct App {
    pub(crate) chat: Arc<Chat>,
    pub(crate) gate: Gate,
    pub(crate) origins: Arc<Origins>,
    pub(crate) hosts: Arc<Hosts>,
    is_https: bool,
    trust_proxy: bool,
    /// The live sockets, so that shutting down can wait for them.
    pub(crate) sockets: TaskTracker,
    /// The clients that poll and are not asking at the moment.
    pub(crate) polls: Polls,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_read_however_a_proxy_writes_it() {
        for (text, address) in [
            ("192.0.2.7", "192.0.2.7"),
            ("192.0.2.7:4711", "192.0.2.7"),
            ("2001:db8::7", "2001:db8::7"),
            ("[2001:db8::7]", "2001:db8::7"),
            ("[2001:db8::7]:4711", "2001:db8::7"),
        ] {
            assert_eq!(address_in(text), Some(address.parse().unwrap()), "{text}");
        }
        for bad in ["", "unknown", "example.com", "192.0.2"] {
            assert_eq!(address_in(bad), None, "{bad}");
        }
    }
}
