//! How people reach the server, if that is not where it listens.

use std::net::SocketAddr;

use anyhow::bail;

/// The address that people type, such as `https://chat.example.com`: scheme, host and perhaps a port.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct PublicUrl {
    scheme: &'static str,
    authority: String,
}

impl PublicUrl {
    pub(crate) fn parse(text: &str) -> anyhow::Result<Self> {
        let trimmed = text.trim_end_matches('/');
        let (scheme, authority) = match trimmed.split_once("://") {
            Some(("https", authority)) => ("https", authority),
            Some(("http", authority)) => ("http", authority),
            _ => ("", ""),
        };
        let is_part = |b: u8| b.is_ascii_alphanumeric() || b"-._:[]".contains(&b);
        if authority.is_empty() || !authority.bytes().all(is_part) || authority.starts_with(':') {
            bail!(
                "\"{text}\" is no public address: it looks like https://chat.example.com, with a port if need be, and \
                 without a path."
            );
        }
        Ok(Self { scheme, authority: authority.to_ascii_lowercase() })
    }

    /// Where people get who are at this machine.
    pub(crate) fn local(address: SocketAddr) -> Self {
        let authority = if address.ip().is_unspecified() {
            format!("localhost:{}", address.port())
        } else {
            address.to_string()
        };
        Self { scheme: "http", authority }
    }

    pub(crate) fn is_https(&self) -> bool {
        self.scheme == "https"
    }

    /// The host's name, without a port.
    pub(crate) fn host(&self) -> &str {
        let port =
            self.authority.rsplit_once(':').filter(|(_, port)| port.bytes().all(|b| b.is_ascii_digit()));
        port.map_or(self.authority.as_str(), |(host, _)| host)
    }

    /// A page of the server.
    pub(crate) fn page(&self, path: &str) -> String {
        format!("{self}{path}")
    }

    /// Where the WebSocket is.
    pub(crate) fn socket(&self) -> String {
        format!("{}://{}/ws", if self.is_https() { "wss" } else { "ws" }, self.authority)
    }
}

impl std::fmt::Display for PublicUrl {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}://{}", self.scheme, self.authority)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_scheme_host_and_port() {
        for (text, host, socket) in [
            ("https://Chat.Example.com/", "chat.example.com", "wss://chat.example.com/ws"),
            ("http://192.0.2.7:8080", "192.0.2.7", "ws://192.0.2.7:8080/ws"),
            ("https://[2001:db8::1]:443", "[2001:db8::1]", "wss://[2001:db8::1]:443/ws"),
        ] {
            let url = PublicUrl::parse(text).unwrap();
            assert_eq!((url.host(), url.socket().as_str()), (host, socket));
        }
        for bad in [
            "chat.example.com",
            "https://",
            "ftp://a",
            "https://a/chat",
            "https://a b",
            "https://u@a",
            "https://:1",
        ] {
            assert!(PublicUrl::parse(bad).is_err(), "{bad}");
        }
    }
}
