//! Everybody comes onto the stage: a gate for each device, the devices, and the people who use them.

use std::sync::Arc;
use std::sync::atomic::AtomicU64;

use fastrand::Rng;
use tokio::sync::mpsc;

use super::Plan;
use super::stage::Stage;
use crate::calm::Calm;
use crate::cast::Person;
use crate::client::{Desk, Device, Order, Setup, Wishes, World};
use crate::faults::Gates;

/// What people need to come in.
pub struct Admission<'a> {
    stage: &'a mut Stage,
    gates: Gates,
    world: Arc<World>,
    rng: Rng,
    rate: f64,
}

impl<'a> Admission<'a> {
    /// To a stage that is empty yet.
    pub fn to(stage: &'a mut Stage, plan: &Plan) -> Self {
        let (evidence, calm) = (stage.evidence.clone(), stage.calm.clone());
        let faults = plan.faults.iter().copied().filter(|fault| fault.is_of_connections()).collect();
        let gates =
            Gates { evidence: evidence.clone(), server: stage.host.address, calm: calm.clone(), faults };
        let world = World {
            evidence,
            calm,
            faults: plan.faults.clone(),
            stream_silence: stage.host.silence,
            plain: stage.cast.plain.clone(),
            connections: AtomicU64::new(0),
        };
        Self { stage, gates, world: Arc::new(world), rng: Rng::with_seed(plan.seed), rate: plan.rate }
    }

    /// Switches all devices on and sets the people going.
    pub async fn admit_all(&mut self) -> anyhow::Result<()> {
        for person in self.stage.cast.people.clone() {
            self.admit(&person).await?;
        }
        Ok(())
    }

    async fn admit(&mut self, person: &Person) -> anyhow::Result<()> {
        let (desk, mut orders) = (Desk::default(), Vec::new());
        for (name, transports) in &person.devices {
            let gate = self.gates.open(name.clone(), self.rng.u64(..)).await?;
            let setup = Setup {
                name: name.clone(),
                user: person.user.clone(),
                desk: desk.clone(),
                address: gate.address,
                transports: transports.clone(),
                conversations: person.conversations(),
                seed: self.rng.u64(..),
            };
            let device = Device::start(self.world.clone(), setup)?;
            orders.push(device.orders.clone());
            self.stage.devices.push(device);
            self.stage.gates.push(gate);
        }
        let wishes = Wishes::new(self.rng.u64(..), self.rate, person.smaller());
        let life = live(wishes, orders, self.world.calm.clone());
        self.stage.tasks.push(tokio::spawn(life));
        Ok(())
    }
}

/// A person who does what comes to mind, on one device or another, while it is not calm.
async fn live(mut wishes: Wishes, orders: Vec<mpsc::Sender<Order>>, calm: Calm) {
    loop {
        calm.ends().await;
        let (pause, device, wish) = wishes.next(orders.len());
        tokio::time::sleep(pause).await;
        if !calm.is_now()
            && let Some(orders) = orders.get(device)
        {
            // A device that is busy is not asked for more.
            let _ = orders.try_send(Order::Want(wish));
        }
    }
}
