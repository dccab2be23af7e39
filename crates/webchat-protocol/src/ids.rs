//! Ids that are valid by construction: a value of one of these types has passed its rule.

use std::fmt;
use std::sync::Arc;

use serde::{Deserialize, Serialize};
use thiserror::Error;

use crate::limits::{EMOJI_CHARACTERS, MESSAGE_ID_CHARACTERS, MINTED_CHARACTERS, USER_ID_CHARACTERS};

/// Why a string is not an id. Displays as a sentence for the person who sent it.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum IdError {
    /// Not 1–64 characters of the user alphabet.
    #[error("a user id has 1 to 64 characters out of A-Z a-z 0-9 . _ @ : -")]
    User,
    /// Not 1–64 characters, or with control characters among them.
    #[error("a message id has 1 to 64 characters and no control characters")]
    Message,
    /// Not 1–16 characters, none of them outside ASCII, or with blanks or control characters among them.
    #[error("a reaction is one emoji: 1 to 16 characters, one of them outside ASCII, without blanks")]
    Emoji,
    /// Neither `general`, nor a sorted pair of user ids, nor one that a server minted.
    #[error(
        "a conversation id is \"general\", two user ids in alphabetical order with ~ between them, or \"c-\" and 22 characters out of A-Z a-z 0-9 - _"
    )]
    Conversation,
}

macro_rules! id {
    ($(#[$doc:meta])* $name:ident, $error:expr, $check:expr) => {
        #[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(try_from = "String", into = "String")]
        #[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(type = "string"))]
        #[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
        $(#[$doc])*
        pub struct $name(Arc<str>);

        impl $name {
            /// Takes the string if it follows the rule of this id.
            pub fn new(text: &str) -> Result<Self, IdError> {
                let check: fn(&str) -> bool = $check;
                if check(text) { Ok(Self(text.into())) } else { Err($error) }
            }

            /// The id as it stands on the wire.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl TryFrom<String> for $name {
            type Error = IdError;
            fn try_from(text: String) -> Result<Self, IdError> {
                Self::new(&text)
            }
        }

        impl From<$name> for String {
            fn from(id: $name) -> String {
                id.0.as_ref().to_owned()
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }
    };
}

id!(
    /// Names a user: 1–64 characters of `A–Z a–z 0–9 . _ @ : -`. Compared byte by byte.
    #[cfg_attr(feature = "schema", schemars(
        extend("minLength" = 1, "maxLength" = USER_ID_CHARACTERS, "pattern" = "^[A-Za-z0-9._@:-]+$")
    ))]
    UserId, IdError::User, is_user_id
);

id!(
    /// Names a message for its sender, who mints it: 1–64 characters without control characters. Unique per
    /// sender, so a message that is sent again is the same message.
    #[cfg_attr(feature = "schema", schemars(
        extend("minLength" = 1, "maxLength" = MESSAGE_ID_CHARACTERS, "pattern" = r"^[^\u0000-\u001f\u007f-\u009f]+$")
    ))]
    MessageId, IdError::Message,
    |text| !text.is_empty()
        && text.chars().count() <= MESSAGE_ID_CHARACTERS
        && !text.chars().any(char::is_control)
);

id!(
    /// What a user reacts with: one emoji as its code points, 1–16 of them. Which sequences are shown as one picture
    /// changes with every Unicode version, so the rule only keeps out what is surely none: plain ASCII, blanks, control
    /// characters, and marks that turn the direction of a line.
    #[cfg_attr(feature = "schema", schemars(
        extend("minLength" = 1, "maxLength" = EMOJI_CHARACTERS, "pattern" = emoji_pattern())
    ))]
    Emoji, IdError::Emoji, is_emoji
);

id!(
    /// Names a conversation: [`general`](ConversationId::general); the pair of a direct conversation as `alice~bob`, the
    /// smaller id first; or a group or channel by the id that a server [minted](ConversationId::minted) for it, `c-` and
    /// 22 characters of `A–Z a–z 0–9 - _`. `~` is in no user id, so a pair has one spelling only.
    #[cfg_attr(feature = "schema", schemars(
        extend("pattern" = "^(general|[A-Za-z0-9._@:-]{1,64}~[A-Za-z0-9._@:-]{1,64}|c-[A-Za-z0-9_-]{22})$")
    ))]
    ConversationId, IdError::Conversation,
    |text| text == GENERAL
        || pair(text).is_some_and(|(a, b)| is_user_id(a) && is_user_id(b) && a <= b)
        || is_minted(text)
);

const GENERAL: &str = "general";
const MINTED: &str = "c-";
/// Base64 for URLs (RFC 4648 section 5).
const ALPHABET: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

fn is_user_id(text: &str) -> bool {
    (1..=USER_ID_CHARACTERS).contains(&text.len())
        && text.bytes().all(|b| b.is_ascii_alphanumeric() || b"._@:-".contains(&b))
}

