//! Ids that tell nothing, and hashes that are never shown.

use std::fmt;

macro_rules! id {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name([u8; 16]);

        impl $name {
            /// From 128 random bits.
            pub fn from_bytes(bytes: [u8; 16]) -> Self {
                Self(bytes)
            }

            /// The bits, to store them.
            pub fn as_bytes(&self) -> &[u8; 16] {
                &self.0
            }

            /// Reads what [`Display`](fmt::Display) writes, and nothing else: 32 digits out of 0-9 a-f.
            pub fn parse(text: &str) -> Option<Self> {
                let is_digit = |b: u8| b.is_ascii_digit() || (b'a'..=b'f').contains(&b);
                if text.len() != 32 || !text.bytes().all(is_digit) {
                    return None;
                }
                u128::from_str_radix(text, 16).ok().map(|bits| Self(bits.to_be_bytes()))
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, "{:032x}", u128::from_be_bytes(self.0))
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, "{}({self})", stringify!($name))
            }
        }
    };
}

id!(
    /// Names a session, so that its user can close it. Whoever knows it can do nothing with it. 32 digits out of 0-9 a-f.
    SessionId
);

id!(
    /// Names a link, so that it can be revoked. It is not the secret in the link's address. 32 digits out of 0-9 a-f.
    LinkId
);

/// The SHA-256 of a secret. The secret itself, 256 random bits, is known to its owner alone; nobody can find it from
/// this, so it needs no salt and no slow hash.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SecretHash([u8; 32]);

impl SecretHash {
    /// From the 32 bytes of the hash.
    pub fn from_bytes(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }

    /// The hash, to store it or look for it.
    pub fn as_bytes(&self) -> &[u8; 32] {
        &self.0
    }
}

impl fmt::Debug for SecretHash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SecretHash")
    }
}

/// A salted, slow hash of a password with its parameters, as a PHC string
/// (<https://github.com/P-H-C/phc-string-format>). Compared only to see whether it is the same record.
#[derive(Clone, PartialEq, Eq)]
pub struct PasswordHash(String);

impl PasswordHash {
    /// From the PHC string.
    pub fn new(phc: String) -> Self {
        Self(phc)
    }

    /// The PHC string, to store it or compare a password with it.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for PasswordHash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("PasswordHash")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_is_read_as_it_is_written_and_in_no_other_way() {
        let id = SessionId::from_bytes([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 255]);
        assert_eq!(id.to_string(), "000102030405060708090a0b0c0d0eff");
        assert_eq!(SessionId::parse(&id.to_string()), Some(id));
        for bad in ["", "00", "000102030405060708090A0B0C0D0EFF", "+00102030405060708090a0b0c0d0eff", "ä"] {
            assert_eq!(SessionId::parse(bad), None, "{bad}");
        }
    }

    #[test]
    fn a_hash_is_not_shown() {
        assert_eq!(format!("{:?}", SecretHash::from_bytes([7; 32])), "SecretHash");
        assert_eq!(format!("{:?}", PasswordHash::new("$argon2id$".into())), "PasswordHash");
    }
}
