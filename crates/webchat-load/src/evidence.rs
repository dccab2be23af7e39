//! Where everything that happens is told: it goes into the log, into what is known, through the checks, and is counted.

use std::path::Path;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Instant;

use tokio::sync::watch;

use crate::checks::{self, Check, Complaint, Heads, Known, Picture, Promise, Verdict, Violation};
use crate::record::{Entry, Fact, Log, Moment, Subject, story};
use crate::tally::Tally;

/// The witness of a run.
pub struct Evidence {
    began: Instant,
    state: Mutex<State>,
    is_broken: watch::Sender<bool>,
}

struct State {
    log: Log,
    known: Known,
    checks: Vec<Box<dyn Check>>,
    verdict: Verdict,
    tally: Tally,
    failure: Option<std::io::Error>,
}

impl Evidence {
    /// Begins a run; its log goes into `folder`.
    pub fn begin(folder: &Path) -> std::io::Result<Arc<Self>> {
        let state = State {
            log: Log::create(folder)?,
            known: Known::default(),
            checks: checks::all(),
            verdict: Verdict::default(),
            tally: Tally::default(),
            failure: None,
        };
        let (is_broken, _) = watch::channel(false);
        Ok(Arc::new(Self { began: Instant::now(), state: Mutex::new(state), is_broken }))
    }

    /// Takes down that something happened, just now.
    pub fn note(&self, who: &Arc<str>, what: Fact) {
        let mut state = self.lock();
        // Under the lock, so that the log is in the order of its times.
        let entry = Entry { at: self.now(), who: who.clone(), what };
        if let Err(error) = state.log.add(&entry) {
            state.failure.get_or_insert(error);
        }
        let State { known, checks, verdict, tally, .. } = &mut *state;
        tally.count(&entry.what, known);
        known.learn(&entry);
        tally.open = known.open();
        verdict.now = entry.at;
        for check in checks {
            check.note(&entry, known, verdict);
        }
        self.tell(&state);
    }

    /// What has to happen yet before a picture is worth taking: one thing for each check.
    pub fn waits_for(&self, heads: &Heads) -> Vec<Complaint> {
        let state = self.lock();
        state.checks.iter().filter_map(|check| check.waits_for(heads, &state.known)).collect()
    }

    /// What has to be looked for after the server's return, and from which place on.
    pub fn to_find(&self) -> Heads {
        let state = self.lock();
        state.checks.iter().flat_map(|check| check.to_find()).collect()
    }

    /// Lets the checks look at a quiet moment.
    pub fn compare(&self, picture: &Picture) {
        let mut state = self.lock();
        let State { known, checks, verdict, .. } = &mut *state;
        verdict.now = self.now();
        for check in checks {
            check.compare(picture, known, verdict);
        }
        self.tell(&state);
    }

    /// What was to come did not come in time.
    pub fn complain(&self, complaint: Complaint) {
        let mut state = self.lock();
        state.verdict.now = self.now();
        let Complaint { promise, subject, sentence } = complaint;
        state.verdict.expect(promise, false, || (subject, sentence));
        self.tell(&state);
    }

    /// Becomes true with the first violation.
    pub fn is_broken(&self) -> watch::Receiver<bool> {
        self.is_broken.subscribe()
    }

    /// What was broken, what says most first.
    pub fn violations(&self) -> Vec<Violation> {
        self.lock().verdict.violations()
    }

    /// How many things were looked at for a promise.
    pub fn checked(&self, promise: Promise) -> u64 {
        self.lock().verdict.checked(promise)
    }

    /// What was done so far.
    pub fn tally(&self) -> Tally {
        self.lock().tally.clone()
    }

    /// The time since the beginning.
    pub fn now(&self) -> Moment {
        Moment(u64::try_from(self.began.elapsed().as_micros()).unwrap_or(u64::MAX))
    }

    /// The last entries that matter to a subject, as lines.
    pub fn story(&self, subject: &Subject) -> std::io::Result<String> {
        let mut telling = story(subject);
        self.lock().log.read(|entry| telling.hear(&entry))?;
        Ok(telling.tell())
    }

    /// Writes the log to its end. An error if not all of it could be written.
    pub fn finish(&self) -> std::io::Result<()> {
        let mut state = self.lock();
        match state.failure.take() {
            Some(error) => Err(error),
            None => state.log.flush(),
        }
    }

    fn tell(&self, state: &State) {
        if state.verdict.is_broken() {
            self.is_broken.send_replace(true);
        }
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
