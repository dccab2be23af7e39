//! What may come from an address, and what may not.

use std::sync::Arc;
use std::time::Duration;

use rcgen::{CertifiedKey, generate_simple_self_signed};
use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt};
use tokio::net::TcpListener;
use tokio_rustls::TlsAcceptor;
use tokio_rustls::rustls::crypto::ring;
use tokio_rustls::rustls::pki_types::PrivateKeyDer;
use tokio_rustls::rustls::{RootCertStore, ServerConfig};

use super::{FetchKeys, HttpsKeys, MAX_BYTES, UrlError};

/// Answers one request with these bytes and then says nothing more. Tells what it was asked.
async fn answer(mut line: impl AsyncRead + AsyncWrite + Unpin, bytes: &[u8]) -> String {
    let mut asked = Vec::new();
    while !asked.ends_with(b"\r\n\r\n") {
        if line.read_buf(&mut asked).await.unwrap() == 0 {
            break;
        }
    }
    let _ = line.write_all(bytes).await;
    // Until the other side goes: an answer may have no end.
    let _ = line.read(&mut [0]).await;
    String::from_utf8(asked).unwrap()
}

/// A place that gives one answer, and its port.
async fn place(bytes: Vec<u8>) -> (u16, tokio::task::JoinHandle<String>) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = listener.local_addr().unwrap().port();
    let serving = tokio::spawn(async move {
        let (line, _) = listener.accept().await.unwrap();
        answer(line, &bytes).await
    });
    (port, serving)
}

fn ok(body: &[u8]) -> Vec<u8> {
    let head = format!("HTTP/1.1 200 OK\r\ncontent-length: {}\r\n\r\n", body.len());
    [head.as_bytes(), body].concat()
}

async fn fetch(port: u16) -> Result<Vec<u8>, String> {
    let mut keys = HttpsKeys::new(&format!("http://127.0.0.1:{port}/keys.json?v=1")).unwrap();
    keys.within = Duration::from_millis(500);
    keys.fetch().await.map_err(|error| error.to_string())
}

#[tokio::test]
async fn what_is_there_comes() {
    let (port, serving) = place(ok(b"{\"keys\":[]}")).await;
    assert_eq!(fetch(port).await.unwrap(), b"{\"keys\":[]}");
    let asked = serving.await.unwrap();
    assert!(asked.starts_with("GET /keys.json?v=1 HTTP/1.1\r\n"), "{asked}");
    assert!(asked.contains(&format!("host: 127.0.0.1:{port}\r\n")), "{asked}");
}

#[tokio::test]
async fn so_much_comes_and_no_more() {
    let (port, _) = place(ok(&vec![b'x'; MAX_BYTES])).await;
    assert_eq!(fetch(port).await.unwrap().len(), MAX_BYTES);
    let (port, _) = place(ok(&vec![b'x'; MAX_BYTES + 1])).await;
    assert!(fetch(port).await.is_err());
    let endless = [b"HTTP/1.1 200 OK\r\n\r\n".to_vec(), vec![b'x'; 10 * MAX_BYTES]].concat();
    let (port, _) = place(endless).await;
    assert!(fetch(port).await.is_err());
}

#[tokio::test]
async fn only_an_answer_of_the_place_itself_counts() {
    for head in [
        "HTTP/1.1 404 Not Found\r\ncontent-length: 0\r\n\r\n",
        "HTTP/1.1 302 Found\r\nlocation: http://127.0.0.1:9/\r\ncontent-length: 0\r\n\r\n",
        "HTTP/1.1 204 No Content\r\n\r\n",
        "SSH-2.0-OpenSSH_9.2\r\n",
        "",
    ] {
        let (port, _) = place(head.as_bytes().to_vec()).await;
        assert!(fetch(port).await.is_err(), "{head}");
    }
    let (port, _) = place(b"HTTP/1.1 404 Not Found\r\ncontent-length: 0\r\n\r\n".to_vec()).await;
    let sentence = fetch(port).await.unwrap_err();
    assert_eq!(sentence, format!("http://127.0.0.1:{port}/keys.json?v=1: it answered 404 Not Found"));
}

