//! Public keys as applications publish them: JWK sets (RFC 7517, RFC 7518 section 6, RFC 8037 section 2).

use std::sync::Arc;

use base64ct::{Base64UrlUnpadded, Encoding};
use serde::Deserialize;
use serde_json::Value;

use super::error::KeyFlaw;
use super::key::{Key, KeySet, Material};
use super::pem::{point, rsa};

/// Keys of a set that are used at most. An issuer has two or three, the next one among them; a token without a name of a
/// key is tried with each.
const KEYS: usize = 16;

#[derive(Deserialize)]
struct Set {
    keys: Vec<Value>,
}

#[derive(Deserialize)]
struct Jwk {
    kty: String,
    kid: Option<String>,
    alg: Option<String>,
    #[serde(rename = "use")]
    purpose: Option<String>,
    key_ops: Option<Vec<String>>,
    crv: Option<String>,
    n: Option<String>,
    e: Option<String>,
    x: Option<String>,
    y: Option<String>,
    d: Option<serde::de::IgnoredAny>,
}

/// The keys of a set that can be used. The others are skipped, as RFC 7517 section 5 asks: of other kinds, for encryption,
/// for other algorithms, and secrets, which have no business in a set that is published.
pub(super) fn read_set(content: &[u8]) -> Result<KeySet, KeyFlaw> {
    let set: Set = serde_json::from_slice(content).map_err(|_| KeyFlaw::NotASet)?;
    let parsed = set.keys.into_iter().filter_map(|value| serde_json::from_value::<Jwk>(value).ok());
    let parsed: Vec<Jwk> = parsed.collect();
    if parsed.iter().any(|jwk| jwk.d.is_some()) {
        return Err(KeyFlaw::PrivateKey);
    }
    let keys: Vec<_> = parsed.into_iter().filter_map(key).take(KEYS).map(Arc::new).collect();
    if keys.is_empty() { Err(KeyFlaw::NoUsableKey) } else { Ok(KeySet(keys)) }
}

fn key(jwk: Jwk) -> Option<Key> {
    let is_for_signatures = jwk.purpose.as_deref().is_none_or(|purpose| purpose == "sig")
        && jwk.key_ops.as_ref().is_none_or(|ops| ops.iter().any(|op| op == "verify"));
    if !is_for_signatures {
        return None;
    }
    let (material, algorithms) = match (jwk.kty.as_str(), jwk.crv.as_deref()) {
        ("RSA", _) => (rsa(&decode(jwk.n.as_ref())?, &decode(jwk.e.as_ref())?)?, ["RS256", "RS256"]),
        ("EC", Some("P-256")) => (Material::P256(p256(&jwk)?), ["ES256", "ES256"]),
        ("OKP", Some("Ed25519")) => (ed25519(&jwk)?, ["EdDSA", "Ed25519"]),
        _ => return None,
    };
    let is_ours = jwk.alg.as_deref().is_none_or(|alg| algorithms.contains(&alg));
    is_ours.then_some(Key { kid: jwk.kid, material })
}

/// RFC 7518 section 6.2.1: both coordinates in full length.
fn p256(jwk: &Jwk) -> Option<Vec<u8>> {
    let (x, y) = (decode(jwk.x.as_ref())?, decode(jwk.y.as_ref())?);
    if (x.len(), y.len()) != (32, 32) {
        return None;
    }
    point(&[&[4], x.as_slice(), y.as_slice()].concat())
}

fn ed25519(jwk: &Jwk) -> Option<Material> {
    let x = decode(jwk.x.as_ref())?;
    (x.len() == 32).then_some(Material::Ed25519(x))
}

fn decode(text: Option<&String>) -> Option<Vec<u8>> {
    Base64UrlUnpadded::decode_vec(text?).ok()
}
