//! The binary: flags, environment and file become a [`config::Config`], and each subcommand wires the parts it needs.
//!
//! It must not know how anything is done, only which parts there are and how they fit.

mod backup;
mod config;
mod console;
mod identity;
mod invite;
mod log;
mod open_files;
mod restore;
mod serve;
mod signals;
mod user;

use std::process::ExitCode;

use clap::{Parser, Subcommand};

/// A chat of your own in one program: the server, the storage and the messenger.
#[derive(Debug, Parser)]
#[command(name = "webchat", version, propagate_version = true, arg_required_else_help = true)]
#[command(after_help = "Start with `webchat serve`, open the address it prints in two browsers, and talk.")]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Runs the server until it is told to stop (Ctrl-C or SIGTERM).
    Serve(Box<config::Flags>),
    /// Copies the database to a file, also while the server runs.
    Backup(backup::Flags),
    /// Puts a backup in the place of the database, which is kept. The server must be stopped.
    Restore(restore::Flags),
    /// Adds, suspends and lists people, in password mode. The server may run meanwhile.
    User(user::Flags),
    /// Makes, lists and revokes invitations, in password mode. The server may run meanwhile.
    Invite(invite::Flags),
}

/// An error and its causes, those left out that the sentence names already.
fn sentence(error: &anyhow::Error) -> String {
    error.chain().skip(1).map(ToString::to_string).fold(error.to_string(), |text, cause| {
        if text.contains(&cause) { text } else { format!("{text}: {cause}") }
    })
}

fn main() -> ExitCode {
    let outcome = match Cli::parse().command {
        Command::Serve(flags) => serve::run(*flags),
        Command::Backup(flags) => backup::run(flags),
        Command::Restore(flags) => restore::run(flags),
        Command::User(flags) => user::run(flags),
        Command::Invite(flags) => invite::run(flags),
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("webchat: {}", sentence(&error));
            ExitCode::FAILURE
        }
    }
}
