//! The command line of the delivery checker.

mod flags;

use std::process::ExitCode;

use clap::{Parser, Subcommand};

/// Breaks a running webchat in every way it can, and proves what was promised.
#[derive(Debug, Parser)]
#[command(name = "webchat-load", version, propagate_version = true, arg_required_else_help = true)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Checks that nothing is lost, doubled, reordered or left out, while everything breaks.
    Verify(Box<flags::Verify>),
}

fn main() -> ExitCode {
    let Cli { command: Command::Verify(flags) } = Cli::parse();
    match verify(*flags) {
        Ok(is_held) => ExitCode::from(u8::from(!is_held)),
        Err(error) => {
            eprintln!("webchat-load: {error:#}");
            ExitCode::from(2)
        }
    }
}

/// Runs it and says what came of it. Answers whether every promise was held.
#[allow(clippy::print_stdout, reason = "the report is what the command is run for")]
fn verify(flags: flags::Verify) -> anyhow::Result<bool> {
    let plan = flags.plan()?;
    println!("Seed {}. The same seed plans the same run again.", plan.seed);
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    let outcome = runtime.block_on(webchat_load::verify::run(plan))?;
    println!("{}", outcome.text);
    Ok(outcome.broken.is_empty())
}
