//! Keys, each with the one algorithm that it is for.

use std::fmt;
use std::sync::Arc;

use ring::hmac;
use ring::signature::{
    ECDSA_P256_SHA256_FIXED, ED25519, RSA_PKCS1_2048_8192_SHA256, RsaPublicKeyComponents, UnparsedPublicKey,
};

use super::TokenError;
use super::error::KeyFlaw;

/// Bytes of a secret at least: RFC 7518 section 3.2.
const SECRET_MIN: usize = 32;

/// A key to check signatures with.
pub(super) struct Key {
    /// Its name, in a set. A key without one is tried for every token.
    pub(super) kid: Option<String>,
    pub(super) material: Material,
}

/// What a key is made of. The kind is the algorithm: no key can be used for another one (RFC 8725 section 3.1).
pub(super) enum Material {
    /// HS256: what both sides know.
    Secret(hmac::Key),
    /// RS256: the modulus and the exponent, without leading zeros. 2,048 to 8,192 bits (RFC 7518 section 3.3).
    Rsa { n: Vec<u8>, e: Vec<u8> },
    /// ES256: an uncompressed point, 65 bytes.
    P256(Vec<u8>),
    /// `EdDSA` with Ed25519: 32 bytes (RFC 8037).
    Ed25519(Vec<u8>),
}

impl Key {
    /// Whether this is how the key's algorithm is called: RFC 7518 section 3.1; RFC 9864 calls `EdDSA` by its curve.
    fn is_called(&self, algorithm: &str) -> bool {
        match self.material {
            Material::Secret(_) => algorithm == "HS256",
            Material::Rsa { .. } => algorithm == "RS256",
            Material::P256(_) => algorithm == "ES256",
            Material::Ed25519(_) => algorithm == "EdDSA" || algorithm == "Ed25519",
        }
    }

    /// Whether the signature is this key's. Takes as long wherever it differs.
    pub(super) fn verifies(&self, signed: &[u8], signature: &[u8]) -> bool {
        let outcome = match &self.material {
            Material::Secret(secret) => hmac::verify(secret, signed, signature),
            Material::Rsa { n, e } => {
                RsaPublicKeyComponents { n, e }.verify(&RSA_PKCS1_2048_8192_SHA256, signed, signature)
            }
            Material::P256(point) => {
                UnparsedPublicKey::new(&ECDSA_P256_SHA256_FIXED, point).verify(signed, signature)
            }
            Material::Ed25519(point) => UnparsedPublicKey::new(&ED25519, point).verify(signed, signature),
        };
        outcome.is_ok()
    }
}

impl fmt::Debug for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Key")
    }
}

/// The keys of a server, a few.
#[derive(Debug, Default)]
pub(super) struct KeySet(pub(super) Vec<Arc<Key>>);

impl KeySet {
    /// The keys that a token may be signed with: those of this name, or without one; of all names, if the token has none.
    pub(super) fn candidates(&self, kid: Option<&str>, algorithm: &str) -> Result<Vec<Arc<Key>>, TokenError> {
        let named: Vec<_> = self.0.iter().filter(|key| fits(key.kid.as_deref(), kid)).collect();
        if named.is_empty() {
            return Err(TokenError::UnknownKey);
        }
        let called: Vec<_> = named.into_iter().filter(|key| key.is_called(algorithm)).cloned().collect();
        if called.is_empty() { Err(TokenError::Algorithm) } else { Ok(called) }
    }
}

fn fits(key: Option<&str>, token: Option<&str>) -> bool {
    key.is_none() || token.is_none() || key == token
}

/// The key in a file that holds a secret.
pub(super) fn from_secret(content: &[u8]) -> Result<KeySet, KeyFlaw> {
    let secret = content.strip_suffix(b"\n").unwrap_or(content);
    let secret = secret.strip_suffix(b"\r").unwrap_or(secret);
    if secret.trim_ascii_start().starts_with(b"-----BEGIN") {
        return Err(KeyFlaw::PemAsSecret);
    }
    if secret.len() < SECRET_MIN {
        return Err(KeyFlaw::ShortSecret);
    }
    let material = Material::Secret(hmac::Key::new(hmac::HMAC_SHA256, secret));
    Ok(KeySet(vec![Arc::new(Key { kid: None, material })]))
}
