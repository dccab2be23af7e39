//! The one thread that changes the database. Changes that wait together are committed together: a commit costs one
//! sync of the disk, however many it carries.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use rusqlite::{Connection, Result};
use tokio::sync::{mpsc, oneshot};
use webchat_core::store::StoreError;

use crate::checkpoint::Checkpoints;
use crate::failure::{Failure, store_error};

/// Jobs that may wait for the writer; who comes later waits for a place. More than there are senders at once on a
/// busy server, at some 500 bytes each.
pub(crate) const QUEUE: usize = 1024;

/// Jobs in one commit. All that can wait, so that under load a commit carries everything; at some 20 µs each it
/// keeps a commit, and whoever waits for it, to a few hundredths of a second.
const TOGETHER: usize = QUEUE;

/// Something to do inside a commit, and somebody who waits for its outcome.
pub(crate) trait Job: Send {
    /// Does it. What it changed is taken back if this is an error; then it may be run once more.
    fn run(&mut self, db: &Connection) -> Result<()>;

    /// Tells who waits; called once, after the commit.
    fn answer(self: Box<Self>, outcome: std::result::Result<(), Failure>);
}

/// A job made of a function.
struct Ask<T, F> {
    work: F,
    value: Option<T>,
    answer: oneshot::Sender<std::result::Result<T, StoreError>>,
}

impl<T: Send, F: FnMut(&Connection) -> Result<T> + Send> Job for Ask<T, F> {
    fn run(&mut self, db: &Connection) -> Result<()> {
        self.value = Some((self.work)(db)?);
        Ok(())
    }

    fn answer(self: Box<Self>, outcome: std::result::Result<(), Failure>) {
        let answer = match (outcome, self.value) {
            (Ok(()), Some(value)) => Ok(value),
            (Ok(()), None) => Err(StoreError::Closed),
            (Err(failure), _) => Err(store_error(&failure)),
        };
        // Nobody may be waiting any more: a connection that went away asks no further.
        let _ = self.answer.send(answer);
    }
}

/// Has the writer do something, and waits until it is durable.
pub(crate) async fn ask<T: Send + 'static>(
    queue: mpsc::Sender<Box<dyn Job>>,
    work: impl FnMut(&Connection) -> Result<T> + Send + 'static,
) -> std::result::Result<T, StoreError> {
    let (answer, outcome) = oneshot::channel();
    let job = Ask { work, value: None, answer };
    queue.send(Box::new(job)).await.map_err(|_| StoreError::Closed)?;
    drop(queue);
    outcome.await.map_err(|_| StoreError::Closed)?
}

/// The writer's own things.
pub(crate) struct Writer {
    pub(crate) db: Connection,
    pub(crate) queue: mpsc::Receiver<Box<dyn Job>>,
    /// Of the process that the database belongs to; who writes beside it leaves the log alone.
    pub(crate) checkpoints: Option<Checkpoints>,
    /// Commits since the start, for those who want to see that they are shared.
    pub(crate) commits: Arc<AtomicU64>,
}

impl Writer {
    /// Serves until nobody can ask any more and everything asked is answered; then the log is emptied.
    pub(crate) fn run(mut self) {
        let mut jobs = Vec::new();
        while self.queue.blocking_recv_many(&mut jobs, TOGETHER) > 0 {
            self.serve(&mut jobs);
            if let Some(checkpoints) = &mut self.checkpoints {
                checkpoints.after_commit(&self.db);
            }
        }
        if let Some(checkpoints) = self.checkpoints {
            checkpoints.finish(&self.db);
        }
    }

    fn serve(&self, jobs: &mut Vec<Box<dyn Job>>) {
        match commit_together(&self.db, jobs) {
            Ok(outcomes) => {
                self.commits.fetch_add(1, Ordering::Relaxed);
                jobs.drain(..).zip(outcomes).for_each(|(job, outcome)| job.answer(outcome));
            }
            Err(error) => {
                // Whoever asked says so in the log: here it would be there twice.
                let failure = Arc::new(error);
                jobs.drain(..).for_each(|job| job.answer(Err(Arc::clone(&failure))));
            }
        }
    }
}

type Outcomes = Vec<std::result::Result<(), Failure>>;

/// Runs the jobs in one transaction. An error means that none of them happened.
///
/// A savepoint for each job would cost as much as the job, and jobs hardly ever fail: so they run without, and only
/// when one has failed everything is taken back and run again, each on its own.
fn commit_together(db: &Connection, jobs: &mut [Box<dyn Job>]) -> Result<Outcomes> {
    let mut a_job_failed = false;
    let all = transaction(db, || {
        let mut run = |job: &mut Box<dyn Job>| job.run(db).map(Ok).inspect_err(|_| a_job_failed = true);
        jobs.iter_mut().map(&mut run).collect()
    });
    if !a_job_failed || jobs.len() == 1 {
        return all;
    }
    transaction(db, || jobs.iter_mut().map(|job| apart(db, job.as_mut())).collect())
}

/// Runs `work` and commits, or takes everything back.
fn transaction<T>(db: &Connection, work: impl FnOnce() -> Result<T>) -> Result<T> {
    db.prepare_cached("BEGIN IMMEDIATE")?.execute([])?;
    let outcome = work().and_then(|value| {
        db.prepare_cached("COMMIT")?.execute([])?;
        Ok(value)
    });
    // SQLite has done it already on some I/O errors. A roll-back can't fail for long: it needs no space.
    if outcome.is_err()
        && !db.is_autocommit()
        && let Err(error) = db.execute_batch("ROLLBACK")
    {
        tracing::error!(%error, "a transaction that failed could not be taken back");
    }
    outcome
}

/// Runs one job so that its failure is its own. An error means that SQLite has given up the whole transaction.
fn apart(db: &Connection, job: &mut dyn Job) -> Result<std::result::Result<(), Failure>> {
    db.prepare_cached("SAVEPOINT job")?.execute([])?;
    let outcome = job.run(db);
    if let Err(error) = outcome {
        if db.is_autocommit() {
            return Err(error);
        }
        db.execute_batch("ROLLBACK TO job; RELEASE job")?;
        return Ok(Err(Arc::new(error)));
    }
    db.prepare_cached("RELEASE job")?.execute([])?;
    Ok(Ok(()))
}

#[cfg(test)]
mod tests;