fn is_emoji(text: &str) -> bool {
    let turns =
        |c: char| matches!(c, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' | '\u{200E}' | '\u{200F}');
    (1..=EMOJI_CHARACTERS).contains(&text.chars().count())
        && !text.is_ascii()
        && !text.chars().any(|c| c.is_control() || c.is_whitespace() || turns(c))
}

/// The rule as a regular expression: a sign outside ASCII, between any others that are allowed.
#[cfg(feature = "schema")]
fn emoji_pattern() -> String {
    let never = r"\s\u0000-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069";
    format!(r"^[^{never}]*[^{never}\u0000-\u007f][^{never}]*$")
}

fn pair(text: &str) -> Option<(&str, &str)> {
    text.split_once('~')
}

fn is_minted(text: &str) -> bool {
    text.strip_prefix(MINTED)
        .is_some_and(|rest| rest.len() == MINTED_CHARACTERS && rest.bytes().all(|b| ALPHABET.contains(&b)))
}

impl ConversationId {
    /// The public channel that everybody is in.
    pub fn general() -> Self {
        Self(GENERAL.into())
    }

    /// The direct conversation of two users; the same whichever is named first.
    pub fn direct(one: &UserId, other: &UserId) -> Self {
        let (a, b) = if one <= other { (one, other) } else { (other, one) };
        Self(format!("{a}~{b}").into())
    }

    /// The id of a group or channel, made of 128 random bits: nobody guesses one.
    pub fn minted(random: u128) -> Self {
        let digit = |place: usize| {
            let bits = random.checked_shr(6 * u32::try_from(place).unwrap_or(u32::MAX)).unwrap_or(0);
            char::from(ALPHABET[usize::try_from(bits & 63).unwrap_or(0)])
        };
        Self(MINTED.chars().chain((0..MINTED_CHARACTERS).map(digit)).collect::<String>().into())
    }

    /// Whether it is that of a group or a channel that somebody made, and which therefore has members of its own.
    pub fn is_minted(&self) -> bool {
        is_minted(&self.0)
    }

    /// The pair of a direct conversation; `None` for a group or a channel.
    pub fn pair(&self) -> Option<(UserId, UserId)> {
        let (a, b) = pair(&self.0)?;
        Some((UserId(a.into()), UserId(b.into())))
    }

    /// Whether this user is in it by its id alone: everybody in `general`, the two of a pair in a direct conversation, nobody
    /// in a group or channel.
    pub fn includes(&self, user: &UserId) -> bool {
        match pair(&self.0) {
            Some((a, b)) => a == user.as_str() || b == user.as_str(),
            None => !self.is_minted(),
        }
    }

    /// The other one of a direct conversation, seen by `user`; `None` for a group or a channel.
    pub fn peer_of(&self, user: &UserId) -> Option<UserId> {
        let (a, b) = self.pair()?;
        Some(if a == *user { b } else { a })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_user_id_keeps_to_its_alphabet_and_length() {
        for good in ["a", "alice", "A.b_c@d:e-9", &"x".repeat(64)] {
            assert!(UserId::new(good).is_ok(), "{good} should be a user id");
        }
        for bad in ["", "al ice", "a~b", "ä", "a/b", "a\n", &"x".repeat(65)] {
            assert_eq!(UserId::new(bad), Err(IdError::User), "{bad:?} should not be a user id");
        }
    }

    #[test]
    fn a_message_id_counts_characters_not_bytes() {
        assert!(MessageId::new(&"ä".repeat(64)).is_ok());
        for bad in ["", "a\u{0}b", &"ä".repeat(65)] {
            assert_eq!(MessageId::new(bad), Err(IdError::Message));
        }
    }

    #[test]
    fn a_reaction_is_an_emoji_and_not_a_word() {
        for good in ["👍", "❤️", "👩‍👩‍👧‍👦", "🏳️‍🌈", "1️⃣", "🇩🇪", "♥"]
        {
            assert!(Emoji::new(good).is_ok(), "{good} should be a reaction");
        }
        for bad in ["", "+1", "👍 ", "a\n👍", "\u{202E}👍", &"👍".repeat(17)] {
            assert_eq!(Emoji::new(bad), Err(IdError::Emoji), "{bad:?} should not be a reaction");
        }
    }

    #[test]
    fn a_pair_has_one_spelling() {
        let (alice, bob) = (UserId::new("alice").unwrap(), UserId::new("bob").unwrap());
        let direct = ConversationId::direct(&bob, &alice);
        assert_eq!(direct.as_str(), "alice~bob");
        assert_eq!(direct, ConversationId::direct(&alice, &bob));
        assert_eq!(direct.peer_of(&alice), Some(bob.clone()));
        assert!(ConversationId::new("bob~alice").is_err());
        assert!(ConversationId::new("alice~bob~carol").is_err());
        assert!(ConversationId::new("random").is_err());
    }

    #[test]
    fn a_minted_id_holds_all_of_its_random_bits() {
        for random in [0, 1, u128::MAX, 1 << 127, 0x0123_4567_89ab_cdef_0123_4567_89ab_cdef] {
            let id = ConversationId::minted(random);
            assert_eq!(ConversationId::new(id.as_str()), Ok(id.clone()));
            assert!(id.is_minted() && id.pair().is_none());
        }
        assert_eq!(ConversationId::minted(0).as_str(), "c-AAAAAAAAAAAAAAAAAAAAAA");
        let all: std::collections::BTreeSet<_> =
            (0..128).map(|bit| ConversationId::minted(1 << bit)).collect();
        assert_eq!(all.len(), 128, "every bit makes another id");
    }

    #[test]
    fn what_nobody_minted_is_no_id() {
        let good = format!("c-{}", "x".repeat(22));
        assert!(ConversationId::new(&good).unwrap().is_minted());
        for bad in
            [&good[..23], &format!("{good}x"), "c-", "C-xxxxxxxxxxxxxxxxxxxxxx", "c-xxxxxxxxxxxxxxxxxxxxx."]
        {
            assert_eq!(ConversationId::new(bad), Err(IdError::Conversation), "{bad}");
        }
        assert!(!ConversationId::general().is_minted());
        assert!(!ConversationId::new("c-a~c-b").unwrap().is_minted());
    }
}
