//! Keys from an address: the one place here that knows HTTP and TLS. One request on a connection of its own, without
//! redirects, within a few seconds and 64 KiB. The address comes from the settings and never from a token.

use std::net::IpAddr;
use std::sync::Arc;
use std::time::Duration;

use async_trait::async_trait;
use http_body_util::{BodyExt, Empty, Limited};
use hyper::body::Bytes;
use hyper::client::conn::http1;
use hyper::rt::{Read, Write};
use hyper::{Request, StatusCode, Uri, header};
use hyper_util::rt::TokioIo;
use thiserror::Error;
use tokio::net::TcpStream;
use tokio::task::JoinSet;
use tokio_rustls::TlsConnector;
use tokio_rustls::rustls::crypto::ring;
use tokio_rustls::rustls::pki_types::ServerName;
use tokio_rustls::rustls::{ClientConfig, RootCertStore};

use super::{FetchError, FetchKeys};

/// Bytes of a set at most.
const MAX_BYTES: usize = 64 * 1024;

/// How long it may take in all. Somebody waits for it, and others behind them.
const WITHIN: Duration = Duration::from_secs(5);

/// Why keys can't be fetched from an address: a sentence for whoever starts the server.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum UrlError {
    /// It is no address.
    #[error("{0} is no address: it looks like https://example.com/.well-known/jwks.json")]
    NoUrl(String),
    /// Whoever is on the way could put keys of their own in.
    #[error("keys are fetched by https://; http:// is for this machine only, and {0} is another one")]
    NotEncrypted(String),
    /// No certificate of anybody can be checked.
    #[error("the system has no certificates to check {0} with; install ca-certificates or set SSL_CERT_FILE")]
    NoRoots(String),
}

/// Gets a JWK set by HTTPS, or by HTTP from this machine.
pub struct HttpsKeys {
    url: String,
    host: String,
    port: u16,
    uri: Uri,
    tls: Option<(TlsConnector, ServerName<'static>)>,
    within: Duration,
}

impl HttpsKeys {
    /// Keys from this address. Trusts the certificates that the system trusts, or those in `SSL_CERT_FILE`; reads them, and
    /// blocks for so long.
    ///
    /// # Errors
    /// An [`UrlError`].
    pub fn new(url: &str) -> Result<Self, UrlError> {
        let mut roots = RootCertStore::empty();
        if url.starts_with("https://") {
            roots.add_parsable_certificates(rustls_native_certs::load_native_certs().certs);
            if roots.is_empty() {
                return Err(UrlError::NoRoots(url.to_owned()));
            }
        }
        Self::trusting(url, roots)
    }

    fn trusting(url: &str, roots: RootCertStore) -> Result<Self, UrlError> {
        let no_url = || UrlError::NoUrl(url.to_owned());
        let uri: Uri = url.parse().map_err(|_| no_url())?;
        let bracketed = uri.host().filter(|host| !host.is_empty()).ok_or_else(no_url)?;
        // A host alone, or with a port that is one; never with a name and a password.
        if uri.authority().is_none_or(|authority| authority.as_str() != bracketed)
            && !has_port(&uri, bracketed)
        {
            return Err(no_url());
        }
        let host = bracketed.trim_start_matches('[').trim_end_matches(']').to_owned();
        let (port, tls) = match uri.scheme_str() {
            Some("https") => (443, Some((connector(roots), name(&host).ok_or_else(no_url)?))),
            Some("http") if is_this_machine(&host) => (80, None),
            Some("http") => return Err(UrlError::NotEncrypted(host)),
            _ => return Err(no_url()),
        };
        let port = uri.port_u16().unwrap_or(port);
        Ok(Self { url: url.to_owned(), host, port, uri, tls, within: WITHIN })
    }

    async fn get(&self) -> Result<Vec<u8>, String> {
        let tcp = TcpStream::connect((self.host.as_str(), self.port)).await;
        let tcp = tcp.map_err(|error| error.to_string())?;
        match &self.tls {
            None => self.ask(TokioIo::new(tcp)).await,
            Some((connector, name)) => {
                let tls = connector.connect(name.clone(), tcp).await.map_err(|error| error.to_string())?;
                self.ask(TokioIo::new(tls)).await
            }
        }
    }

    async fn ask(&self, line: impl Read + Write + Unpin + Send + 'static) -> Result<Vec<u8>, String> {
        let (mut sender, connection) = http1::handshake(line).await.map_err(|error| error.to_string())?;
        // Ends with this function, whichever way it does.
        let mut driving = JoinSet::new();
        driving.spawn(connection);
        let answer = sender.send_request(self.request()?).await.map_err(|error| error.to_string())?;
        if answer.status() != StatusCode::OK {
            return Err(format!("it answered {}", answer.status()));
        }
        let body = Limited::new(answer.into_body(), MAX_BYTES).collect().await;
        body.map(|body| body.to_bytes().to_vec()).map_err(|error| error.to_string())
    }

    fn request(&self) -> Result<Request<Empty<Bytes>>, String> {
        let path = self.uri.path_and_query().map_or("/", |path| path.as_str());
        let host = self.uri.authority().map_or(self.host.as_str(), |authority| authority.as_str());
        let request = Request::get(path)
            .header(header::HOST, host)
            .header(header::ACCEPT, "application/jwk-set+json, application/json")
            .header(header::USER_AGENT, concat!("webchat/", env!("CARGO_PKG_VERSION")));
        request.body(Empty::new()).map_err(|error| error.to_string())
    }
}

#[async_trait]
impl FetchKeys for HttpsKeys {
    async fn fetch(&self) -> Result<Vec<u8>, FetchError> {
        let outcome = tokio::time::timeout(self.within, self.get()).await;
        let outcome = outcome.unwrap_or_else(|_| Err("it took too long".to_owned()));
        outcome.map_err(|why| FetchError(format!("{}: {why}", self.url)))
    }
}

fn connector(roots: RootCertStore) -> TlsConnector {
    let builder = ClientConfig::builder_with_provider(Arc::new(ring::default_provider()));
    #[allow(clippy::expect_used, reason = "the provider has what TLS 1.2 and 1.3 need; the tests would show")]
    let builder = builder.with_safe_default_protocol_versions().expect("ring speaks TLS 1.2 and 1.3");
    TlsConnector::from(Arc::new(builder.with_root_certificates(roots).with_no_client_auth()))
}

fn name(host: &str) -> Option<ServerName<'static>> {
    ServerName::try_from(host.to_owned()).ok()
}

fn has_port(uri: &Uri, host: &str) -> bool {
    let rest = uri.authority().and_then(|authority| authority.as_str().strip_prefix(host)?.strip_prefix(':'));
    rest.is_some_and(|port| port.parse::<u16>().is_ok())
}

fn is_this_machine(host: &str) -> bool {
    host == "localhost" || host.parse::<IpAddr>().is_ok_and(|address| address.is_loopback())
}

#[cfg(test)]
mod tests;
