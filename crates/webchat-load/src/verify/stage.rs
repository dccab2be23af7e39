//! Everything that takes part in a run, put together: the server and the storm over it, gates, devices, and the people
//! who use them.

use std::sync::Arc;

use fastrand::Rng;
use tokio::sync::watch;
use tokio::task::JoinHandle;
use webchat_protocol::UserId;

use super::admission::Admission;
use super::doors::Doors;
use super::server::Host;
use super::{Place, Plan};
use crate::calm::{self, Calm, Conductor};
use crate::cast::Cast;
use crate::checks::Heads;
use crate::client::{Guest, Handle};
use crate::evidence::Evidence;
use crate::faults::Gate;
use crate::record::Fact;
use crate::witness::Witness;

/// A run while it lasts. Dropping it ends everything that it started.
pub struct Stage {
    pub evidence: Arc<Evidence>,
    pub witness: Witness,
    pub host: Host,
    pub cast: Cast,
    /// How far each conversation went when the run began.
    pub above: Heads,
    pub conductor: Conductor,
    pub calm: Calm,
    /// Says that the server is up and nothing is wrong with it; `None` for one that is not ours.
    pub has_passed: Option<watch::Receiver<bool>>,
    pub devices: Vec<Handle>,
    pub gates: Vec<Gate>,
    /// Where others come in and go.
    pub doors: Doors,
    pub guests: Vec<Guest>,
    pub tasks: Vec<JoinHandle<()>>,
}

impl Drop for Stage {
    fn drop(&mut self) {
        self.tasks.iter().for_each(JoinHandle::abort);
    }
}

impl Stage {
    /// Starts everything that is needed. At first all is calm.
    pub async fn build(plan: &Plan, place: &Place) -> anyhow::Result<Self> {
        let evidence = Evidence::begin(place.folder())?;
        let (conductor, calm) = calm::begin();
        let mut host = Host::open(plan, place, &evidence).await?;
        let keeper = UserId::new(&format!("host{}", host.mark))?;
        let witness = Witness::new(host.address, evidence.clone(), keeper)?;
        let mut cast = Cast::of(plan.users, &plan.transports, &host.mark)?;
        let doors = Doors::open(&witness, &mut cast, &host.mark).await?;
        let heads = witness.heads(&cast.users()).await?;
        let mut above: Heads = cast.conversations().into_iter().map(|id| (id, 0)).collect();
        for (id, head) in &mut above {
            *head = heads.get(id).copied().unwrap_or_default();
        }
        let storm = host.storm(plan, &witness, &calm, &evidence);
        let has_passed = storm.as_ref().map(|(_, passed)| passed.clone());
        let tasks = storm.map(|(storm, _)| tokio::spawn(storm.run())).into_iter().collect();
        let (devices, gates, guests) = (Vec::new(), Vec::new(), Vec::new());
        let mut stage = Self {
            evidence,
            witness,
            host,
            cast,
            above,
            conductor,
            calm,
            has_passed,
            devices,
            gates,
            doors,
            guests,
            tasks,
        };
        stage.invite(plan)?;
        Admission::to(&mut stage, plan).admit_all().await?;
        Ok(stage)
    }

    /// Brings the guests, and has somebody let them in and out.
    fn invite(&mut self, plan: &Plan) -> anyhow::Result<()> {
        for (place, door) in self.doors.all().iter().enumerate() {
            self.guests.push(Guest::arrive(
                door.guest(),
                &door.conversation,
                self.host.address,
                &self.evidence,
            )?);
            let rng = Rng::with_seed(plan.seed ^ place as u64);
            let keeping = door.clone().keep(self.witness.clone(), self.calm.clone(), rng);
            self.tasks.push(tokio::spawn(keeping));
        }
        Ok(())
    }

    /// Whether a promise was broken.
    pub fn is_broken(&self) -> bool {
        *self.evidence.is_broken().borrow()
    }

    /// Lets it begin, or go on.
    pub fn stir(&self) {
        self.witness.note(Fact::Stirred);
        self.conductor.set(false);
    }
}
