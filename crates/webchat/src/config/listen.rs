//! Where to listen, and what to call it.

use std::fmt;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};

use anyhow::{Context, bail};
use tokio::net::TcpListener;

/// The port that is used unless another is named.
const PORT: u16 = 3000;

/// The address to listen on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Listen(SocketAddr);

impl Listen {
    /// Takes the first that is given: flag or its environment variable, file, default. `PORT` changes the port of the
    /// latter two.
    pub(crate) fn choose(
        told: Option<String>,
        port: Option<&str>,
        file: Option<String>,
    ) -> anyhow::Result<Self> {
        if let Some(told) = told {
            return Self::parse(&told);
        }
        let Self(mut address) = match file {
            Some(file) => Self::parse(&file)?,
            None => Self(SocketAddr::from((Ipv4Addr::LOCALHOST, PORT))),
        };
        if let Some(port) = port {
            let number =
                port.parse().with_context(|| format!("PORT is \"{port}\", which is not a port number"))?;
            address.set_port(number);
        }
        Ok(Self(address))
    }

    /// `ADDRESS:PORT`, `ADDRESS`, `localhost:PORT` or `:PORT`.
    fn parse(text: &str) -> anyhow::Result<Self> {
        let numeric = text.replacen("localhost", "127.0.0.1", 1);
        let numeric = if numeric.starts_with(':') { format!("127.0.0.1{numeric}") } else { numeric };
        if let Ok(address) = numeric.parse::<SocketAddr>() {
            return Ok(Self(address));
        }
        match numeric.parse::<IpAddr>() {
            Ok(ip) => Ok(Self(SocketAddr::new(ip, PORT))),
            Err(_) => bail!(
                "\"{text}\" is no address to listen on; it looks like 127.0.0.1:{PORT} or 0.0.0.0:{PORT}."
            ),
        }
    }

    /// The address as it was said: the port may be 0.
    pub(crate) fn address(self) -> SocketAddr {
        self.0
    }

    pub(crate) fn is_loopback(self) -> bool {
        self.0.ip().is_loopback()
    }

    /// Binds the address. On 127.0.0.1 also the same port on `::1`, if that can be had: `localhost` means either,
    /// depending on the client.
    pub(crate) async fn bind(self) -> anyhow::Result<(SocketAddr, Vec<TcpListener>)> {
        let listener = TcpListener::bind(self.0).await.map_err(|error| self.explain(&error))?;
        let bound = listener.local_addr().context("The system did not say which port it gave.")?;
        let mut listeners = vec![listener];
        if bound.ip() == Ipv4Addr::LOCALHOST
            && let Ok(twin) = TcpListener::bind((Ipv6Addr::LOCALHOST, bound.port())).await
        {
            listeners.push(twin);
        }
        Ok((bound, listeners))
    }

    fn explain(self, error: &std::io::Error) -> anyhow::Error {
        let Self(address) = self;
        match error.kind() {
            std::io::ErrorKind::AddrInUse => {
                let other = SocketAddr::new(address.ip(), address.port().wrapping_add(1));
                anyhow::anyhow!(
                    "{address} is taken by another program. Stop it, or listen elsewhere: --listen {other}"
                )
            }
            std::io::ErrorKind::PermissionDenied => {
                anyhow::anyhow!(
                    "The system does not let this user listen on {address}. Choose a port from 1024 on."
                )
            }
            std::io::ErrorKind::AddrNotAvailable => {
                anyhow::anyhow!("This machine has no address {}.", address.ip())
            }
            _ => anyhow::anyhow!("Could not listen on {address}: {error}."),
        }
    }
}

impl fmt::Display for Listen {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn chosen(told: Option<&str>, port: Option<&str>, file: Option<&str>) -> String {
        Listen::choose(told.map(str::to_owned), port, file.map(str::to_owned)).unwrap().to_string()
    }

    #[test]
    fn flag_goes_before_port_before_file_before_default() {
        assert_eq!(chosen(Some("127.0.0.1:1"), Some("2"), Some("127.0.0.1:3")), "127.0.0.1:1");
        assert_eq!(chosen(None, Some("2"), Some("0.0.0.0:3")), "0.0.0.0:2");
        assert_eq!(chosen(None, None, Some("0.0.0.0:3")), "0.0.0.0:3");
        assert_eq!(chosen(None, None, None), "127.0.0.1:3000");
    }

    #[test]
    fn understands_the_usual_spellings() {
        assert_eq!(chosen(Some("localhost:8080"), None, None), "127.0.0.1:8080");
        assert_eq!(chosen(Some(":8080"), None, None), "127.0.0.1:8080");
        assert_eq!(chosen(Some("0.0.0.0"), None, None), "0.0.0.0:3000");
        assert_eq!(chosen(Some("[::1]:8080"), None, None), "[::1]:8080");
        for bad in ["chat.example.com", "127.0.0.1:99999", ""] {
            assert!(Listen::choose(Some(bad.to_owned()), None, None).is_err(), "{bad}");
        }
        assert!(Listen::choose(None, Some("http"), None).is_err());
    }
}
