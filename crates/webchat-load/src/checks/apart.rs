//! Promise: who is out of a conversation hears nothing of it, and who is in sees what everybody sees.
//!
//! A guest was put out at the place of the notice that says so. Whatever reaches them after that, and before anybody lets
//! them in again, must not be from behind that place. What they show while they are in is compared like every other screen;
//! here it is only asked whether they show it at all.

use std::collections::HashMap;

use webchat_protocol::{ConversationId, UserId};

use super::{Check, Known, Picture, Promise, Verdict};
use crate::record::{Entry, Fact, Sight, Subject};

/// Where each guest stands.
#[derive(Debug, Default)]
pub struct Apart {
    guests: HashMap<(ConversationId, UserId), Guest>,
}

#[derive(Debug, Clone)]
enum Guest {
    /// May be in; the last place that reached them since they were let in.
    In(Option<Sight>),
    /// Out, from this place on.
    Out(u64),
}

impl Check for Apart {
    fn note(&mut self, entry: &Entry, _known: &Known, verdict: &mut Verdict) {
        match &entry.what {
            Fact::Admitting { conversation, user } => {
                self.guests.insert((conversation.clone(), user.clone()), Guest::In(None));
            }
            Fact::Removed { conversation, user, place } => {
                let before = self.guests.insert((conversation.clone(), user.clone()), Guest::Out(*place));
                // Between the removal and the answer to who removed them.
                if let Some(Guest::In(Some(last))) = before {
                    look(user, *place, &last, verdict);
                }
            }
            Fact::Reached { conversation, user, found } => {
                let key = (conversation.clone(), user.clone());
                let last = found.iter().max_by_key(|sight| sight.latest);
                let Some(last) = last else { return };
                match self.guests.entry(key).or_insert(Guest::Out(0)) {
                    Guest::Out(place) => look(user, *place, last, verdict),
                    Guest::In(known) if known.as_ref().is_none_or(|known| known.latest < last.latest) => {
                        *known = Some(last.clone());
                    }
                    Guest::In(_) => {}
                }
            }
            _ => {}
        }
    }

    fn compare(&mut self, picture: &Picture, _known: &Known, verdict: &mut Verdict) {
        for ((conversation, user), guest) in &self.guests {
            let shows = |screen: &&super::Screen| *screen.who == *user.as_str();
            let Some(screen) = picture.screens.iter().find(shows) else { continue };
            let (is_in, is_shown) =
                (matches!(guest, Guest::In(_)), screen.windows.contains_key(conversation));
            verdict.expect(Promise::Apart, is_in == is_shown, || {
                let (is, does) = if is_in { ("in", "does not show") } else { ("out of", "shows") };
                let sentence = format!("{user} is {is} {conversation}, and {does} it.");
                (Subject { conversation: Some(conversation.clone()), ..Subject::default() }, sentence)
            });
        }
    }
}

fn look(user: &UserId, place: u64, last: &Sight, verdict: &mut Verdict) {
    verdict.expect(Promise::Apart, last.latest <= place, || {
        let sentence = format!("{user} was out at {place}, and then this reached them: {last}.");
        let subject = Subject::place(&last.conversation, last.seq).and_place(place);
        (subject.seen_by(&user.as_str().into()), sentence)
    });
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::checks::hand_made::{Run, sight, user};

    fn conversation() -> ConversationId {
        sight(1, "m-1").conversation
    }

    fn admitting() -> Fact {
        Fact::Admitting { conversation: conversation(), user: user("gus") }
    }

    fn removed(place: u64) -> Fact {
        Fact::Removed { conversation: conversation(), user: user("gus"), place }
    }

    fn reached(place: u64) -> Fact {
        Fact::Reached { conversation: conversation(), user: user("gus"), found: vec![sight(place, "m")] }
    }

    fn run(facts: Vec<Fact>) -> Vec<Promise> {
        let mut run = Run::of(Apart::default());
        for fact in facts {
            run.note("gus", fact);
        }
        run.broken()
    }

    #[test]
    fn who_is_in_hears_everything_and_who_was_put_out_what_was_said_before() {
        let late = vec![admitting(), reached(2), reached(5), removed(6), reached(4)];
        assert_eq!(run(late), []);
        assert_eq!(run(vec![admitting(), removed(6), admitting(), reached(9)]), []);
    }

    #[test]
    fn who_was_never_let_in_hears_nothing() {
        assert_eq!(run(vec![reached(1)]), [Promise::Apart]);
    }

    #[test]
    fn who_was_put_out_hears_nothing_that_was_said_after_it() {
        assert_eq!(run(vec![admitting(), reached(2), removed(3), reached(4)]), [Promise::Apart]);
        let before_it_was_answered = vec![admitting(), reached(4), removed(3)];
        assert_eq!(run(before_it_was_answered), [Promise::Apart]);
    }
}
