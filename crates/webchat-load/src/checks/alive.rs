//! Promise: the server comes back. Whatever it does wrong as a process is noticed by whoever starts and stops it; here
//! it is counted how often it did right.

use super::{Check, Known, Promise, Verdict};
use crate::record::{Entry, Fact, Fault};

/// Counts starts, and ends that were asked for.
#[derive(Debug, Default)]
pub struct Alive;

impl Check for Alive {
    fn note(&mut self, entry: &Entry, _known: &Known, verdict: &mut Verdict) {
        if matches!(entry.what, Fact::Started { .. } | Fact::Ended { how: Fault::Stop }) {
            verdict.expect(Promise::Alive, true, Default::default);
        }
    }
}
