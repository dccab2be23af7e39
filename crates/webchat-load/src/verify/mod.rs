//! `webchat-load verify`: many clients use a server while everything breaks, and at the end it is known whether it kept
//! its promises.

mod admission;
mod doors;
mod place;
mod plan;
mod report;
mod server;
mod settle;
mod stage;

use std::time::Duration;

use tokio::time::{Instant, timeout};

pub use plan::{Plan, Target};
pub use report::Outcome;

use place::Place;
use stage::Stage;

use crate::tally::Tally;

/// How long there is activity between two quiet moments, at most.
const ROUND: Duration = Duration::from_secs(10);

/// How often it is said how it goes.
const PROGRESS: Duration = Duration::from_secs(5);

/// How long it goes on after a promise was broken: what is noticed next may say more about the cause.
const AFTERMATH: Duration = Duration::from_millis(700);

/// Runs a plan to its end, or to the first broken promise. An error means that nothing could be verified.
pub async fn run(plan: Plan) -> anyhow::Result<Outcome> {
    let place = Place::prepare(&plan)?;
    let mut stage = Stage::build(&plan, &place).await?;
    let mut left = plan.lasts;
    // Two quiet moments at least: after the first everybody goes on, and that has to work too.
    let round = ROUND.min(plan.lasts / 2);
    while !left.is_zero() && !stage.is_broken() {
        let lasts = round.min(left);
        left -= lasts;
        act(&plan, &mut stage, lasts).await;
        if !stage.is_broken() {
            stage.settle().await;
        }
    }
    let (evidence, left_out) = (stage.evidence.clone(), std::mem::take(&mut stage.host.left_out));
    drop(stage);
    report::conclude(&plan, place, &evidence, &left_out)
}

/// Lets everybody do what they like for a while, or until a promise is broken.
async fn act(plan: &Plan, stage: &mut Stage, lasts: Duration) {
    stage.stir();
    let mut is_broken = stage.evidence.is_broken();
    let end = Instant::now() + lasts;
    while Instant::now() < end {
        let pause = PROGRESS.min(end - Instant::now());
        // Nobody closes it while the stage stands.
        if timeout(pause, is_broken.wait_for(|broken| *broken)).await.is_ok() {
            tokio::time::sleep(AFTERMATH).await;
            return;
        }
        if !plan.is_quiet {
            report::say(&progress(stage));
        }
    }
}

fn progress(stage: &Stage) -> String {
    let now = stage.evidence.now();
    let tally: Tally = stage.evidence.tally();
    report::progress(now, &tally)
}
