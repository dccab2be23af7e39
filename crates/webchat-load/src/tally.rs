//! What was done in a run, in numbers.

use std::collections::BTreeMap;

use crate::checks::Known;
use crate::record::{Answer, Fact, Fault, Heard, Intent};

/// Counts, so far.
#[derive(Debug, Clone, Default)]
pub struct Tally {
    /// Commands by kind.
    pub wanted: BTreeMap<&'static str, u64>,
    /// Tries of all of them.
    pub tries: u64,
    /// Answers that were not refusals.
    pub answers: u64,
    /// Answers to commands that were answered before.
    pub again: u64,
    /// Commands that wait for their answer.
    pub open: usize,
    /// Refusals by code.
    pub refusals: BTreeMap<String, u64>,
    /// Tries that ended without an answer.
    pub unanswered: u64,
    /// Messages and changes that clients were pushed.
    pub told: u64,
    /// Messages that clients were told when they came back.
    pub missed: u64,
    /// Times that a client had to begin a conversation afresh.
    pub resets: u64,
    /// Connections and polls.
    pub opened: BTreeMap<&'static str, u64>,
    /// What the injector did.
    pub injected: BTreeMap<Fault, u64>,
    /// How long the server took to start, in milliseconds.
    pub starts: Vec<u64>,
    /// How often a guest was put out.
    pub partings: u64,
    /// Quiet moments at which everything was compared.
    pub quiet: u64,
}

impl Tally {
    /// Counts a fact; `known` is what was known before.
    pub fn count(&mut self, fact: &Fact, known: &Known) {
        if let Fact::Answered { id, .. } = fact {
            self.again += u64::from(known.command(id).is_some_and(|wanted| wanted.is_answered));
        }
        match fact {
            Fact::Submitted { intent, .. } => *self.wanted.entry(kind(intent)).or_default() += 1,
            Fact::Tried { .. } => self.tries += 1,
            Fact::Answered { answer: Answer::Refused { code, .. }, .. } => {
                *self.refusals.entry(format!("{code:?}")).or_default() += 1;
            }
            Fact::Answered { .. } => self.answers += 1,
            Fact::Unanswered { .. } => self.unanswered += 1,
            Fact::Opened { transport, .. } => *self.opened.entry(transport.name()).or_default() += 1,
            Fact::Told { what: Heard::Live(_), .. } => self.told += 1,
            Fact::Told { what: Heard::Changes { messages, reset, .. }, .. } => {
                self.missed += messages.len() as u64;
                self.resets += u64::from(*reset);
            }
            // A power cut is told twice: as the end of the process, and with what it took.
            Fact::Injected { fault: Fault::PowerCut, .. } => {}
            Fact::Injected { fault, .. } | Fact::Ended { how: fault } => {
                *self.injected.entry(*fault).or_default() += 1;
            }
            Fact::Started { millis } => self.starts.push(*millis),
            Fact::Removed { .. } => self.partings += 1,
            Fact::Quiet => self.quiet += 1,
            _ => {}
        }
    }

    /// Commands of all kinds.
    pub fn commands(&self) -> u64 {
        self.wanted.values().sum()
    }

    /// How often the injector did something.
    pub fn of(&self, fault: Fault) -> u64 {
        self.injected.get(&fault).copied().unwrap_or_default()
    }
}

fn kind(intent: &Intent) -> &'static str {
    match intent {
        Intent::Send { .. } => "messages",
        Intent::Edit { .. } => "edits",
        Intent::React { .. } => "reactions",
        Intent::Delete { .. } => "deletions",
        Intent::Read { .. } => "read positions",
        Intent::Changes { .. } => "questions for changes",
        Intent::Typing { .. } => "typing",
    }
}
