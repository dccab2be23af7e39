//! What a device shows of one conversation: the client's half of "in order, without holes".
//!
//! It follows the section "Following a conversation without holes" of the protocol: a place that comes next is applied,
//! one that was passed over is asked for, and an answer that says `reset` means to read the newest page.

use std::collections::BTreeMap;

use webchat_protocol::{MessageId, MessagePage};

use crate::checks::Window;
use crate::record::Sight;

/// Events that may wait for a hole to be mended. Beyond, the answer to the question will hold them.
const AHEAD: usize = 1_000;

/// A conversation on a device.
#[derive(Debug)]
pub struct Timeline {
    window: Window,
    /// Pushed, and not next: places behind a hole.
    ahead: BTreeMap<u64, Sight>,
    /// The furthest that it is known to go: what a part of a delta said must not be forgotten while a question is out.
    head: u64,
    state: State,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum State {
    Following,
    /// A question for changes is out; under this id, once it has one. Answers to others, and second answers, say nothing
    /// about it.
    Asking(Option<MessageId>),
    /// The newest page has to be read.
    Afresh,
}

/// What the device has to do next.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Need {
    /// Nothing.
    Nothing,
    /// To ask for the changes after this place.
    Changes(u64),
    /// To read the newest page.
    Page,
}

impl Default for Timeline {
    fn default() -> Self {
        let window = Window { from: 1, ..Window::default() };
        Self { window, ahead: BTreeMap::new(), head: 0, state: State::Following }
    }
}

impl Timeline {
    /// How far it has followed.
    pub fn followed(&self) -> u64 {
        self.window.followed
    }

    /// What it shows.
    pub fn window(&self) -> &Window {
        &self.window
    }

    /// Whether the newest page has to be read yet.
    pub fn needs_page(&self) -> bool {
        self.state == State::Afresh
    }

    /// Applies a pushed message or change.
    pub fn push(&mut self, sight: &Sight) -> Need {
        if sight.latest <= self.window.followed && self.state != State::Afresh {
            self.put(sight);
            return Need::Nothing;
        }
        if self.ahead.len() < AHEAD {
            self.ahead.insert(sight.latest, sight.clone());
        }
        self.go_on()
    }

    /// Applies several, of a conversation that goes up to `head`.
    pub fn push_all(&mut self, sights: &[Sight], head: u64) -> Need {
        self.head = self.head.max(head);
        let needs: Vec<_> = sights.iter().map(|sight| self.push(sight)).collect();
        needs.into_iter().find(|need| *need != Need::Nothing).unwrap_or(Need::Nothing)
    }

    /// Begins to ask for what is new, as a client does that gave no cursor.
    pub fn ask(&mut self) -> Need {
        match self.state {
            State::Following => {
                self.state = State::Asking(None);
                Need::Changes(self.window.followed)
            }
            _ => Need::Nothing,
        }
    }

    /// Takes down under which id it was asked.
    pub fn asked(&mut self, id: MessageId) {
        if let State::Asking(asked) = &mut self.state {
            *asked = Some(id);
        }
    }

    /// Applies what was missed: what comes by itself, or the answer to a question.
    pub fn change(
        &mut self,
        messages: &[Sight],
        (seq, head): (u64, u64),
        answers: Option<&MessageId>,
    ) -> Need {
        if self.state == State::Afresh {
            return Need::Nothing;
        }
        for sight in messages {
            self.put(sight);
        }
        self.window.followed = self.window.followed.max(seq);
        self.head = self.head.max(head);
        if answers.is_some() && self.state == State::Asking(answers.cloned()) {
            self.state = State::Following;
        }
        self.go_on()
    }

    /// Forgets what it shows; the newest page has to be read.
    pub fn reset(&mut self) -> Need {
        (self.window, self.head) = (Window::default(), 0);
        self.state = State::Afresh;
        Need::Page
    }

    /// Takes the newest page.
    pub fn begin(&mut self, page: &MessagePage) -> Need {
        if self.state != State::Afresh {
            return Need::Nothing;
        }
        self.state = State::Following;
        let first = page.messages.first().map_or(1, |message| message.seq.0);
        self.window.from = if page.has_more { first } else { 1 };
        self.window.followed = page.head.0;
        for message in &page.messages {
            self.put(&Sight::from(message));
        }
        self.go_on()
    }