#[tokio::test]
async fn a_place_that_never_ends_is_left() {
    for slow in [&b""[..], b"HTTP/1.1 200 OK\r\n", b"HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\nabc"] {
        let (port, _) = place(slow.to_vec()).await;
        let sentence = fetch(port).await.unwrap_err();
        assert!(sentence.ends_with("it took too long"), "{sentence}");
    }
}

#[tokio::test]
async fn nobody_there_is_a_sentence() {
    let port = {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        listener.local_addr().unwrap().port()
    };
    assert!(fetch(port).await.unwrap_err().starts_with(&format!("http://127.0.0.1:{port}/keys.json?v=1: ")));
}

#[test]
fn keys_come_encrypted_or_from_this_machine() {
    let new = |url: &str| HttpsKeys::trusting(url, RootCertStore::empty()).map(|keys| (keys.host, keys.port));
    for (url, host, port) in [
        ("https://example.com/keys.json", "example.com", 443),
        ("https://example.com:8443", "example.com", 8_443),
        ("https://[2001:db8::1]/", "2001:db8::1", 443),
        ("http://localhost:4000/", "localhost", 4_000),
        ("http://127.0.0.1/", "127.0.0.1", 80),
        ("http://[::1]:4000/", "::1", 4_000),
    ] {
        assert_eq!(new(url), Ok((host.to_owned(), port)), "{url}");
    }
    for url in [
        "http://example.com/",
        "http://10.0.0.1/",
        "http://localhost.example.com/",
        "http://127.0.0.1.example/",
    ] {
        assert!(matches!(new(url), Err(UrlError::NotEncrypted(_))), "{url}");
    }
    for url in [
        "",
        "example.com",
        "/keys.json",
        "file:///etc/passwd",
        "ftp://example.com/",
        "https://",
        "https:///x",
        "https://user:secret@example.com/",
        "https://exa mple.com/",
        "https://example.com:99999/",
    ] {
        assert_eq!(new(url), Err(UrlError::NoUrl(url.to_owned())), "{url}");
    }
}

/// A place with a certificate for `localhost` that nobody signed but itself.
async fn place_with_certificate() -> (u16, RootCertStore) {
    let CertifiedKey { cert, signing_key } = generate_simple_self_signed(["localhost".to_owned()]).unwrap();
    let key = PrivateKeyDer::try_from(signing_key.serialize_der()).unwrap();
    let config = ServerConfig::builder_with_provider(Arc::new(ring::default_provider()))
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_no_client_auth()
        .with_single_cert(vec![cert.der().clone()], key)
        .unwrap();
    let mut roots = RootCertStore::empty();
    roots.add(cert.der().clone()).unwrap();
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = listener.local_addr().unwrap().port();
    tokio::spawn(async move {
        let acceptor = TlsAcceptor::from(Arc::new(config));
        let (line, _) = listener.accept().await.unwrap();
        if let Ok(line) = acceptor.accept(line).await {
            answer(line, &ok(b"by TLS")).await;
        }
    });
    (port, roots)
}

#[tokio::test]
async fn a_place_proves_who_it_is() {
    let fetch = async |host: &str, port: u16, roots: RootCertStore| {
        let keys = HttpsKeys::trusting(&format!("https://{host}:{port}/"), roots).unwrap();
        keys.fetch().await.map_err(|error| error.to_string())
    };
    let (port, roots) = place_with_certificate().await;
    assert_eq!(fetch("localhost", port, roots).await.unwrap(), b"by TLS");
    let (port, _) = place_with_certificate().await;
    let unknown = fetch("localhost", port, RootCertStore::empty()).await.unwrap_err();
    assert!(unknown.contains("certificate"), "{unknown}");
    let (port, roots) = place_with_certificate().await;
    let another = fetch("127.0.0.1", port, roots).await.unwrap_err();
    assert!(another.contains("certificate"), "{another}");
}
