//! When what happens to the server: kills, stops and power cuts, and for a while at a time a disk or a clock that is
//! wrong. The plan follows from the seed.

use std::sync::Arc;
use std::time::Duration;

use fastrand::Rng;
use tokio::sync::watch;
use tokio::task::JoinHandle;
use tokio::time::{Instant, sleep_until};

use super::{Disk, Server, Trouble};
use crate::calm::Calm;
use crate::checks::{Complaint, Promise};
use crate::evidence::Evidence;
use crate::record::{Fact, Fault, Subject};
use crate::witness::Witness;

/// How often the server is struck, on average.
#[derive(Debug, Clone, Copy)]
pub struct Weather {
    /// Between two kills.
    pub kills: Duration,
    /// Between two times of trouble with the disk or the clock.
    pub troubles: Duration,
}

/// How long trouble lasts.
const TROUBLE_MS: std::ops::Range<u64> = 100..1_200;

/// How long the server stays away, at most.
const AWAY_MS: u64 = 300;

/// How often it is started again while its disk fails. Then the disk is mended.
const ATTEMPTS: usize = 3;

/// The storm over one server. It owns the process.
pub struct Storm {
    pub server: Server,
    pub disk: Option<Disk>,
    pub witness: Witness,
    pub evidence: Arc<Evidence>,
    pub calm: Calm,
    /// Says that the server is up and nothing is wrong with it.
    pub has_passed: watch::Sender<bool>,
    pub weather: Weather,
    pub faults: Vec<Fault>,
    pub rng: Rng,
}

impl Storm {
    /// Strikes until the verifier ends. Returns early only if the server can't go on.
    pub async fn run(mut self) {
        let mut inventory = None;
        loop {
            self.has_passed.send_replace(false);
            self.blow(&mut inventory).await;
            if !self.clear() {
                return;
            }
            self.has_passed.send_replace(true);
            let calm = self.calm.clone();
            let ended = tokio::select! {
                () = calm.ends() => false,
                () = self.ends() => true,
            };
            if ended {
                return;
            }
        }
    }

    /// Waits for the server to end by itself, which it must not, and says so.
    async fn ends(&mut self) {
        loop {
            if self.has_ended() {
                return;
            }
            tokio::time::sleep(Duration::from_millis(100)).await;
        }
    }

    fn has_ended(&mut self) -> bool {
        let status = self.server.has_ended();
        if let Some(status) = &status {
            self.complain(format!("The server ended by itself with {status}."));
        }
        status.is_some()
    }

    /// Strikes until everything is to rest.
    async fn blow(&mut self, inventory: &mut Option<JoinHandle<()>>) {
        let mut kill = self.soon(self.weather.kills);
        let mut turn = self.soon(self.weather.troubles);
        let mut trouble = None;
        let calm = self.calm.clone();
        loop {
            tokio::select! {
                () = calm.begins() => return,
                () = sleep_until(kill) => {
                    if let Some(reading) = inventory.take() {
                        // It must not report what it read before this kill after it.
                        reading.abort();
                        let _ = reading.await;
                    }
                    if self.strike(&mut trouble).await.is_err() {
                        return;
                    }
                    *inventory = Some(self.take_inventory());
                    kill = self.soon(self.weather.kills);
                }
                () = sleep_until(turn) => {
                    let (next, lasts) = self.turn(trouble);
                    (trouble, turn) = (next, lasts);
                }
            }
            if self.has_ended() {
                return;
            }
        }
    }

    /// A point in time after a pause of this length on average.
    fn soon(&mut self, average: Duration) -> Instant {
        Instant::now() + average.mul_f64(0.4 + self.rng.f64() * 1.2)
    }

