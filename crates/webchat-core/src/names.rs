//! What a name to show may be: one line that says what it seems to say.

use webchat_protocol::{ErrorCode, NAME_CHARACTERS, Problem};

/// A name is 1–64 characters on one line, without blanks around it, with something to see in it, and without marks that
/// turn the direction of what stands beside it.
pub fn check_name(name: &str) -> Result<&str, Problem> {
    let name = name.trim();
    let length = name.chars().count();
    if length > NAME_CHARACTERS || !name.chars().any(is_seen) || name.chars().any(is_forbidden) {
        let sentence = format!(
            "A name has 1 to {NAME_CHARACTERS} characters on one line, and none that hide or turn it."
        );
        return Err(Problem::new(ErrorCode::BadField, sentence));
    }
    Ok(name)
}

/// What can be shown of a name that somebody else vouches for: without what a name may not have, and cut. `None` if nothing
/// is left to see.
pub fn clean_name(name: &str) -> Option<String> {
    // Four times what is kept is enough to look at: the rest of a name of megabytes is nothing but work.
    let allowed = name.chars().take(4 * NAME_CHARACTERS).filter(|c| !is_forbidden(*c));
    let cleaned: String = allowed.collect::<String>().trim().chars().take(NAME_CHARACTERS).collect();
    let cleaned = cleaned.trim_end();
    cleaned.chars().any(is_seen).then(|| cleaned.to_owned())
}

/// Whether a line holds nothing that hides or turns it.
pub(crate) fn is_line(text: &str) -> bool {
    !text.chars().any(is_forbidden)
}

/// Control characters, line ends, marks and overrides of direction (Unicode Standard Annex 9), and characters of no width
/// that make two names look the same. Joiners stay: emoji and Persian need them.
fn is_forbidden(c: char) -> bool {
    c.is_control()
        || matches!(c,
            '\u{00AD}' | '\u{061C}' | '\u{180E}' | '\u{200B}' | '\u{200E}' | '\u{200F}' | '\u{2028}'..='\u{202E}'
            | '\u{2060}'..='\u{206F}' | '\u{FEFF}' | '\u{FFF9}'..='\u{FFFB}')
}

/// Whether there is anything to see: no blank, none of the fillers that are shown as one, and not only a mark on what
/// stands before.
fn is_seen(c: char) -> bool {
    !(c.is_whitespace()
        || is_forbidden(c)
        || matches!(c,
            '\u{034F}' | '\u{115F}' | '\u{1160}' | '\u{17B4}' | '\u{17B5}' | '\u{200C}' | '\u{200D}' | '\u{2800}'
            | '\u{3164}' | '\u{FE00}'..='\u{FE0F}' | '\u{FFA0}' | '\u{E0000}'..='\u{E0FFF}'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_may_be_in_any_script() {
        for good in [
            "A",
            "Älice Liddell",
            "李明",
            "محمد",
            "می\u{200C}خواهم",
            "👩\u{200D}👩\u{200D}👧",
            "🏴\u{E0067}\u{E0062}\u{E0073}\u{E0063}\u{E0074}\u{E007F}",
            &"ä".repeat(64),
        ] {
            assert_eq!(check_name(&format!("  {good} ")), Ok(good));
            assert_eq!(clean_name(good).as_deref(), Some(good));
        }
    }

    #[test]
    fn a_name_that_hides_or_turns_is_none() {
        for (bad, cleaned) in [
            ("", None),
            (" \u{3000} ", None),
            ("\u{200D}\u{FE0F}", None),
            ("\u{3164}", None),
            ("al\u{0}ice", Some("alice")),
            ("al\nice", Some("alice")),
            ("al\u{85}ice", Some("alice")),
            ("al\u{2028}ice", Some("alice")),
            ("\u{202E}ecila", Some("ecila")),
            ("alice\u{2066}", Some("alice")),
            ("\u{200F}alice", Some("alice")),
            ("al\u{200B}ice", Some("alice")),
            ("\u{FEFF}alice", Some("alice")),
        ] {
            assert!(check_name(bad).is_err(), "{bad:?}");
            assert_eq!(clean_name(bad).as_deref(), cleaned, "{bad:?}");
        }
    }

    #[test]
    fn a_name_that_is_too_long_is_refused_or_cut() {
        let long = "ä".repeat(65);
        assert!(check_name(&long).is_err());
        assert_eq!(clean_name(&long), Some("ä".repeat(64)));
        assert_eq!(clean_name(&"x".repeat(10_000_000)), Some("x".repeat(64)));
        assert_eq!(clean_name(&format!("{} b", "a".repeat(63))), Some("a".repeat(63)), "no blank at its end");
    }
}
