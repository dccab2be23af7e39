//! So many passwords at once and no more: a hash takes a processor and 19 MiB for 30 ms, and the chat goes on beside it.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use tokio::sync::Semaphore;
use webchat_core::accounts::PasswordHash;

use super::hashing::{self, Cost};
use crate::random::Random;
use crate::{AccountLimits, Password, Refused};

/// Where passwords are hashed: on threads of their own, a few at once, a few more waiting.
pub(super) struct Pool {
    cost: Cost,
    /// Places, to wait or to be hashed.
    places: Arc<Semaphore>,
    /// Turns to be hashed, in the order of coming.
    turns: Arc<Semaphore>,
    computed: AtomicU64,
}

impl Pool {
    pub(super) fn new(cost: Cost, limits: &AccountLimits) -> Self {
        let at_once = limits.hashes_at_once.max(1);
        Self {
            cost,
            places: Arc::new(Semaphore::new(at_once + limits.hashes_waiting)),
            turns: Arc::new(Semaphore::new(at_once)),
            computed: AtomicU64::new(0),
        }
    }

    /// What a hash costs.
    pub(super) fn cost(&self) -> Cost {
        self.cost
    }

    /// Hashes that were begun.
    pub(super) fn computed(&self) -> u64 {
        self.computed.load(Ordering::Relaxed)
    }

    /// Hashes a password that somebody chose.
    pub(super) async fn hash(
        &self,
        password: &Password,
        random: &dyn Random,
    ) -> Result<PasswordHash, Refused> {
        let (password, salt, cost) = (password.clone(), hashing::salt(random)?, self.cost);
        self.run(move || hashing::hash(&password, salt, cost)).await?.ok_or(Refused::Busy)
    }

    /// Whether this is the password.
    pub(super) async fn is_right(&self, password: &Password, hash: PasswordHash) -> Result<bool, Refused> {
        let password = password.clone();
        self.run(move || hashing::is_right(&password, &hash)).await
    }

    /// Who gives up while they wait makes room. What has begun is finished and keeps its turn so long, whoever still waits
    /// for it: else coming and going would get around the limit.
    async fn run<T: Send + 'static>(&self, work: impl FnOnce() -> T + Send + 'static) -> Result<T, Refused> {
        let place = Arc::clone(&self.places).try_acquire_owned().map_err(|_| Refused::Busy)?;
        let turn = Arc::clone(&self.turns).acquire_owned().await.map_err(|_| Refused::Busy)?;
        self.computed.fetch_add(1, Ordering::Relaxed);
        let computing = tokio::task::spawn_blocking(move || {
            let outcome = work();
            drop((turn, place));
            outcome
        });
        computing.await.map_err(|_| Refused::Busy)
    }
}

#[cfg(test)]
mod tests {
    use std::sync::mpsc::sync_channel;

    use super::*;

    fn pool(hashes_at_once: usize, hashes_waiting: usize) -> Arc<Pool> {
        let limits = AccountLimits { hashes_at_once, hashes_waiting, ..AccountLimits::default() };
        Arc::new(Pool::new(Cost::NONE, &limits))
    }

    async fn settled(pool: &Pool, free_places: usize, computed: u64) {
        while pool.places.available_permits() != free_places || pool.computed() != computed {
            tokio::task::yield_now().await;
        }
    }

    #[tokio::test]
    async fn two_are_hashed_two_wait_and_the_fifth_is_refused() {
        let (pool, (open, gate)) = (pool(2, 2), sync_channel::<()>(0));
        let gate = Arc::new(std::sync::Mutex::new(gate));
        let held = || {
            let (pool, gate) = (Arc::clone(&pool), Arc::clone(&gate));
            tokio::spawn(async move { pool.run(move || gate.lock().unwrap().recv().is_ok()).await })
        };
        let four = [held(), held(), held(), held()];
        settled(&pool, 0, 2).await;
        assert!(matches!(pool.run(|| ()).await, Err(Refused::Busy)));
        assert_eq!(pool.computed(), 2);
        let opening = tokio::task::spawn_blocking(move || (0..4).for_each(|_| open.send(()).unwrap()));
        for each in four {
            assert!(each.await.unwrap().unwrap());
        }
        opening.await.unwrap();
        settled(&pool, 4, 4).await;
        pool.run(|| ()).await.unwrap();
    }

    #[tokio::test]
    async fn who_gives_up_waiting_makes_room_and_what_has_begun_keeps_its_turn() {
        let (pool, (open, gate)) = (pool(1, 1), sync_channel::<()>(0));
        let begun = tokio::spawn({
            let pool = Arc::clone(&pool);
            async move { pool.run(move || gate.recv().is_ok()).await }
        });
        settled(&pool, 1, 1).await;
        let waiting = tokio::spawn({
            let pool = Arc::clone(&pool);
            async move { pool.run(|| ()).await }
        });
        settled(&pool, 0, 1).await;
        waiting.abort();
        settled(&pool, 1, 1).await;
        begun.abort();
        assert!(begun.await.unwrap_err().is_cancelled());
        assert_eq!((pool.turns.available_permits(), pool.places.available_permits()), (0, 1));
        tokio::task::spawn_blocking(move || open.send(()).unwrap()).await.unwrap();
        settled(&pool, 2, 1).await;
    }
}
