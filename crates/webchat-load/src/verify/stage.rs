//! Everything that takes part in a run, put together: the server and the storm over it, gates, devices, and the people
//! who use them.

use std::sync::Arc;

use tokio::sync::watch;
use tokio::task::JoinHandle;

use super::admission::Admission;
use super::server::Host;
use super::{Place, Plan};
use crate::calm::{self, Calm, Conductor};
use crate::cast::Cast;
use crate::checks::Heads;
use crate::client::Handle;
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
        let witness = Witness::new(host.address, evidence.clone())?;
        let cast = Cast::of(plan.users, &plan.transports, &host.mark)?;
        let heads = witness.heads(&cast.users()).await?;
        let mut above: Heads = cast.conversations().into_iter().map(|id| (id, 0)).collect();
        for (id, head) in &mut above {
            *head = heads.get(id).copied().unwrap_or_default();
        }
        let storm = host.storm(plan, &witness, &calm, &evidence);
        let has_passed = storm.as_ref().map(|(_, passed)| passed.clone());
        let tasks = storm.map(|(storm, _)| tokio::spawn(storm.run())).into_iter().collect();
        let (devices, gates) = (Vec::new(), Vec::new());
        let mut stage =
            Self { evidence, witness, host, cast, above, conductor, calm, has_passed, devices, gates, tasks };
        Admission::to(&mut stage, plan).admit_all().await?;
        Ok(stage)
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
