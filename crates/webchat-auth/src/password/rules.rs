//! What a password may be. Length is what counts; what everybody tries first does not count as one. No rule about digits
//! or signs: NIST SP 800-63B section 5.1.1.2 advises against them.

use webchat_protocol::UserId;

use crate::refused::{PASSWORD_MAX, PASSWORD_MIN};
use crate::{Password, PasswordFlaw};

/// The most common passwords of eight characters and more in published leaks, lower case. A list of thousands would keep
/// out more; what guessing costs here, it takes a day for a thousand.
const COMMON: [&str; 40] = [
    "00000000",
    "11111111",
    "12341234",
    "123123123",
    "12345678",
    "123456789",
    "1234567890",
    "123456789a",
    "1q2w3e4r",
    "1q2w3e4r5t",
    "1qaz2wsx",
    "87654321",
    "987654321",
    "a1234567",
    "aa123456",
    "aaaaaaaa",
    "abc12345",
    "abcd1234",
    "administrator",
    "asdfasdf",
    "asdfghjk",
    "baseball",
    "changeme",
    "computer",
    "football",
    "iloveyou",
    "internet",
    "letmein1",
    "passw0rd",
    "password",
    "password1",
    "password12",
    "password123",
    "princess",
    "q1w2e3r4",
    "qwer1234",
    "qwerty123",
    "qwertyui",
    "qwertyuiop",
    "sunshine",
];

/// Whether a user may have this password.
pub(super) fn check(password: &Password, user: &UserId) -> Result<(), PasswordFlaw> {
    let text = password.expose();
    if is_too_long(password) {
        return Err(PasswordFlaw::TooLong);
    }
    if text.chars().count() < PASSWORD_MIN {
        return Err(PasswordFlaw::TooShort);
    }
    let lower = text.to_lowercase();
    let is_one_character = text.chars().all(|c| text.starts_with(c));
    if is_one_character || lower == user.as_str().to_ascii_lowercase() || COMMON.contains(&lower.as_str()) {
        return Err(PasswordFlaw::Common);
    }
    Ok(())
}

/// Whether it can be nobody's password, so that nobody hashes a megabyte.
pub(super) fn is_too_long(password: &Password) -> bool {
    let text = password.expose();
    // Bytes first: counting the characters of a megabyte is work too.
    text.len() > PASSWORD_MAX * 4 || text.chars().count() > PASSWORD_MAX
}

#[cfg(test)]
mod tests {
    use super::*;

    fn checked(text: &str) -> Result<(), PasswordFlaw> {
        check(&Password::new(text), &UserId::new("Alice.Liddell").unwrap())
    }

    #[test]
    fn a_password_has_eight_to_256_characters_of_any_kind() {
        for good in ["correct horse", "ünïcödé!", "        x", &"ä5".repeat(128), "🐎🔋📎🐎🔋📎🐎🔋"]
        {
            assert_eq!(checked(good), Ok(()), "{good}");
        }
        for short in ["", "a", "1234567", "ääääääb"] {
            assert_eq!(checked(short), Err(PasswordFlaw::TooShort), "{short}");
        }
        for long in ["ab".repeat(129), "🐎a".repeat(129), "x".repeat(10_000_000)] {
            assert_eq!(checked(&long), Err(PasswordFlaw::TooLong));
        }
    }

    #[test]
    fn what_everybody_tries_first_is_no_password() {
        for common in ["password", "PassWord", "12345678", "alice.liddell", "ALICE.LIDDELL", "xxxxxxxxxxxx"] {
            assert_eq!(checked(common), Err(PasswordFlaw::Common), "{common}");
        }
    }

    #[test]
    fn the_list_holds_what_it_can_find() {
        for common in COMMON {
            assert!(common.len() >= PASSWORD_MIN && common == common.to_lowercase(), "{common}");
        }
    }
}