    /// Begins or ends trouble. Answers what is wrong now, and until when.
    fn turn(&mut self, trouble: Option<(Fault, Trouble)>) -> (Option<(Fault, Trouble)>, Instant) {
        if trouble.is_some() {
            self.set(&Trouble::default());
            return (None, self.soon(self.weather.troubles));
        }
        let may: Vec<_> = self.faults.iter().copied().filter(|fault| fault.is_of_the_disk()).collect();
        let lasts = Duration::from_millis(self.rng.u64(TROUBLE_MS));
        let fault = may.into_iter().filter(|fault| *fault != Fault::PowerCut).collect::<Vec<_>>();
        let Some(fault) = self.rng.choice(&fault).copied().filter(|_| self.disk.is_some()) else {
            return (None, self.soon(self.weather.troubles));
        };
        let trouble = Trouble::draw(fault, &mut self.rng);
        self.set(&trouble);
        let detail = format!("for {} ms: {trouble:?}", lasts.as_millis());
        self.evidence.note(&"injector".into(), Fact::Injected { fault, detail });
        (Some((fault, trouble)), Instant::now() + lasts)
    }

    fn set(&self, trouble: &Trouble) {
        let set = self.disk.as_ref().map(|disk| disk.set(trouble));
        if let Some(Err(error)) = set {
            self.complain(format!("The verifier could not change the disk: {error:#}."));
        }
    }

    /// Ends the server and starts it again. An error if it does not come back.
    async fn strike(&mut self, trouble: &mut Option<(Fault, Trouble)>) -> Result<(), ()> {
        let may: Vec<_> =
            [Fault::Kill, Fault::Kill, Fault::Kill, Fault::PowerCut, Fault::PowerCut, Fault::Stop]
                .into_iter()
                .filter(|fault| {
                    self.faults.contains(fault) && (*fault != Fault::PowerCut || self.disk.is_some())
                })
                .collect();
        let Some(how) = self.rng.choice(&may).copied() else { return Ok(()) };
        let disk_fails = trouble.as_ref().is_some_and(|(_, trouble)| trouble.is_of_the_disk());
        let ended = if how == Fault::Stop { self.server.stop().await } else { self.server.kill(how).await };
        if let Err(error) = ended
            && !disk_fails
        {
            self.complain(format!("{error:#}."));
        }
        if how == Fault::PowerCut {
            self.lose_power();
        }
        tokio::time::sleep(Duration::from_millis(self.rng.u64(0..AWAY_MS))).await;
        self.come_back(disk_fails, trouble).await
    }

    fn lose_power(&mut self) {
        let Some(disk) = &self.disk else { return };
        let everything = self.rng.bool();
        let rng = &mut self.rng;
        match disk.lose_power(&mut || everything || rng.bool()) {
            Ok(lost) => {
                let detail = format!("{lost} writes that were not synced are gone");
                self.evidence.note(&"injector".into(), Fact::Injected { fault: Fault::PowerCut, detail });
            }
            Err(error) => self.complain(format!("The verifier could not cut the power: {error:#}.")),
        }
    }

    /// Starts the server; while its disk fails it may need several attempts, and a mended disk in the end.
    async fn come_back(
        &mut self,
        disk_fails: bool,
        trouble: &mut Option<(Fault, Trouble)>,
    ) -> Result<(), ()> {
        for _ in 0..ATTEMPTS {
            if !disk_fails {
                break;
            }
            if self.server.start().await.is_ok() {
                return Ok(());
            }
        }
        if disk_fails {
            self.set(&Trouble::default());
            *trouble = None;
        }
        self.server
            .start()
            .await
            .map_err(|error| self.complain(format!("The server did not come back: {error:#}.")))
    }

    fn take_inventory(&self) -> JoinHandle<()> {
        let witness = self.witness.clone();
        // An inventory that fails is taken again after the next start, and at the latest at the next quiet moment.
        tokio::spawn(async move { drop(witness.take_inventory().await) })
    }

    /// Nothing is wrong any more. Answers whether the server is up.
    fn clear(&mut self) -> bool {
        self.set(&Trouble::default());
        !self.has_ended()
    }

    fn complain(&self, sentence: String) {
        let promise = Promise::Alive;
        self.evidence.complain(Complaint { promise, subject: Subject::default(), sentence });
    }
}