    /// Applies what waits, as far as it comes next. Asks for what is missing, once.
    fn go_on(&mut self) -> Need {
        if self.state == State::Afresh {
            return Need::Nothing;
        }
        while let Some((place, sight)) = self.ahead.pop_first() {
            if place > self.window.followed + 1 {
                self.ahead.insert(place, sight);
                return self.ask();
            }
            self.put(&sight);
            self.window.followed = self.window.followed.max(place);
        }
        if self.window.followed < self.head { self.ask() } else { Need::Nothing }
    }

    /// The state with the later change wins. What is older than the window only moves the cursor.
    fn put(&mut self, sight: &Sight) {
        if sight.seq < self.window.from {
            return;
        }
        let state = (sight.latest, sight.content);
        let known = self.window.messages.entry(sight.seq).or_insert(state);
        if known.0 < sight.latest {
            *known = state;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::checks::hand_made::{changed, message, sight};
    use webchat_protocol::Seq;

    fn places(timeline: &Timeline) -> Vec<(u64, u64)> {
        timeline.window.messages.iter().map(|(seq, (latest, _))| (*seq, *latest)).collect()
    }

    #[test]
    fn what_comes_next_is_applied() {
        let mut timeline = Timeline::default();
        assert_eq!(timeline.push(&sight(1, "m-1")), Need::Nothing);
        assert_eq!(timeline.push(&changed(1, 2, "m-1")), Need::Nothing);
        assert_eq!(timeline.push(&sight(1, "m-1")), Need::Nothing, "it was told before");
        assert_eq!((timeline.followed(), places(&timeline)), (2, vec![(1, 2)]));
    }

    #[test]
    fn a_hole_is_asked_for_once_and_what_is_behind_it_waits() {
        let mut timeline = Timeline::default();
        assert_eq!(timeline.push(&sight(3, "m-3")), Need::Changes(0));
        assert_eq!(timeline.push(&sight(4, "m-4")), Need::Nothing);
        assert_eq!(timeline.followed(), 0);
        let missed = [sight(1, "m-1"), sight(2, "m-2")];
        let (id, other) = (MessageId::new("c-1").unwrap(), MessageId::new("c-0").unwrap());
        timeline.asked(id.clone());
        assert_eq!(timeline.change(&[], (0, 2), Some(&other)), Need::Nothing, "the question is still out");
        assert_eq!(timeline.change(&missed, (2, 2), Some(&id)), Need::Nothing);
        assert_eq!(timeline.followed(), 4);
    }

    #[test]
    fn a_part_is_followed_by_the_question_for_the_rest() {
        let mut timeline = Timeline::default();
        assert_eq!(timeline.change(&[sight(1, "m-1")], (1, 2), None), Need::Changes(1));
        let id = MessageId::new("c-1").unwrap();
        timeline.asked(id.clone());
        assert_eq!(timeline.change(&[sight(2, "m-2")], (2, 2), Some(&id)), Need::Nothing);
        assert_eq!(timeline.followed(), 2);
    }

    #[test]
    fn the_rest_of_a_part_is_asked_for_when_the_question_that_was_out_does_not_bring_it() {
        let mut timeline = Timeline::default();
        assert_eq!(timeline.push(&sight(2, "m-2")), Need::Changes(0));
        let id = MessageId::new("c-1").unwrap();
        timeline.asked(id.clone());
        let part = [sight(1, "m-1"), sight(2, "m-2")];
        assert_eq!(timeline.change(&part, (2, 3), None), Need::Nothing, "one question at a time");
        assert_eq!(
            timeline.change(&part, (2, 2), Some(&id)),
            Need::Changes(2),
            "it was read before the part"
        );
    }

    #[test]
    fn a_reset_means_the_newest_page_and_then_what_was_pushed_meanwhile() {
        let mut timeline = Timeline::default();
        timeline.push(&sight(1, "m-1"));
        assert_eq!(timeline.reset(), Need::Page);
        assert_eq!(timeline.push(&sight(9, "m-9")), Need::Nothing);
        let page = MessagePage { messages: vec![message(8, "m-8")], has_more: true, head: Seq(8) };
        assert_eq!(timeline.begin(&page), Need::Nothing);
        assert_eq!((timeline.followed(), places(&timeline)), (9, vec![(8, 8), (9, 9)]));
        assert_eq!(timeline.push(&changed(1, 10, "m-1")), Need::Nothing);
        assert_eq!(timeline.followed(), 10, "a change of what is not loaded only moves the cursor");
    }
}
