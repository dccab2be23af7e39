//! A host application that signs tokens, and one that would like to.

use base64ct::{Base64UrlUnpadded, Encoding};
use ring::hmac;
use ring::rand::SystemRandom;
use ring::rsa::{KeyPair as RsaKeyPair, KeyPairComponents, PublicKeyComponents};
use ring::signature::{
    ECDSA_P256_SHA256_FIXED_SIGNING, EcdsaKeyPair, Ed25519KeyPair, KeyPair, RSA_PKCS1_SHA256,
};
use serde_json::{Value, json};

pub fn encode(bytes: impl AsRef<[u8]>) -> String {
    Base64UrlUnpadded::encode_string(bytes.as_ref())
}

pub fn decode(text: &str) -> Vec<u8> {
    Base64UrlUnpadded::decode_vec(text).unwrap()
}

/// A key of the host application's, to sign with.
pub enum Signer {
    Hs256(Vec<u8>),
    Rs256(Box<RsaKeyPair>),
    Es256(EcdsaKeyPair),
    Ed25519(Ed25519KeyPair),
}

/// `-----BEGIN …-----` around some bytes.
pub fn pem(label: &str, der: &[u8]) -> String {
    let text = base64ct::Base64::encode_string(der);
    let lines: Vec<&str> =
        text.as_bytes().chunks(64).map(|line| std::str::from_utf8(line).unwrap()).collect();
    format!("-----BEGIN {label}-----\n{}\n-----END {label}-----\n", lines.join("\n"))
}

impl Signer {
    pub fn secret() -> Self {
        Self::Hs256(b"a secret of forty characters, not bytes!".to_vec())
    }

    /// The key of RFC 7515, appendix A.2, which everybody has. 2,048 bits.
    pub fn rsa() -> Self {
        let key: Value = serde_json::from_str(include_str!("rfc7515-a2.json")).unwrap();
        let part = |name: &str| decode(key[name].as_str().unwrap());
        let public_key = PublicKeyComponents { n: part("n"), e: part("e") };
        let components = KeyPairComponents {
            public_key,
            d: part("d"),
            p: part("p"),
            q: part("q"),
            dP: part("dp"),
            dQ: part("dq"),
            qInv: part("qi"),
        };
        Self::Rs256(Box::new(RsaKeyPair::from_components(&components).unwrap()))
    }

    pub fn p256() -> Self {
        let random = SystemRandom::new();
        let pkcs8 = EcdsaKeyPair::generate_pkcs8(&ECDSA_P256_SHA256_FIXED_SIGNING, &random).unwrap();
        Self::Es256(
            EcdsaKeyPair::from_pkcs8(&ECDSA_P256_SHA256_FIXED_SIGNING, pkcs8.as_ref(), &random).unwrap(),
        )
    }

    pub fn ed25519() -> Self {
        let pkcs8 = Ed25519KeyPair::generate_pkcs8(&SystemRandom::new()).unwrap();
        Self::Ed25519(Ed25519KeyPair::from_pkcs8(pkcs8.as_ref()).unwrap())
    }

    pub fn algorithm(&self) -> &'static str {
        match self {
            Self::Hs256(_) => "HS256",
            Self::Rs256(_) => "RS256",
            Self::Es256(_) => "ES256",
            Self::Ed25519(_) => "EdDSA",
        }
    }

    pub fn sign(&self, text: &str) -> Vec<u8> {
        let (random, text) = (SystemRandom::new(), text.as_bytes());
        match self {
            Self::Hs256(secret) => {
                hmac::sign(&hmac::Key::new(hmac::HMAC_SHA256, secret), text).as_ref().to_vec()
            }
            Self::Rs256(key) => {
                let mut signature = vec![0; key.public().modulus_len()];
                key.sign(&RSA_PKCS1_SHA256, &random, text, &mut signature).unwrap();
                signature
            }
            Self::Es256(key) => key.sign(&random, text).unwrap().as_ref().to_vec(),
            Self::Ed25519(key) => key.sign(text).as_ref().to_vec(),
        }
    }

    /// A token with these claims.
    pub fn token(&self, claims: &Value) -> String {
        self.token_with(&json!({ "alg": self.algorithm(), "typ": "JWT" }), &claims.to_string())
    }

    /// A token with this header and these bytes as claims.
    pub fn token_with(&self, header: &Value, claims: &str) -> String {
        let signed = format!("{}.{}", encode(header.to_string()), encode(claims));
        let signature = encode(self.sign(&signed));
        format!("{signed}.{signature}")
    }

    /// The public part as it stands in a `SubjectPublicKeyInfo`.
    pub fn public_bits(&self) -> Vec<u8> {
        match self {
            Self::Hs256(_) => panic!("a secret has no public part"),
            Self::Rs256(key) => key.public().as_ref().to_vec(),
            Self::Es256(key) => key.public_key().as_ref().to_vec(),
            Self::Ed25519(key) => key.public_key().as_ref().to_vec(),
        }
    }

    /// The public part as DER: RFC 8017 appendix A.1, RFC 5480, RFC 8410.
    pub fn public_der(&self) -> Vec<u8> {
        let prefix = match self {
            Self::Hs256(_) => panic!("a secret has no public part"),
            Self::Rs256(_) => "30820122300d06092a864886f70d01010105000382010f00",
            Self::Es256(_) => "3059301306072a8648ce3d020106082a8648ce3d030107034200",
            Self::Ed25519(_) => "302a300506032b6570032100",
        };
        [hex(prefix), self.public_bits()].concat()
    }

    pub fn public_pem(&self) -> String {
        pem("PUBLIC KEY", &self.public_der())
    }

    /// The public part as a JWK.
    pub fn jwk(&self, kid: &str) -> Value {
        let bits = match self {
            Self::Hs256(secret) => {
                return json!({ "kty": "oct", "kid": kid, "k": encode(secret), "alg": "HS256" });
            }
            _ => self.public_bits(),
        };
        match self {
            Self::Rs256(key) => json!({
                "kty": "RSA", "kid": kid, "alg": "RS256", "use": "sig",
                "n": encode(PublicKeyComponents::<Vec<u8>>::from(key.public()).n), "e": "AQAB",
            }),
            Self::Es256(_) => json!({
                "kty": "EC", "crv": "P-256", "kid": kid,
                "x": encode(&bits[1..33]), "y": encode(&bits[33..]),
            }),
            _ => json!({ "kty": "OKP", "crv": "Ed25519", "kid": kid, "x": encode(bits) }),
        }
    }
}

/// A JWK set.
pub fn set(keys: &[Value]) -> String {
    json!({ "keys": keys }).to_string()
}

pub fn hex(text: &str) -> Vec<u8> {
    (0..text.len()).step_by(2).map(|at| u8::from_str_radix(&text[at..at + 2], 16).unwrap()).collect()
}
