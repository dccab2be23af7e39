//! A token in its three parts: the compact serialization of RFC 7515 section 7.1. What is in them is not believed here.

use base64ct::{Base64UrlUnpadded, Encoding};
use serde::Deserialize;
use serde::de::{DeserializeOwned, IgnoredAny};

use super::TokenError;

/// Bytes of a token at most. The headers of a request are limited to as much by most proxies; a token with a name and a
/// picture's address has 500.
const MAX_BYTES: usize = 8 * 1024;

/// Characters of a key's name at most.
const KID_MAX: usize = 256;

/// The parts of the header that count (RFC 7515 section 4.1). `jwk`, `jku`, `x5u` and `x5c` would let a token bring its own
/// key: they are not read at all (RFC 8725 section 3.10).
#[derive(Deserialize)]
struct Header {
    alg: String,
    kid: Option<String>,
    crit: Option<IgnoredAny>,
}

/// A token whose header was read.
pub(super) struct Token<'a> {
    header: Header,
    signed: &'a str,
    payload: &'a str,
    signature: Vec<u8>,
}

impl<'a> Token<'a> {
    /// Takes a token apart. Its length is looked at before anything else.
    pub(super) fn parse(token: &'a str) -> Result<Self, TokenError> {
        if token.len() > MAX_BYTES {
            return Err(TokenError::TooLong);
        }
        let (signed, signature) = token.rsplit_once('.').ok_or(TokenError::Malformed)?;
        let (header, payload) = signed.split_once('.').ok_or(TokenError::Malformed)?;
        let header: Header = object(&decode(header)?)?;
        if header.crit.is_some() {
            return Err(TokenError::Critical);
        }
        if header.kid.as_ref().is_some_and(|kid| kid.len() > KID_MAX) {
            return Err(TokenError::UnknownKey);
        }
        Ok(Self { header, signed, payload, signature: decode(signature)? })
    }

    /// The algorithm that it says it is signed with. It chooses none.
    pub(super) fn algorithm(&self) -> &str {
        &self.header.alg
    }

    /// The name of the key that it says it is signed with.
    pub(super) fn kid(&self) -> Option<&str> {
        self.header.kid.as_deref()
    }

    /// What the signature is of.
    pub(super) fn signed(&self) -> &[u8] {
        self.signed.as_bytes()
    }

    /// The signature.
    pub(super) fn signature(&self) -> &[u8] {
        &self.signature
    }

    /// The claims, as bytes. To be read when the signature holds.
    pub(super) fn payload(&self) -> Result<Vec<u8>, TokenError> {
        decode(self.payload)
    }
}

/// A JSON object and nothing else: what reads structures would take an array for one too.
pub(super) fn object<T: DeserializeOwned>(json: &[u8]) -> Result<T, TokenError> {
    if !json.trim_ascii_start().starts_with(b"{") {
        return Err(TokenError::Malformed);
    }
    serde_json::from_slice(json).map_err(|_| TokenError::Malformed)
}

/// Base64url without padding (RFC 7515 section 2), and nothing that looks like it.
fn decode(part: &str) -> Result<Vec<u8>, TokenError> {
    Base64UrlUnpadded::decode_vec(part).map_err(|_| TokenError::Malformed)
}
