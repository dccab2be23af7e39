//! Moving the log into the database, beside the commits rather than in them.
//!
//! A commit that also checkpoints pays for two more syncs and for writing pages all over the file. So a thread of
//! its own does that. While commits keep coming it never quite catches up, and the log would grow without end:
//! once it is large, the writer moves the few pages that are left between two commits, and starts it anew.

use std::path::Path;
use std::sync::atomic::{AtomicBool, AtomicI32, Ordering};
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::{Builder, JoinHandle};
use std::time::Duration;

use rusqlite::hooks::Wal;
use rusqlite::{Connection, Result};

use crate::connect;
use crate::epoch::Witness;

/// Pages added to the log after which it is worth moving: 4 MiB. A page that was written several times is moved once.
const DUE: i32 = 1024;

/// Pages in the log from which on it is started anew: 16 MiB. What a crash leaves to recover stays a matter of
/// milliseconds, and looking a page up in the log stays cheap.
const LARGE: i32 = 4 * DUE;

/// Pages in the log from which on the writer waits for the thread, if the disk is so slow: 64 MiB at most.
const TOO_LARGE: i32 = 4 * LARGE;

/// How long the writer waits for readers of the old log before it leaves the log as it is till the next time.
/// Commits wait meanwhile.
const RESTART_WAIT: Duration = Duration::from_millis(50);

/// What the writer and the thread tell each other.
#[derive(Default)]
struct Shared {
    /// The thread has moved what it could, and the log is so large that it should start anew.
    large: AtomicBool,
    /// Held while the thread moves pages.
    moving: Mutex<()>,
}

/// The writer's end of it.
pub(crate) struct Checkpoints {
    due: SyncSender<()>,
    shared: Arc<Shared>,
    thread: JoinHandle<()>,
    witness: Arc<Witness>,
    /// Pages in the log after the latest commit.
    in_log: Arc<AtomicI32>,
    /// How many there were when the thread was last told.
    asked_at: i32,
}

impl Checkpoints {
    /// Starts the thread, and counts the pages that `writer` writes to the log.
    /// `witness` notes what is stored after each checkpoint and at the end.
    pub(crate) fn start(path: &Path, writer: &mut Connection, witness: Witness) -> std::io::Result<Self> {
        let db = connect::checkpointer(path).map_err(std::io::Error::other)?;
        let witness = Arc::new(witness);
        // One is enough: a checkpoint moves all there is.
        let (due, when) = sync_channel(1);
        let shared = Arc::<Shared>::default();
        let (seen, notes) = (Arc::clone(&shared), Arc::clone(&witness));
        let thread =
            Builder::new().name("webchat-checkpoint".into()).spawn(move || run(&db, &when, &seen, &notes))?;
        let in_log = Arc::new(AtomicI32::new(0));
        let counted = Arc::clone(&in_log);
        let count = move |_: &mut Wal, pages| {
            counted.store(pages, Ordering::Relaxed);
            Ok(())
        };
        writer.wal_hook(Some(count)).map_err(std::io::Error::other)?;
        Ok(Self { due, shared, thread, witness, in_log, asked_at: 0 })
    }

    /// Called by the writer between two commits.
    pub(crate) fn after_commit(&mut self, db: &Connection) {
        let pages = self.in_log.load(Ordering::Relaxed);
        if pages < self.asked_at {
            self.asked_at = 0;
        }
        let grown = pages - self.asked_at >= DUE;
        if grown {
            self.asked_at = pages;
            // When one is waiting already, it will move these pages too.
            let _ = self.due.try_send(());
        }
        if self.shared.large.swap(false, Ordering::Relaxed) || (grown && pages > TOO_LARGE) {
            let _thread_is_done = self.shared.moving.lock().unwrap_or_else(PoisonError::into_inner);
            report(restart(db));
        }
    }

    /// Ends the thread and empties the log, so that the database is one file again.
    pub(crate) fn finish(self, db: &Connection) {
        drop(self.due);
        if self.thread.join().is_err() {
            tracing::error!("the checkpoint thread had panicked");
        }
        report(checkpoint(db, "PRAGMA wal_checkpoint(TRUNCATE)"));
        self.witness.note(db);
    }
}

fn run(db: &Connection, due: &Receiver<()>, shared: &Shared, witness: &Witness) {
    while due.recv().is_ok() {
        let moving = shared.moving.lock().unwrap_or_else(PoisonError::into_inner);
        match checkpoint(db, "PRAGMA wal_checkpoint(PASSIVE)") {
            Ok(pages) => shared.large.store(pages > LARGE, Ordering::Relaxed),
            Err(error) => report(Err(error)),
        }
        drop(moving);
        witness.note(db);
    }
}

fn restart(db: &Connection) -> Result<i32> {
    db.busy_timeout(RESTART_WAIT)?;
    let outcome = checkpoint(db, "PRAGMA wal_checkpoint(RESTART)");
    db.busy_timeout(connect::PATIENCE)?;
    outcome
}

/// Answers how many pages are in the log.
fn checkpoint(db: &Connection, how: &str) -> Result<i32> {
    db.query_row(how, [], |row| row.get(1))
}

/// A checkpoint that failed costs nothing but space: the log keeps what it would have moved.
fn report(outcome: Result<i32>) {
    if let Err(error) = outcome {
        tracing::warn!(%error, "the log could not be moved into the database; it will be tried again");
    }
}
