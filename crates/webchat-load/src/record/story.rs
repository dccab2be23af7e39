//! The story of one violation: the last entries that matter to it, as sentences.

use std::collections::{HashMap, VecDeque};
use std::fmt::Write;

use webchat_protocol::ConversationId;

use super::{Entry, Fact, Heard, Subject};

/// Lines of a story: two screens.
const LINES: usize = 40;

/// Times that the same news is shown while others hear it.
const OTHERS: usize = 2;

/// The last entries that matter to a violation, as lines.
#[derive(Debug)]
pub struct Telling<'a> {
    subject: &'a Subject,
    kept: VecDeque<String>,
    left_out: usize,
    /// How often each state of a message was heard on other connections.
    heard: HashMap<(ConversationId, u64), usize>,
    repeated: usize,
}

/// Begins a story; hand it the entries in their order.
pub fn story(subject: &Subject) -> Telling<'_> {
    Telling { subject, kept: VecDeque::new(), left_out: 0, heard: HashMap::new(), repeated: 0 }
}

impl Telling<'_> {
    /// Takes an entry if it matters.
    pub fn hear(&mut self, entry: &Entry) {
        if !self.subject.matters(entry) {
            return;
        }
        if self.is_repeated(entry) {
            self.repeated += 1;
            return;
        }
        if self.kept.len() == LINES {
            self.kept.pop_front();
            self.left_out += 1;
        }
        self.kept.push_back(entry.to_string());
    }

    /// Whether others were shown to hear the same already. What the story is about is never left out.
    fn is_repeated(&mut self, entry: &Entry) -> bool {
        let Fact::Told { connection, what: Heard::Live(sight) } = &entry.what else { return false };
        if self.subject.connection == Some(*connection) || self.subject.who.as_ref() == Some(&entry.who) {
            return false;
        }
        let times = self.heard.entry((sight.conversation.clone(), sight.latest)).or_default();
        *times += 1;
        *times > OTHERS
    }

    /// The story so far.
    pub fn tell(self) -> String {
        let mut text = String::new();
        // Writing to a string can't fail.
        if self.left_out > 0 {
            let _ = writeln!(text, "  … {} earlier lines are in the log", self.left_out);
        }
        for line in self.kept {
            let _ = writeln!(text, "  {line}");
        }
        if self.repeated > 0 {
            let _ = writeln!(text, "  ({} times others heard the same is left out)", self.repeated);
        }
        text
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::checks::hand_made::{live, sight};
    use crate::record::{ConnectionId, Moment};

    #[test]
    fn what_many_hear_is_told_twice_and_what_the_story_is_about_always() {
        let subject = Subject::connection(ConnectionId(9), &ConversationId::general()).and_place(1);
        let mut telling = story(&subject);
        for connection in 1..=9 {
            let what = live(connection, sight(1, "m-1"));
            telling.hear(&Entry { at: Moment(connection), who: "ben/1".into(), what });
        }
        let told = telling.tell();
        assert_eq!(told.matches("hears on").count(), 3, "{told}");
        assert!(told.contains("hears on #9") && told.contains("6 times"), "{told}");
    }
}
