//! The binary: flags, environment and file become a [`config::Config`], and each subcommand wires the parts it needs.
//!
//! It must not know how anything is done, only which parts there are and how they fit.

mod config;
mod log;
mod open_files;
mod serve;
mod signals;

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
}

/// An error and its causes, those left out that the sentence names already.
fn sentence(error: &anyhow::Error) -> String {
    error.chain().skip(1).map(ToString::to_string).fold(error.to_string(), |text, cause| {
        if text.contains(&cause) { text } else { format!("{text}: {cause}") }
    })
}

fn main() -> ExitCode {
    let Cli { command: Command::Serve(flags) } = Cli::parse();
    match serve::run(*flags) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("webchat: {}", sentence(&error));
            ExitCode::FAILURE
        }
    }
}
