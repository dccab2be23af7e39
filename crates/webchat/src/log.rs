//! Structured logs on standard error. Message text, tokens and secrets never reach them.

use std::io::IsTerminal;

use anyhow::{Context, bail};
use tracing_subscriber::EnvFilter;

use crate::config::LogFormat;

/// A word that is no level would be taken for the name of a part, and everything else be silent.
fn check(level: &str) -> anyhow::Result<()> {
    let is_level = |word: &str| word.parse::<tracing::level_filters::LevelFilter>().is_ok();
    let unknown = level.split(',').map(str::trim).find(|word| !word.contains('=') && !is_level(word));
    match unknown {
        Some(word) => bail!("The log level \"{word}\" is not one of error, warn, info, debug, trace, off."),
        None => Ok(()),
    }
}

/// Starts logging. `level` is a level or a list of directives, such as `info,webchat_server=debug`.
pub(crate) fn start(format: LogFormat, level: &str) -> anyhow::Result<()> {
    check(level)?;
    let filter = EnvFilter::builder().parse(level).with_context(|| {
        format!("The log level \"{level}\" is not one of error, warn, info, debug, trace")
    })?;
    let lines = tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr);
    match format {
        LogFormat::Text => lines.with_ansi(std::io::stderr().is_terminal()).with_target(false).init(),
        LogFormat::Json => lines.json().flatten_event(true).init(),
    }
    Ok(())
}
