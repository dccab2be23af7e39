//! The chat as a whole: its parts, how it starts and how it ends.

use std::sync::Arc;
use std::time::Duration;

use tokio::sync::Semaphore;
use webchat_protocol::{ConversationId, Limits, MessageId};

use crate::audience::Rules;

use crate::catch_up::shared::Deltas;
use crate::commit::Commits;
use crate::health::Health;
use crate::presence::Presence;
use crate::publish::Publisher;
use crate::rates::Rates;
use crate::rosters::Kept;
use crate::store::StoreError;
use crate::turns::Turns;
use crate::typing::Typing;
use crate::{Clock, Hub, Store};

/// What a chat is made of. Whoever wires the program chooses them.
pub struct Parts {
    /// The durable truth.
    pub store: Arc<dyn Store>,
    /// Where time comes from.
    pub clock: Arc<dyn Clock>,
    /// Makes ids for messages whose sender left them out. No two may be the same.
    pub mint_id: Box<dyn Fn() -> MessageId + Send + Sync>,
    /// Makes 128 random bits, for the names of groups, channels and pictures: nobody guesses one.
    pub random: Box<dyn Fn() -> u128 + Send + Sync>,
    /// The limits in force.
    pub limits: Limits,
    /// What holds for everybody.
    pub rules: Rules,
}

/// A running chat. Its methods are spread over the modules of this crate, one use case each.
pub struct Chat {
    pub(crate) store: Arc<dyn Store>,
    pub(crate) clock: Arc<dyn Clock>,
    pub(crate) limits: Limits,
    pub(crate) rules: Rules,
    pub(crate) rosters: Arc<Kept>,
    pub(crate) hub: Arc<Hub>,
    pub(crate) typing: Arc<Typing>,
    pub(crate) presence: Presence,
    pub(crate) rates: Rates,
    pub(crate) commits: Commits,
    pub(crate) deltas: Arc<Deltas>,
    health: Arc<Health>,
    /// Who comes back waits for a place: so many at once read what they missed.
    pub(crate) catch_ups: Semaphore,
    /// Whoever moves a read position tells of it before the same user moves the next one: else two devices could be told
    /// backwards.
    pub(crate) reads: Turns,
    /// Whoever blocks somebody sees it through before either of the two changes that again.
    pub(crate) blocks: Turns,
    mint_id: Box<dyn Fn() -> MessageId + Send + Sync>,
    pub(crate) random: Box<dyn Fn() -> u128 + Send + Sync>,
    /// Bugs on purpose.
    #[cfg(feature = "planted")]
    pub planted: Arc<crate::planted::Planted>,
}

impl Chat {
    /// Starts a chat; must be called in a Tokio runtime. It lives until [`Chat::close`].
    pub fn start(parts: Parts) -> Arc<Self> {
        let Parts { store, clock, mint_id, random, limits, rules } = parts;
        let (hub, rosters) = (Arc::new(Hub::new(&limits, rules)), Arc::new(Kept::default()));
        let typing = Typing::new(hub.clone(), rosters.clone(), rules, clock.clone(), &limits);
        let typing = Arc::new(typing);
        let (deltas, health) = (Arc::new(Deltas::default()), Arc::new(Health::default()));
        #[cfg(feature = "planted")]
        let planted = Arc::new(crate::planted::Planted::default());
        let commits = Commits::start(Publisher {
            store: store.clone(),
            hub: hub.clone(),
            rosters: rosters.clone(),
            typing: typing.clone(),
            deltas: deltas.clone(),
            health: health.clone(),
            clock: clock.clone(),
            #[cfg(feature = "planted")]
            planted: planted.clone(),
        });
        Arc::new(Self {
            presence: Presence::new(&limits),
            rates: Rates::new(&limits, &clock),
            catch_ups: Semaphore::new(limits.catch_ups.max(1)),
            reads: Turns::new(),
            blocks: Turns::new(),
            deltas,
            health,
            store,
            clock,
            hub,
            rosters,
            typing,
            commits,
            mint_id,
            random,
            limits,
            rules,
            #[cfg(feature = "planted")]
            planted,
        })
    }

    /// The limits in force.
    pub fn limits(&self) -> &Limits {
        &self.limits
    }

    /// The connections of this node.
    pub fn hub(&self) -> &Hub {
        &self.hub
    }

    /// The chat's clock.
    pub fn clock(&self) -> &Arc<dyn Clock> {
        &self.clock
    }

    /// Does what is due by now: ends typing that was not renewed and sends collected presence. Call it every
    /// [`Chat::SWEEP`]; calling it more often does no harm.
    pub fn sweep(&self) {
        self.typing.expire();
        self.presence.flush(&self.hub, self.clock.elapsed());
    }

    /// How often [`Chat::sweep`] is to be called: typing lasts at most this much longer than its limit says.
    pub const SWEEP: Duration = Duration::from_millis(100);

    /// Forgets what is only kept to limit rates. Call it about once a minute.
    pub fn sweep_rates(&self) {
        self.rates.sweep();
    }

    /// Whether the store answers, and saved what it was given last. A commit that failed counts for some seconds.
    pub async fn check_health(&self) -> Result<(), StoreError> {
        if self.health.is_failing(self.clock.elapsed()) {
            return Err(StoreError::Unavailable("the last changes could not be saved".into()));
        }
        self.store.profiles(1).await.map(drop)
    }

    /// Finishes the writes that were taken and takes no more. Close the connections first.
    pub async fn close(&self) {
        self.commits.close().await;
    }

    pub(crate) fn new_id(&self) -> MessageId {
        (self.mint_id)()
    }

    pub(crate) fn new_conversation(&self) -> ConversationId {
        ConversationId::minted((self.random)())
    }
}
