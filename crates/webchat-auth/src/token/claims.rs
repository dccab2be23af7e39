//! What a token says (RFC 7519 section 4), and whether it holds now and here.

use serde::Deserialize;
use webchat_core::names::clean_name;
use webchat_protocol::{Timestamp, UserId};

use super::TokenError;
use super::jws::object;

/// Milliseconds that the clocks of two machines may differ (RFC 7519 section 4.1.4: "a few minutes" at most).
const LEEWAY_MS: i64 = 60_000;

/// Bytes of a picture's address at most: what browsers and proxies take.
const AVATAR_MAX: usize = 2_048;

/// What this server was told to expect.
pub(super) struct Expected {
    pub(super) issuer: Option<String>,
    pub(super) audience: Option<String>,
}

/// The claims that count. Others are not read; one of these twice, or of another type, makes the token malformed.
#[derive(Deserialize)]
pub(super) struct Claims {
    sub: Option<String>,
    exp: Option<NumericDate>,
    nbf: Option<NumericDate>,
    iss: Option<String>,
    aud: Option<Audience>,
    name: Option<String>,
    avatar: Option<String>,
    #[serde(default)]
    admin: bool,
}

/// Seconds since 1970, whole or not (RFC 7519 section 2).
#[derive(Deserialize, Clone, Copy)]
struct NumericDate(f64);

impl NumericDate {
    /// In milliseconds. What is too large or too small for a time is the last or the first one.
    #[allow(
        clippy::cast_possible_truncation,
        reason = "`as` saturates, and a part of a millisecond is nothing"
    )]
    fn millis(self) -> i64 {
        (self.0 * 1_000.0) as i64
    }
}

/// One name or several (RFC 7519 section 4.1.3).
#[derive(Deserialize)]
#[serde(untagged)]
enum Audience {
    One(String),
    Several(Vec<String>),
}

impl Audience {
    fn includes(&self, name: &str) -> bool {
        match self {
            Self::One(one) => one == name,
            Self::Several(several) => several.iter().any(|one| one == name),
        }
    }
}

/// What is known of a user whose token holds.
pub(super) struct Accepted {
    pub(super) user_id: UserId,
    pub(super) is_admin: bool,
    pub(super) name: Option<String>,
    pub(super) avatar: Option<String>,
    /// Until when it is taken: `exp` and what clocks may differ.
    pub(super) expires_at: Timestamp,
}

impl Claims {
    /// Reads the claims of a token whose signature holds.
    pub(super) fn read(payload: &[u8]) -> Result<Self, TokenError> {
        object(payload)
    }

    /// Whether they hold at this time for this server.
    pub(super) fn check(self, expected: &Expected, at: Timestamp) -> Result<Accepted, TokenError> {
        let ends = self.exp.ok_or(TokenError::NoExpiry)?.millis().saturating_add(LEEWAY_MS);
        if ends <= at.millis() {
            return Err(TokenError::Expired);
        }
        let begins = self.nbf.map_or(i64::MIN, |nbf| nbf.millis().saturating_sub(LEEWAY_MS));
        if begins > at.millis() {
            return Err(TokenError::NotYet);
        }
        if expected.issuer.is_some() && self.iss != expected.issuer {
            return Err(TokenError::Issuer);
        }
        check_audience(self.aud.as_ref(), expected.audience.as_deref())?;
        let user_id = UserId::new(&self.sub.unwrap_or_default()).map_err(|_| TokenError::Subject)?;
        Ok(Accepted {
            user_id,
            is_admin: self.admin,
            name: self.name.as_deref().and_then(clean_name),
            avatar: self.avatar.filter(|address| is_address(address)),
            expires_at: Timestamp::from_millis(ends),
        })
    }
}

fn check_audience(named: Option<&Audience>, own: Option<&str>) -> Result<(), TokenError> {
    match (named, own) {
        (None, None) => Ok(()),
        (Some(named), Some(own)) if named.includes(own) => Ok(()),
        (_, Some(_)) => Err(TokenError::Audience),
        (Some(_), None) => Err(TokenError::NoAudience),
    }
}

/// Whether it may stand where a picture's address does: never a script, and nothing that ends an attribute.
fn is_address(text: &str) -> bool {
    text.starts_with("https://")
        && text.len() <= AVATAR_MAX
        && text.bytes().all(|b| b.is_ascii_graphic() && !b"\"'<>\\`".contains(&b))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pictures_address_is_one_and_nothing_else() {
        assert!(is_address("https://example.com/a.png?size=64"));
        for bad in [
            "",
            "javascript:alert(1)",
            "data:image/svg+xml,<svg/>",
            "http://example.com/a.png",
            "/avatars/alice.webp",
            "//example.com/a.png",
            "https://example.com/\" onerror=\"alert(1)",
            "https://example.com/a b",
            "/\\example.com",
            "https://example.com/\u{202e}",
            &format!("https://{}", "a".repeat(2_048)),
        ] {
            assert!(!is_address(bad), "{bad}");
        }
    }
}
