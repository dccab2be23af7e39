//! The messenger's files, out of the binary itself.

use axum::body::Body;
use axum::http::{HeaderMap, Method, StatusCode, Uri, header};
use axum::response::{Html, IntoResponse, Response};
use rust_embed::{EmbeddedFile, RustEmbed};

use crate::rest::ClassicError;

#[derive(RustEmbed)]
#[folder = "$WEBCHAT_ASSETS"]
struct Messenger;

/// What is served when the messenger was not built in.
const PLAIN: &str = include_str!("../assets/plain.html");

/// Files whose name has the hash of their content never change.
const IMMUTABLE: &str = "public, max-age=31536000, immutable";
/// Everything else is asked for again each time, and mostly answered with 304.
const REVALIDATE: &str = "no-cache";

/// Answers any path that nothing else answers: a file, the messenger's page for one of its own addresses, or 404.
pub(crate) async fn serve(method: Method, uri: Uri, headers: HeaderMap) -> Response {
    if method != Method::GET && method != Method::HEAD {
        return ClassicError::new(StatusCode::METHOD_NOT_ALLOWED, "Pages and files can only be read.")
            .into_response();
    }
    let path = uri.path().trim_start_matches('/');
    if let Some(response) = file(path, &headers) {
        return response;
    }
    let is_address = !path.rsplit('/').next().unwrap_or_default().contains('.') || accepts_html(&headers);
    if is_address {
        page(&headers)
    } else {
        ClassicError::new(StatusCode::NOT_FOUND, "There is no such file.").into_response()
    }
}

/// The messenger's page.
pub(crate) fn page(headers: &HeaderMap) -> Response {
    file("index.html", headers).unwrap_or_else(|| Html(PLAIN).into_response())
}

fn accepts_html(headers: &HeaderMap) -> bool {
    headers
        .get(header::ACCEPT)
        .and_then(|value| value.to_str().ok())
        .is_some_and(|value| value.contains("text/html"))
}

fn file(path: &str, headers: &HeaderMap) -> Option<Response> {
    // The compressed forms are no files of their own.
    if [".br", ".gz"].iter().any(|ending| path.ends_with(ending)) {
        return None;
    }
    let (file, encoding) = variant(path, headers)?;
    let tag = format!("\"{}\"", hex(&file.metadata.sha256_hash()[..12]));
    let cache = if path.starts_with("assets/") { IMMUTABLE } else { REVALIDATE };
    let answer = Response::builder()
        .header(header::CACHE_CONTROL, cache)
        .header(header::ETAG, &tag)
        .header(header::VARY, "Accept-Encoding");
    if headers.get(header::IF_NONE_MATCH).is_some_and(|known| known.as_bytes() == tag.as_bytes()) {
        return answer.status(StatusCode::NOT_MODIFIED).body(Body::empty()).ok();
    }
    let answer = answer.header(header::CONTENT_TYPE, content_type(path));
    let answer = match encoding {
        Some(encoding) => answer.header(header::CONTENT_ENCODING, encoding),
        None => answer,
    };
    answer.body(Body::from(file.data)).ok()
}

/// The smallest form that the client takes.
fn variant(path: &str, headers: &HeaderMap) -> Option<(EmbeddedFile, Option<&'static str>)> {
    let accepted =
        headers.get(header::ACCEPT_ENCODING).and_then(|value| value.to_str().ok()).unwrap_or_default();
    for (encoding, ending) in [("br", ".br"), ("gzip", ".gz")] {
        if accepted.split(',').any(|one| one.trim().split(';').next() == Some(encoding))
            && let Some(file) = Messenger::get(&format!("{path}{ending}"))
        {
            return Some((file, Some(encoding)));
        }
    }
    Some((Messenger::get(path)?, None))
}

fn content_type(path: &str) -> String {
    let guess = mime_guess::from_path(path).first_or_octet_stream();
    if guess.type_() == "text" { format!("{guess}; charset=utf-8") } else { guess.to_string() }
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |text, byte| text + &format!("{byte:02x}"))
}
