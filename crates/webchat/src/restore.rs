//! `webchat restore`: puts a backup in the place of the database.

use std::path::PathBuf;

use clap::Args;

use crate::config::Place;

/// What `webchat restore` is told.
#[derive(Debug, Args)]
#[command(after_help = "\
Stop the server first; the command says so if it runs. The backup is checked before anything is touched, and only read. \
What was there is kept beside the database as webchat.replaced-DATE.db; remove it when nobody misses anything:

    webchat restore --data-dir /var/lib/webchat --from /var/backups/webchat-2026-01-31.db

People's clients notice at the next start that the history is another one, and read it afresh. Run it as the user that \
the server runs as.")]
pub(crate) struct Flags {
    #[command(flatten)]
    place: Place,

    /// The backup, as `webchat backup` wrote it
    #[arg(long, value_name = "FILE")]
    from: PathBuf,
}

/// Puts the backup in place and says so in a sentence.
#[allow(clippy::print_stdout, reason = "the sentence is the outcome of the command")]
pub(crate) fn run(flags: Flags) -> anyhow::Result<()> {
    let (database, from) = (flags.place.database()?, flags.from);
    let report = webchat_store_sqlite::restore(&from, &database)?;
    let kept = match report.kept {
        Some(kept) => format!("what was there is kept as {}", kept.display()),
        None => "nothing was there before".to_owned(),
    };
    println!(
        "Restored {} messages of {} to {}; {kept}. Clients start afresh at the next start.",
        report.messages,
        from.display(),
        database.display()
    );
    Ok(())
}
