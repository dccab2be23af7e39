//! A quiet moment: everything calms down, everything is answered and told, and then everything is compared.

use std::time::Duration;

use tokio::sync::oneshot;
use tokio::time::{Instant, sleep, timeout};
use webchat_protocol::ConversationId;

use super::stage::Stage;
use crate::checks::{Complaint, Heads, Promise, Screen};
use crate::client::{Order, Wish};
use crate::record::{Fact, Subject};
use crate::witness::Scene;

/// How long the server may take to be up again, a last start and a stop in good order included.
const COMING_BACK: Duration = Duration::from_secs(40);

/// How long commands may stay unanswered once nothing is wrong any more: some tries and their answers, on a machine that
/// is busy.
const ANSWERING: Duration = Duration::from_secs(20);

/// How long after that an event may take to reach a live connection.
const TELLING: Duration = Duration::from_secs(6);

/// How often it is looked whether all is well.
const LOOK: Duration = Duration::from_millis(50);

impl Stage {
    /// Calms everything down and compares everything.
    pub async fn settle(&mut self) {
        self.conductor.set(true);
        self.witness.note(Fact::Calm);
        if let Err(error) = self.try_settle().await {
            let sentence =
                format!("Everything was calm, and this could not be read from the server: {error:#}.");
            let (promise, subject) = (Promise::Alive, Subject::default());
            self.evidence.complain(Complaint { promise, subject, sentence });
        }
    }

    async fn try_settle(&mut self) -> anyhow::Result<()> {
        if let Some(has_passed) = &mut self.has_passed {
            let passed = timeout(COMING_BACK, has_passed.wait_for(|passed| *passed)).await;
            anyhow::ensure!(passed.is_ok_and(|passed| passed.is_ok()), "the server is not up");
        }
        // Whoever is on the way in or out gets there first; after that nobody moves until it is stirred again.
        let doors = self.doors.clone();
        let still = timeout(ANSWERING, doors.still()).await;
        let _still = still.map_err(|_| anyhow::anyhow!("a guest was neither let in nor put out"))?;
        if !self.is_told().await? {
            return Ok(());
        }
        self.witness.note(Fact::Quiet);
        self.read_everything().await;
        if !self.is_told().await? {
            return Ok(());
        }
        let screens = self.screens_that_follow().await?;
        let (users, database) = (self.cast.users(), self.host.database.as_deref());
        let scene = Scene { users: &users, above: &self.above, plain: &self.cast.plain, database };
        let picture = self.witness.take_picture(&scene, screens).await?;
        self.evidence.compare(&picture);
        Ok(())
    }

    /// Waits until every command is answered and everybody is told everything. What does not come in time is a violation;
    /// then it answers `false`.
    async fn is_told(&self) -> anyhow::Result<bool> {
        let begun = Instant::now();
        let mut answered = begun;
        loop {
            if self.is_broken() {
                return Ok(false);
            }
            let heads = self.witness.heads(&self.cast.users()).await?;
            let missing = self.evidence.waits_for(&heads);
            if missing.is_empty() {
                return Ok(true);
            }
            let is_answering = missing.iter().any(|complaint| complaint.promise == Promise::Answered);
            if is_answering {
                answered = Instant::now();
            }
            if begun.elapsed() > ANSWERING || answered.elapsed() > TELLING {
                for complaint in missing {
                    self.evidence.complain(complaint);
                }
                return Ok(false);
            }
            sleep(LOOK).await;
        }
    }

    /// Everybody reads everything to its end, so that all devices are told of positions and counts that can be compared.
    async fn read_everything(&self) {
        for person in &self.cast.people {
            for conversation in person.conversations() {
                let devices = self.devices.iter().filter(|device| person.has(&device.name));
                for device in devices {
                    // A classic device does not; one of the others is enough.
                    let _ = device.orders.send(Order::Want(Wish::Read(conversation.clone()))).await;
                }
            }
        }
        // The devices have to take their orders before anybody asks whether they were answered.
        sleep(LOOK).await;
    }

    /// What every device shows, as soon as all of them have followed everything; or in the end, what they show by then.
    async fn screens_that_follow(&self) -> anyhow::Result<Vec<Screen>> {
        let begun = Instant::now();
        loop {
            let heads = self.witness.heads(&self.cast.users()).await?;
            let screens = self.screens().await;
            let are_there = self.doors.all().iter().all(|door| door.is_shown(&screens));
            let follow = are_there && screens.iter().all(|screen| follows(screen, &heads));
            if begun.elapsed() > TELLING || follow {
                return Ok(screens);
            }
            sleep(LOOK).await;
        }
    }

    async fn screens(&self) -> Vec<Screen> {
        let mut screens = Vec::new();
        for device in &self.devices {
            let (show, shown) = oneshot::channel();
            if device.orders.send(Order::Show(show)).await.is_ok()
                && let Ok(screen) = shown.await
            {
                screens.push(screen);
            }
        }
        for guest in &self.guests {
            screens.extend(guest.show().await);
        }
        screens
    }
}

fn follows(screen: &Screen, heads: &Heads) -> bool {
    let head = |conversation: &ConversationId| heads.get(conversation).copied().unwrap_or_default();
    screen.windows.iter().all(|(conversation, window)| window.followed == head(conversation))
}
