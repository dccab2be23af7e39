//! What must not be shown. These types print nothing, so that no log can hold what is in them.

use std::fmt;

use base64ct::{Base64UrlUnpadded, Encoding};
use ring::digest::{SHA256, digest};
use webchat_core::accounts::SecretHash;

use crate::random::{self, NoRandomness, Random};

macro_rules! unshown {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Clone)]
        pub struct $name(String);

        impl $name {
            /// Takes it as it came.
            pub fn new(text: impl Into<String>) -> Self {
                Self(text.into())
            }

            /// The text itself: to compare it, or to hand it to its owner.
            pub fn expose(&self) -> &str {
                &self.0
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(stringify!($name))
            }
        }
    };
}

unshown!(
    /// What somebody typed as their password.
    Password
);

unshown!(
    /// What stands for somebody: a session's cookie, a program's token, a host application's token, the last part of a
    /// link's address.
    Secret
);

/// What a program's token begins with, so that people and scanners see what it is.
pub(crate) const PROGRAM_PREFIX: &str = "wct_";

/// Random bytes in a secret: 256 bits, which nobody guesses and which need no slow hash (OWASP asks for 64 or more).
const BYTES: usize = 32;

/// Characters of [`BYTES`] in base64url without padding.
const CHARACTERS: usize = 43;

/// Makes a secret that begins with `prefix`, and what it will be found by.
pub(crate) fn mint(random: &dyn Random, prefix: &str) -> Result<(Secret, SecretHash), NoRandomness> {
    let bytes: [u8; BYTES] = random::bytes(random)?;
    let secret = Secret(format!("{prefix}{}", Base64UrlUnpadded::encode_string(&bytes)));
    let hash = hash(&secret.0);
    Ok((secret, hash))
}

/// What a secret that begins with `prefix` is found by; `None` for what [`mint`] can't have made. Costs nothing that grows
/// with what came.
pub(crate) fn find_by(secret: &Secret, prefix: &str) -> Option<SecretHash> {
    let rest = secret.0.strip_prefix(prefix)?;
    let is_base64url = |b: u8| b.is_ascii_alphanumeric() || b == b'-' || b == b'_';
    (rest.len() == CHARACTERS && rest.bytes().all(is_base64url)).then(|| hash(&secret.0))
}

fn hash(text: &str) -> SecretHash {
    let mut bytes = [0; 32];
    bytes.copy_from_slice(digest(&SHA256, text.as_bytes()).as_ref());
    SecretHash::from_bytes(bytes)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::SystemRandom;

    #[test]
    fn a_secret_is_found_by_its_hash_and_no_two_are_the_same() {
        let (one, one_hash) = mint(&SystemRandom, PROGRAM_PREFIX).unwrap();
        let (other, other_hash) = mint(&SystemRandom, PROGRAM_PREFIX).unwrap();
        assert_eq!(find_by(&one, PROGRAM_PREFIX), Some(one_hash));
        assert_ne!(one.expose(), other.expose());
        assert_ne!(one_hash, other_hash);
        assert_eq!((one.expose().len(), find_by(&one, "")), (4 + 43, None), "a program's token is no cookie");
    }

    #[test]
    fn a_secret_is_not_shown() {
        let shown = format!("{:?} {:?}", Secret::new("tell nobody"), Password::new("tell nobody"));
        assert_eq!(shown, "Secret Password");
    }

    proptest! {
        #[test]
        fn what_nobody_made_is_not_looked_for(text in ".{0,200}") {
            let is_made = text.len() == 43 && text.bytes().all(|b| b.is_ascii_alphanumeric() || b"-_".contains(&b));
            prop_assert_eq!(find_by(&Secret::new(text), "").is_some(), is_made);
        }
    }
}
