//! Why a token does not hold, and why a key can't be used.

use std::path::PathBuf;

use thiserror::Error;

/// Why a host application's token does not hold. A sentence for whoever made it: it tells nothing that is not in the token
/// or in the documentation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum TokenError {
    /// Longer than anybody needs; nothing of it was looked at.
    #[error("The token is longer than 8 KiB.")]
    TooLong,
    /// Not three parts in base64url, or no JSON in them.
    #[error("The token can't be read: it is no signed JSON Web Token.")]
    Malformed,
    /// No key of this server signs with the algorithm that the token names.
    #[error("The token's \"alg\" is not that of this server's key.")]
    Algorithm,
    /// It has a header that must be understood (RFC 7515 section 4.1.11), and none is.
    #[error("The token's \"crit\" asks for what this server does not know.")]
    Critical,
    /// No key has this name.
    #[error("The token's \"kid\" names a key that this server does not have.")]
    UnknownKey,
    /// The signature is not that of the key.
    #[error("The token's signature does not hold.")]
    Signature,
    /// A token that never ends can't be taken back.
    #[error("The token has no \"exp\": it has to end.")]
    NoExpiry,
    /// It is over.
    #[error("The token has expired.")]
    Expired,
    /// It has not begun.
    #[error("The token is not valid yet: see its \"nbf\" and the clocks.")]
    NotYet,
    /// Somebody else made it.
    #[error("The token's \"iss\" is not the one that this server was told.")]
    Issuer,
    /// It is for somebody else.
    #[error("The token's \"aud\" is not the one that this server was told.")]
    Audience,
    /// It is for somebody, and this server does not know its own name.
    #[error("The token has an \"aud\", and this server was not told its own.")]
    NoAudience,
    /// Nobody can have this id.
    #[error("The token's \"sub\" is no user id: 1 to 64 characters out of A-Z a-z 0-9 . _ @ : -")]
    Subject,
    /// The keys could not be fetched yet.
    #[error("The server has no keys to check the token with. Try again in a moment.")]
    NoKeys,
}

/// Why keys can't be used: a sentence for whoever runs the server. It never shows what is in a file.
#[derive(Debug, Error)]
pub enum KeyError {
    /// The file can't be read.
    #[error("the key file {path} can't be read: {error}")]
    File {
        /// Which.
        path: PathBuf,
        /// Why.
        error: std::io::Error,
    },
    /// What is in the file is not what it should be.
    #[error("the key file {path} can't be used: {flaw}")]
    Content {
        /// Which.
        path: PathBuf,
        /// What is wrong.
        flaw: KeyFlaw,
    },
}

/// What is wrong with a key, or with a set of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum KeyFlaw {
    /// Larger than any set of keys.
    #[error("it is larger than 64 KiB")]
    TooLarge,
    /// RFC 7518 section 3.2: a key of HS256 is as long as its hash at least.
    #[error("a secret has 32 bytes or more; make one with: openssl rand -hex 32")]
    ShortSecret,
    /// A public key is no secret.
    #[error(
        "there is a PEM key in it and no secret; a public key that were used as one would let everybody sign"
    )]
    PemAsSecret,
    /// Whoever has it can sign: it has no business here.
    #[error("there is a private key in it; this server needs the public one only")]
    PrivateKey,
    /// Neither of the kinds that are known.
    #[error(
        "there is no public key in it (PEM, \"BEGIN PUBLIC KEY\") of RSA with 2,048 bits or more, P-256 or Ed25519"
    )]
    NoPublicKey,
    /// RFC 7517 section 5.
    #[error("it is no JWK set: {{\"keys\": [...]}}")]
    NotASet,
    /// None of the keys can be used.
    #[error("no key in the set is for signatures with RS256, ES256 or EdDSA")]
    NoUsableKey,
}
