//! Keys from elsewhere, kept for a while. A token can make this server fetch them, but not more often than once a minute,
//! and never wait for it if its key is known.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use async_trait::async_trait;
use thiserror::Error;
use tokio::sync::watch;
use webchat_core::Clock;

use super::TokenError;
use super::jwk;
use super::key::{Key, KeySet};

/// How long keys are kept before they are fetched again: a key that its owner took back is good for no longer than this
/// and the time until the next token.
const KEPT: Duration = Duration::from_mins(10);

/// How often they are fetched at most, whatever tokens come.
const FETCH_EVERY: Duration = Duration::from_mins(1);

/// The same while there are none at all, after a start before the host application's: nobody can get in anyway.
const FETCH_EVERY_WITHOUT: Duration = Duration::from_secs(5);

/// Why keys could not be fetched: a sentence for the log.
#[derive(Debug, Error)]
#[error("{0}")]
pub struct FetchError(pub String);

/// Gets a JWK set from where it is published.
#[async_trait]
pub trait FetchKeys: Send + Sync + 'static {
    /// The set as it is there now. Gives up by itself, within some seconds and after 64 KiB.
    async fn fetch(&self) -> Result<Vec<u8>, FetchError>;
}

/// Keys from elsewhere.
pub(super) struct Fetched {
    fetch: Arc<dyn FetchKeys>,
    clock: Arc<dyn Clock>,
    state: Mutex<State>,
}

#[derive(Default)]
struct State {
    keys: Option<Arc<KeySet>>,
    fetched_at: Option<Duration>,
    tried_at: Option<Duration>,
    /// Closed once the fetching that was begun last has ended, however it did.
    under_way: Option<watch::Receiver<()>>,
}

impl Fetched {
    pub(super) fn new(fetch: Arc<dyn FetchKeys>, clock: Arc<dyn Clock>) -> Self {
        Self { fetch, clock, state: Mutex::default() }
    }

    /// The keys that a token may be signed with. If there is none of its name, and it is time, they are fetched first;
    /// whoever comes meanwhile waits for the same answer.
    pub(super) async fn candidates(
        self: &Arc<Self>,
        kid: Option<&str>,
        algorithm: &str,
    ) -> Result<Vec<Arc<Key>>, TokenError> {
        let known = self.known(kid, algorithm);
        let is_unknown = matches!(known, Err(TokenError::UnknownKey | TokenError::NoKeys));
        if !is_unknown && !self.is_old() {
            return known;
        }
        let under_way = self.begin();
        if !is_unknown {
            return known;
        }
        if let Some(mut under_way) = under_way {
            // Nothing is ever sent: it ends when the sender is dropped.
            let _ = under_way.changed().await;
        }
        self.known(kid, algorithm)
    }

    /// Fetches them, if there are none yet.
    pub(super) async fn warm_up(self: &Arc<Self>) -> Result<(), TokenError> {
        match self.candidates(None, "").await {
            Err(TokenError::NoKeys) => Err(TokenError::NoKeys),
            _ => Ok(()),
        }
    }

    fn known(&self, kid: Option<&str>, algorithm: &str) -> Result<Vec<Arc<Key>>, TokenError> {
        let keys = self.state().keys.clone().ok_or(TokenError::NoKeys)?;
        keys.candidates(kid, algorithm)
    }

    fn is_old(&self) -> bool {
        let fetched_at = self.state().fetched_at;
        fetched_at.is_none_or(|at| self.clock.elapsed().saturating_sub(at) >= KEPT)
    }

    /// Begins to fetch, if it is time, and answers the fetching that is under way. It goes on whoever stops waiting: else
    /// somebody who comes and goes could keep the keys from ever being fetched.
    fn begin(self: &Arc<Self>) -> Option<watch::Receiver<()>> {
        let now = self.clock.elapsed();
        let mut state = self.state();
        if let Some(under_way) = state.under_way.as_ref().filter(|receiver| receiver.has_changed().is_ok()) {
            return Some(under_way.clone());
        }
        let every = if state.keys.is_some() { FETCH_EVERY } else { FETCH_EVERY_WITHOUT };
        if state.tried_at.is_some_and(|at| now.saturating_sub(at) < every) {
            return None;
        }
        let (ended, under_way) = watch::channel(());
        state.tried_at = Some(now);
        state.under_way = Some(under_way.clone());
        drop(state);
        let fetched = Arc::clone(self);
        tokio::spawn(async move {
            let outcome = fetched.fetch.fetch().await;
            fetched.take(outcome);
            drop(ended);
        });
        Some(under_way)
    }

    /// Keeps what came, or what was there if nothing did that can be used.
    fn take(&self, outcome: Result<Vec<u8>, FetchError>) {
        let read =
            outcome.and_then(|content| jwk::read_set(&content).map_err(|flaw| FetchError(flaw.to_string())));
        let mut state = self.state();
        match read {
            Ok(keys) => {
                state.keys = Some(Arc::new(keys));
                state.fetched_at = Some(self.clock.elapsed());
            }
            Err(error) => tracing::warn!(%error, "the keys for tokens could not be fetched"),
        }
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
