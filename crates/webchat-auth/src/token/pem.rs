//! A public key as people keep it: PEM (RFC 7468) around a `SubjectPublicKeyInfo` (RFC 5280 section 4.1.2.7).

use std::sync::Arc;

use spki::der::asn1::{BitStringRef, UintRef};
use spki::der::{self, Decode, Reader, SliceReader, pem};
use spki::{ObjectIdentifier, SubjectPublicKeyInfoRef};

use super::error::KeyFlaw;
use super::key::{Key, KeySet, Material};

/// RFC 8017 appendix C.
const RSA: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.1.1.1");
/// RFC 5480 sections 2.1.1 and 2.1.1.1.
const EC: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.10045.2.1");
const P256: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.10045.3.1.7");
/// RFC 8410 section 3.
const ED25519: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.3.101.112");

/// The key in a file that holds one.
pub(super) fn read(content: &[u8]) -> Result<KeySet, KeyFlaw> {
    let text = content.trim_ascii();
    if text.windows(b"PRIVATE KEY-----".len()).any(|window| window == b"PRIVATE KEY-----") {
        return Err(KeyFlaw::PrivateKey);
    }
    let (label, der) = pem::decode_vec(text).map_err(|_| KeyFlaw::NoPublicKey)?;
    let material = match label {
        "PUBLIC KEY" => from_info(&der),
        "RSA PUBLIC KEY" => from_rsa(&der),
        _ => None,
    };
    let material = material.ok_or(KeyFlaw::NoPublicKey)?;
    Ok(KeySet(vec![Arc::new(Key { kid: None, material })]))
}

fn from_info(der: &[u8]) -> Option<Material> {
    let info = SubjectPublicKeyInfoRef::from_der(der).ok()?;
    let BitStringRef { .. } = info.subject_public_key;
    let bits = info.subject_public_key.as_bytes()?;
    match info.algorithm.oid {
        RSA => from_rsa(bits),
        EC if info.algorithm.parameters_oid() == Ok(P256) => point(bits).map(Material::P256),
        ED25519 => (bits.len() == 32).then(|| Material::Ed25519(bits.to_vec())),
        _ => None,
    }
}

/// RFC 8017 appendix A.1.1: the modulus and the exponent.
fn from_rsa(der: &[u8]) -> Option<Material> {
    let mut reader = SliceReader::new(der).ok()?;
    let numbers =
        reader.sequence(|inner| Ok::<_, der::Error>((UintRef::decode(inner)?, UintRef::decode(inner)?)));
    let (n, e) = numbers.ok()?;
    reader.finish().ok()?;
    rsa(n.as_bytes(), e.as_bytes())
}

/// An RSA key of a size that counts as safe and is no burden to check: RFC 7518 section 3.3.
pub(super) fn rsa(n: &[u8], e: &[u8]) -> Option<Material> {
    let strip = |bytes: &[u8]| bytes.iter().position(|b| *b != 0).map(|first| bytes[first..].to_vec());
    let (n, e) = (strip(n)?, strip(e)?);
    let bits = n.len() * 8 - usize::try_from(n.first()?.leading_zeros()).ok()?;
    ((2_048..=8_192).contains(&bits) && e.len() <= 8).then_some(Material::Rsa { n, e })
}

/// An uncompressed point of P-256: SEC 1 section 2.3.3.
pub(super) fn point(bytes: &[u8]) -> Option<Vec<u8>> {
    (bytes.len() == 65 && bytes.first() == Some(&4)).then(|| bytes.to_vec())
}
