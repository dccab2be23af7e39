//! Reactions as they stand in a row, and putting one there or taking it away. Migration 2 says what the text is.

use webchat_core::store::{ReactionChange, Refusal};
use webchat_protocol::{Emoji, Reaction, UserId};

/// The text for a row; `None` when there are no reactions.
pub(crate) fn to_text(reactions: &[Reaction]) -> Option<String> {
    let lines = reactions.iter().map(|Reaction { emoji, user_ids }| {
        user_ids.iter().fold(emoji.as_str().to_owned(), |line, user| line + " " + user.as_str())
    });
    Some(lines.collect::<Vec<_>>().join("\n")).filter(|text| !text.is_empty())
}

/// The reactions that a text stands for; `None` when this program would not have written it.
pub(crate) fn from_text(text: &str) -> Option<Vec<Reaction>> {
    text.split('\n').map(from_line).collect()
}

fn from_line(line: &str) -> Option<Reaction> {
    let (emoji, users) = line.split_once(' ')?;
    let user_ids = users.split(' ').map(UserId::new).collect::<Result<_, _>>().ok()?;
    Some(Reaction { emoji: Emoji::new(emoji).ok()?, user_ids })
}

/// Puts a reaction there or takes it away. Answers whether that changed anything.
pub(crate) fn set(reactions: &mut Vec<Reaction>, change: &ReactionChange) -> Result<bool, Refusal> {
    let place = reactions.iter().position(|reaction| reaction.emoji == change.emoji);
    let is_on = place.is_some_and(|place| reactions[place].user_ids.contains(&change.by));
    match (change.on, place) {
        (on, _) if on == is_on => return Ok(false),
        (true, _) if is_full(reactions, change, place.is_none()) => return Err(Refusal::TooManyReactions),
        (true, Some(place)) => reactions[place].user_ids.push(change.by.clone()),
        (true, None) => {
            reactions.push(Reaction { emoji: change.emoji.clone(), user_ids: vec![change.by.clone()] });
        }
        (false, _) => take_away(reactions, change),
    }
    Ok(true)
}

fn is_full(reactions: &[Reaction], change: &ReactionChange, new_emoji: bool) -> bool {
    let all: usize = reactions.iter().map(|reaction| reaction.user_ids.len()).sum();
    all >= change.limit || (new_emoji && reactions.len() >= change.emoji_limit)
}

fn take_away(reactions: &mut Vec<Reaction>, change: &ReactionChange) {
    for reaction in reactions.iter_mut().filter(|reaction| reaction.emoji == change.emoji) {
        reaction.user_ids.retain(|user| *user != change.by);
    }
    reactions.retain(|reaction| !reaction.user_ids.is_empty());
}

#[cfg(test)]
mod tests {
    use super::*;

    fn reaction(emoji: &str, users: &[&str]) -> Reaction {
        let user_ids = users.iter().map(|user| UserId::new(user).unwrap()).collect();
        Reaction { emoji: Emoji::new(emoji).unwrap(), user_ids }
    }

    #[test]
    fn reactions_come_back_from_their_text() {
        let reactions = vec![reaction("👍🏽", &["alice", "bob"]), reaction("👩‍👩‍👧‍👦", &["carol.c@example:1-2_3"])];
        let text = to_text(&reactions).unwrap();
        assert_eq!(text, "👍🏽 alice bob\n👩‍👩‍👧‍👦 carol.c@example:1-2_3");
        assert_eq!(from_text(&text), Some(reactions));
        assert_eq!(to_text(&[]), None);
    }

    #[test]
    fn a_text_that_is_none_is_no_list() {
        let long = format!("👍 {}", "x".repeat(65));
        for text in [
            "",
            " ",
            "\n",
            "👍",
            "👍 ",
            "👍  alice",
            "👍 alice\n",
            "ok alice",
            "👍 älice",
            "👍\talice",
            &long,
        ] {
            assert_eq!(from_text(text), None, "{text:?}");
        }
    }
}
