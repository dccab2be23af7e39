//! `webchat backup`: a copy of the database, while the server runs or not.

use std::io::{IsTerminal, Write};
use std::path::PathBuf;

use clap::Args;
use webchat_store_sqlite::Progress;

use crate::config::Place;

/// Bytes from which on a copy takes long enough to say how far it is: a second or so on a slow disk.
const LARGE: u64 = 64 * 1024 * 1024;

/// What `webchat backup` is told.
#[derive(Debug, Args)]
#[command(after_help = "\
The copy is the database as it was when the command began; messages that are sent meanwhile are stored as always. It \
is checked, and it has its name only once it is complete, so that what is there is a backup. Run it as the user that \
the server runs as. A copy for each day:

    webchat backup --data-dir /var/lib/webchat --to /var/backups/webchat-$(date +%F).db

`webchat restore` is the way back. Don't copy webchat.db itself while the server runs: what was said last is in its log.")]
pub(crate) struct Flags {
    #[command(flatten)]
    place: Place,

    /// The file to write. It must not be there yet: nothing is overwritten
    #[arg(long, value_name = "FILE")]
    to: PathBuf,
}

/// Copies the database and says so in a sentence.
#[allow(clippy::print_stdout, reason = "the sentence is the outcome of the command")]
pub(crate) fn run(flags: Flags) -> anyhow::Result<()> {
    let (database, to) = (flags.place.database()?, flags.to);
    let mut shown = std::io::stderr().is_terminal().then(Shown::default);
    let report = webchat_store_sqlite::backup(&database, &to, &mut |progress| {
        if let Some(shown) = &mut shown {
            shown.show(progress);
        }
    });
    drop(shown);
    let report = report?;
    println!(
        "Backed up {} messages of {} to {} ({:.1} MB).",
        report.messages,
        database.display(),
        to.display(),
        megabytes(report.bytes)
    );
    Ok(())
}

/// How far it is, on one line that is written over and over, and gone at the end.
#[derive(Default)]
struct Shown {
    percent: Option<u64>,
}

impl Shown {
    fn show(&mut self, Progress { done, all }: Progress) {
        let percent = Some(done * 100 / all.max(1));
        if all < LARGE || percent == self.percent {
            return;
        }
        self.percent = percent;
        let step = if done < all { "copying" } else { "checking the copy" };
        let line = format!("{step}: {:.0} of {:.0} MB", megabytes(done), megabytes(all));
        overwrite(&line);
    }
}

impl Drop for Shown {
    fn drop(&mut self) {
        if self.percent.is_some() {
            overwrite("");
        }
    }
}

/// Writes a line of the terminal over what stands there.
fn overwrite(line: &str) {
    let mut terminal = std::io::stderr().lock();
    // Who closed the terminal doesn't look at it.
    let _ = write!(terminal, "\r{line:<60}\r").and_then(|()| terminal.flush());
}

#[allow(clippy::cast_precision_loss, reason = "it is shown with one digit behind the point")]
fn megabytes(bytes: u64) -> f64 {
    bytes as f64 / 1e6
}
