//! What a run came to: what was done, which promises were held, and the story of the first one that was not.

use std::fmt::Write;
use std::fs;
use std::path::PathBuf;

use super::{Place, Plan, Target};
use crate::checks::{Promise, Violation};
use crate::evidence::Evidence;
use crate::record::{Fault, Moment};
use crate::tally::Tally;

/// The result of a run.
#[derive(Debug)]
pub struct Outcome {
    /// The report.
    pub text: String,
    /// The promises that were broken, the first one first.
    pub broken: Vec<&'static str>,
    /// Where the full log is, if it stays.
    pub kept: Option<PathBuf>,
}

/// Says something while it goes on.
#[allow(clippy::print_stdout, reason = "this is what the command is run for")]
pub fn say(line: &str) {
    println!("{line}");
}

/// A line about how it goes.
pub fn progress(now: Moment, tally: &Tally) -> String {
    let seconds = now.0 / 1_000_000;
    let ends = tally.of(Fault::Kill) + tally.of(Fault::PowerCut) + tally.of(Fault::Stop);
    format!(
        "{seconds:>5} s  {:>7} commands  {:>4}/s  {:>3} unanswered  {:>8} told  {ends:>4} ends of the server  {:>5} cuts",
        tally.commands(),
        tally.commands() / seconds.max(1),
        tally.open,
        tally.told,
        tally.of(Fault::Cut) + tally.of(Fault::HalfOpen),
    )
}

/// Puts the report together, and keeps the log if a promise was broken.
pub fn conclude(
    plan: &Plan,
    mut place: Place,
    evidence: &Evidence,
    left_out: &[String],
) -> anyhow::Result<Outcome> {
    evidence.finish()?;
    let violations = evidence.violations();
    let mut text = head(plan, evidence);
    text.push_str(&deeds(&evidence.tally(), evidence.now()));
    for sentence in left_out {
        let _ = writeln!(text, "Left out: {sentence}.");
    }
    text.push_str(&promises(evidence, &violations));
    let mut kept = plan.keep.clone();
    if let Some(first) = violations.first() {
        text.push_str(&story(first, &violations, evidence)?);
        text.push_str(&last_words(first, &place));
        let folder = place.stay().to_owned();
        fs::write(folder.join("report.txt"), &text)?;
        let _ = writeln!(text, "\nThe report, the full log and the server's own are in {}", folder.display());
        kept = Some(folder);
    }
    let broken = violations.iter().map(|violation| violation.promise.name()).collect();
    Ok(Outcome { text, broken, kept })
}

fn head(plan: &Plan, evidence: &Evidence) -> String {
    let target = match &plan.target {
        Target::Running(address) => address.to_string(),
        Target::Program { path, .. } => path.display().to_string(),
    };
    let seconds = evidence.now().0 / 1_000_000;
    format!(
        "\nVerified {target} for {seconds} s with {} users and seed {}.\n\
         The seed decides what users do and what goes wrong; when exactly, the machine does.\n\n",
        plan.users, plan.seed
    )
}

fn deeds(tally: &Tally, now: Moment) -> String {
    let mut text = String::new();
    let seconds = (now.0 / 1_000_000).max(1);
    let mut line = |name: &str, value: String| {
        // Writing to a string can't fail.
        let _ = writeln!(text, "  {name:<22} {value}");
    };
    let list = |items: Vec<(String, u64)>| {
        items.into_iter().map(|(name, count)| format!("{count} {name}")).collect::<Vec<_>>().join(", ")
    };
    let words = |map: &std::collections::BTreeMap<&'static str, u64>| {
        list(map.iter().map(|(name, count)| ((*name).to_owned(), *count)).collect())
    };
    line(
        "commands",
        format!("{}, {}/s: {}", tally.commands(), tally.commands() / seconds, words(&tally.wanted)),
    );
    line("tries", format!("{}, {} of them again", tally.tries, tally.tries.saturating_sub(tally.commands())));
    let (again, unanswered) = (tally.again, tally.unanswered);
    line("answers", format!("{}, {again} of them again; {unanswered} requests without one", tally.answers));
    if !tally.refusals.is_empty() {
        line("refusals", list(tally.refusals.clone().into_iter().collect()));
    }
    line("told", format!("{} live, {} missed, {} times afresh", tally.told, tally.missed, tally.resets));
    line("connections", words(&tally.opened));
    line("comings and goings", format!("guests were put out {} times", tally.partings));
    let starts = &tally.starts;
    line("server starts", format!("{}, the slowest {} ms", starts.len(), starts.iter().max().unwrap_or(&0)));
    line("injected", list(tally.injected.iter().map(|(fault, count)| (fault.to_string(), *count)).collect()));
    line("quiet moments", format!("{}, everything compared", tally.quiet));
    text.push('\n');
    text
}

fn promises(evidence: &Evidence, violations: &[Violation]) -> String {
    let mut text = String::new();
    for promise in Promise::ALL {
        let (name, checked) = (promise.name(), evidence.checked(promise));
        let is_broken = violations.iter().any(|violation| violation.promise == promise);
        let verdict = if is_broken { "BROKEN" } else { "held" };
        let _ = writeln!(text, "  {name:<10} {verdict:<6} {checked:>9} checked   {}", promise.sentence());
    }
    text
}

fn story(first: &Violation, all: &[Violation], evidence: &Evidence) -> anyhow::Result<String> {
    let Violation { promise, at, sentence, subject } = first;
    let mut text = format!("\nBROKEN: {}\n{sentence}\n(noticed at {at} s)\n\n", promise.sentence());
    text.push_str(&evidence.story(subject)?);
    if all.len() > 1 {
        text.push_str("\nThe first complaints, this one among them:\n");
    }
    for Violation { promise, at, sentence, .. } in all.iter().filter(|_| all.len() > 1) {
        let _ = writeln!(text, "  {at} s  {}: {sentence}", promise.name());
    }
    Ok(text)
}

/// What the server said last, where it is about the server itself.
fn last_words(first: &Violation, place: &Place) -> String {
    let log = fs::read_to_string(place.server_log()).unwrap_or_default();
    if first.promise != Promise::Alive || log.is_empty() {
        return String::new();
    }
    let lines: Vec<_> = log.lines().collect();
    let last = &lines[lines.len().saturating_sub(LAST_WORDS)..];
    format!("\nThe server's last words:\n  {}\n", last.join("\n  "))
}

/// Lines of the server's log that are shown when it did not come back.
const LAST_WORDS: usize = 12;
