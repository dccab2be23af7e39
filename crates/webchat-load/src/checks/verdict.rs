//! What the checks found: how often each promise was looked at, and where it was broken.

use std::collections::BTreeMap;

use super::Promise;
use crate::record::{Moment, Subject};

/// Violations that are kept of each promise. The first one is what matters; the rest follow from it, often dozens of them.
const KEPT: usize = 3;

/// Violations this close to the first one are taken to have the same cause.
const TOGETHER_MICROS: u64 = 1_000_000;

/// A broken promise.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Violation {
    /// Which one.
    pub promise: Promise,
    /// When it was noticed.
    pub at: Moment,
    /// What it is about.
    pub subject: Subject,
    /// What is wrong, in a sentence.
    pub sentence: String,
}

/// What may yet become a violation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Complaint {
    /// The promise that is not held yet.
    pub promise: Promise,
    /// What it is about.
    pub subject: Subject,
    /// What is missing, in a sentence.
    pub sentence: String,
}

/// The result so far.
#[derive(Debug, Default)]
pub struct Verdict {
    /// When it is; checks need not say it themselves.
    pub now: Moment,
    checked: BTreeMap<Promise, u64>,
    violations: Vec<Violation>,
}

impl Verdict {
    /// Counts one thing that was looked at, and if it was not as promised says so.
    pub fn expect(&mut self, promise: Promise, is_held: bool, complain: impl FnOnce() -> (Subject, String)) {
        *self.checked.entry(promise).or_default() += 1;
        let is_known =
            |violations: &[Violation]| violations.iter().filter(|it| it.promise == promise).count() >= KEPT;
        if !is_held && !is_known(&self.violations) {
            let (subject, sentence) = complain();
            self.violations.push(Violation { promise, at: self.now, subject, sentence });
        }
    }

    /// How many things were looked at for a promise.
    pub fn checked(&self, promise: Promise) -> u64 {
        self.checked.get(&promise).copied().unwrap_or_default()
    }

    /// Whether anything was broken.
    pub fn is_broken(&self) -> bool {
        !self.violations.is_empty()
    }

    /// What was broken. In front stands what says most about the cause, out of what was noticed at about the same time:
    /// a message that a kill took is missed first by whoever happens to look first.
    pub fn violations(&self) -> Vec<Violation> {
        let mut violations = self.violations.clone();
        let first = violations.first().map(|violation| violation.at.0).unwrap_or_default();
        violations.sort_by_key(|violation| {
            let is_early = violation.at.0 <= first + TOGETHER_MICROS;
            if is_early { violation.promise.rank() } else { usize::MAX }
        });
        violations
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_says_most_about_the_cause_stands_in_front() {
        let mut verdict = Verdict::default();
        for (at, promise) in [(10, Promise::Same), (20, Promise::Committed), (9_000_000, Promise::Alive)] {
            verdict.now = Moment(at);
            verdict.expect(promise, false, Default::default);
        }
        let broken: Vec<_> = verdict.violations().into_iter().map(|violation| violation.promise).collect();
        assert_eq!(broken, [Promise::Committed, Promise::Same, Promise::Alive]);
    }
}
