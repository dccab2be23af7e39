//! Promise: the history stays the same history.

use super::{Check, Known, Picture, Promise, Verdict};
use crate::record::{Entry, Fact, Heard, Subject};

/// Compares every epoch with the first.
#[derive(Debug, Default)]
pub struct SameHistory {
    epoch: Option<String>,
}

impl SameHistory {
    fn look(&mut self, epoch: &str, subject: impl FnOnce() -> Subject, verdict: &mut Verdict) {
        let first = self.epoch.get_or_insert_with(|| epoch.to_owned());
        verdict.expect(Promise::History, first == epoch, || {
            (subject(), format!("The epoch was {first} and is {epoch} now."))
        });
    }
}

impl Check for SameHistory {
    fn note(&mut self, entry: &Entry, _known: &Known, verdict: &mut Verdict) {
        if let Fact::Told { connection, what: Heard::Confirmed { epoch: Some(epoch) } } = &entry.what {
            let subject = || Subject { connection: Some(*connection), ..Subject::default() };
            self.look(epoch, subject, verdict);
        }
    }

    fn compare(&mut self, picture: &Picture, _known: &Known, verdict: &mut Verdict) {
        self.look(&picture.epoch, Subject::default, verdict);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::checks::hand_made::{Run, confirmed};

    #[test]
    fn another_epoch_is_another_history() {
        let mut run = Run::of(SameHistory::default());
        run.note("ada/1", confirmed(1, "e"));
        run.note("ben/1", confirmed(2, "e"));
        assert_eq!(run.broken(), []);
        run.note("ada/1", confirmed(3, "f"));
        assert_eq!(run.broken(), [Promise::History]);
    }
}
