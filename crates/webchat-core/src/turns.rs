//! What one user does on several devices, one after the other.

use std::hash::{BuildHasher, RandomState};

use tokio::sync::{Mutex, MutexGuard};
use webchat_protocol::UserId;

/// Turns of users. Two users hardly ever wait for each other, so that what they do can share a commit.
pub(crate) struct Turns {
    stripes: Vec<Mutex<()>>,
    hasher: RandomState,
}

/// As many as jobs can sensibly share one commit; 40 KB in all, however many users there are.
const STRIPES: usize = 1_024;

impl Turns {
    pub(crate) fn new() -> Self {
        let stripes = std::iter::repeat_with(Mutex::default).take(STRIPES).collect();
        Self { stripes, hasher: RandomState::new() }
    }

    /// Waits for the user's turn, which lasts until the answer is dropped.
    pub(crate) async fn take(&self, user: &UserId) -> MutexGuard<'_, ()> {
        let hash = self.hasher.hash_one(user);
        #[expect(clippy::cast_possible_truncation, reason = "any stripe will do, if it is always the same")]
        let stripe = hash as usize % STRIPES;
        self.stripes[stripe].lock().await
    }
}
