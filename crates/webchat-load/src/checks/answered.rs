//! Promise: every command is answered, and refused only for a reason.

use std::collections::{BTreeMap, HashSet};

use webchat_protocol::{ConversationId, ErrorCode, MessageId};

use super::{Check, Complaint, Heads, Known, Promise, Verdict};
use crate::record::{Answer, Entry, Fact, Intent, Moment, Subject};

/// Remembers what is not answered yet.
#[derive(Debug, Default)]
pub struct Answered {
    open: BTreeMap<MessageId, Moment>,
    /// Messages that somebody wanted deleted: from then on others may find them gone.
    deletions: HashSet<(ConversationId, u64)>,
}

impl Answered {
    fn is_reason(&self, code: ErrorCode, intent: &Intent) -> bool {
        let is_gone = |place| self.deletions.contains(&(intent.conversation().clone(), place));
        match code {
            ErrorCode::NotFound => intent.place().is_some_and(is_gone),
            ErrorCode::TooManyReactions => matches!(intent, Intent::React { .. }),
            ErrorCode::RateLimited => matches!(intent, Intent::Typing { .. }),
            _ => false,
        }
    }
}

impl Check for Answered {
    fn note(&mut self, entry: &Entry, known: &Known, verdict: &mut Verdict) {
        match &entry.what {
            Fact::Submitted { id, intent, .. } => {
                self.open.insert(id.clone(), entry.at);
                if let Intent::Delete { conversation, seq } = intent {
                    self.deletions.insert((conversation.clone(), *seq));
                }
            }
            Fact::Answered { id, answer, .. } if answer.is_final() => {
                self.open.remove(id);
                let Some(wanted) = known.command(id) else { return };
                let is_right = match answer {
                    Answer::Refused { code, .. } => self.is_reason(*code, &wanted.intent),
                    _ => true,
                };
                verdict.expect(Promise::Answered, is_right, || {
                    let sentence =
                        format!("There was no reason to refuse \"{id}\", to {}: {answer}.", wanted.intent);
                    (Subject::command(id), sentence)
                });
            }
            _ => {}
        }
    }

    fn waits_for(&self, _heads: &Heads, known: &Known) -> Option<Complaint> {
        let (id, since) = self.open.iter().min_by_key(|(_, since)| **since)?;
        let intent = &known.command(id)?.intent;
        let count = self.open.len();
        Some(Complaint {
            promise: Promise::Answered,
            subject: Subject::command(id),
            sentence: format!("\"{id}\", to {intent}, is unanswered since {since} s ({count} are)."),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::checks::hand_made::{Run, acknowledged, ada, delete, edit, refused, sight};

    #[test]
    fn a_command_without_an_answer_is_waited_for() {
        let mut run = Run::of(Answered::default());
        run.note("ada/1", ada("m-1"));
        assert_eq!(run.waits_for(), Some(Promise::Answered));
        run.note("ada/1", refused("m-1", ErrorCode::StorageUnavailable, Some(1_000)));
        assert_eq!(run.waits_for(), Some(Promise::Answered), "it is tried again");
        run.note("ada/1", acknowledged("m-1", sight(5, "m-1")));
        assert_eq!((run.waits_for(), run.broken()), (None, vec![]));
    }

    #[test]
    fn a_refusal_needs_a_reason() {
        let mut run = Run::of(Answered::default());
        run.note("ada/1", edit("e-1", 5, "better"));
        run.note("ada/1", refused("e-1", ErrorCode::NotFound, None));
        assert_eq!(run.broken(), [Promise::Answered]);
        let mut run = Run::of(Answered::default());
        run.note("ada/2", delete("d-1", 5));
        run.note("ada/1", edit("e-1", 5, "better"));
        run.note("ada/1", refused("e-1", ErrorCode::NotFound, None));
        assert_eq!(run.broken(), [], "another device of hers wanted it deleted");
    }
}
