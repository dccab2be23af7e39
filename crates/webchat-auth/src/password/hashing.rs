//! What is computed for a password: Argon2id (RFC 9106). Slow on purpose, so nothing here runs on a thread that serves
//! others; `pool` sees to that.

use argon2::password_hash::phc::{Output, ParamsString, PasswordHash as Phc, Salt};
use argon2::password_hash::{PasswordHasher, PasswordVerifier};
use argon2::{Algorithm, Argon2, Params, Version};
use webchat_core::accounts::PasswordHash;

use crate::random::{self, Random};
use crate::{NoRandomness, Password};

/// Bytes of salt and of the hash, as RFC 9106 section 3.1 recommends.
const SALT: usize = 16;
const OUTPUT: usize = 32;

/// What hashing one password costs: whoever steals the database pays it for each guess.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Cost {
    memory_kib: u32,
    passes: u32,
}

impl Cost {
    /// 19 MiB, two passes, one lane: the first that OWASP's Password Storage Cheat Sheet names for Argon2id. Some 30 ms.
    pub const OWASP: Self = Self { memory_kib: 19 * 1024, passes: 2 };

    /// As little as Argon2id allows. It protects nothing: for tests, which hash often.
    pub const NONE: Self = Self { memory_kib: 8, passes: 1 };

    fn params(self) -> Params {
        // Both values are within the bounds of Argon2; if they were not, the default is OWASP's too.
        Params::new(self.memory_kib, self.passes, 1, Some(OUTPUT)).unwrap_or_default()
    }
}

/// Random salt for one hash.
pub(super) fn salt(random: &dyn Random) -> Result<[u8; SALT], NoRandomness> {
    random::bytes(random)
}

/// Hashes a password. `None` if there is no memory for it.
pub(super) fn hash(password: &Password, salt: [u8; SALT], cost: Cost) -> Option<PasswordHash> {
    let argon2 = Argon2::from(cost.params());
    let phc = argon2.hash_password_with_salt(password.expose().as_bytes(), &salt);
    phc.inspect_err(|error| tracing::error!(%error, "a password could not be hashed"))
        .ok()
        .map(|phc| stored(&phc))
}

/// Whether this is the password. At the cost that its hash was made with, and taking as long whichever the answer is.
pub(super) fn is_right(password: &Password, hash: &PasswordHash) -> bool {
    let compared = Argon2::default().verify_password(password.expose().as_bytes(), hash.as_str());
    match compared {
        Ok(()) => true,
        Err(argon2::password_hash::Error::PasswordInvalid) => false,
        Err(error) => {
            tracing::error!(%error, "a password could not be compared with its hash");
            false
        }
    }
}

/// The hash of no password: it was never computed, so comparing with it costs as much as with any other, and fails.
pub(super) fn decoy(cost: Cost, random: &dyn Random) -> Result<PasswordHash, NoRandomness> {
    let (salt, output): ([u8; SALT], [u8; OUTPUT]) = (random::bytes(random)?, random::bytes(random)?);
    Ok(stored(&Phc {
        algorithm: Algorithm::Argon2id.ident(),
        version: Some(Version::V0x13.into()),
        params: ParamsString::try_from(&cost.params()).unwrap_or_default(),
        salt: Salt::new(&salt).ok(),
        hash: Output::new(&output).ok(),
    }))
}

fn stored(phc: &Phc) -> PasswordHash {
    PasswordHash::new(phc.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::SystemRandom;

    fn hashed(password: &str, cost: Cost) -> PasswordHash {
        hash(&Password::new(password), [7; SALT], cost).unwrap()
    }

    #[test]
    fn a_password_is_compared_with_its_hash() {
        let stored = hashed("correct horse", Cost::NONE);
        assert!(is_right(&Password::new("correct horse"), &stored));
        for wrong in ["correct hors", "correct horse ", "Correct horse", ""] {
            assert!(!is_right(&Password::new(wrong), &stored), "{wrong:?}");
        }
    }

    #[test]
    fn the_cost_stands_in_the_hash_and_is_what_owasp_asks_for() {
        let stored = hashed("correct horse", Cost::OWASP);
        assert!(stored.as_str().starts_with("$argon2id$v=19$m=19456,t=2,p=1$"), "{}", stored.as_str());
        assert!(is_right(&Password::new("correct horse"), &stored));
    }

    #[test]
    fn a_decoy_looks_like_every_other_hash_and_fits_no_password() {
        let decoy = decoy(Cost::NONE, &SystemRandom).unwrap();
        let other = hashed("correct horse", Cost::NONE);
        let shape = |hash: &PasswordHash| {
            let parts: Vec<_> = hash.as_str().split('$').map(str::to_owned).collect();
            (parts[..4].to_vec(), parts[4].len(), parts[5].len(), parts.len())
        };
        assert_eq!(shape(&decoy), shape(&other));
        assert!(!is_right(&Password::new(""), &decoy) && !is_right(&Password::new("correct horse"), &decoy));
    }

    #[test]
    fn what_is_no_hash_is_no_password_of_anybody() {
        for bad in ["", "correct horse", "$argon2id$", "$argon2id$v=19$m=8,t=1,p=1$$", "$scrypt$a$b"] {
            assert!(!is_right(&Password::new("correct horse"), &PasswordHash::new(bad.into())), "{bad:?}");
        }
    }
}
