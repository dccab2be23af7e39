//! Where randomness comes from. Whoever makes secrets is handed a [`Random`], so that tests can foresee them.

use ring::rand::SecureRandom;
use thiserror::Error;

/// The system could give no random bytes. Nothing secret can be made then.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[error("the system has no randomness")]
pub struct NoRandomness;

/// A source of bytes that nobody can foresee.
pub trait Random: Send + Sync + 'static {
    /// Fills all of `bytes`. Does not block once the system has started.
    fn fill(&self, bytes: &mut [u8]) -> Result<(), NoRandomness>;
}

/// The system's randomness.
#[derive(Debug, Clone, Copy, Default)]
pub struct SystemRandom;

impl Random for SystemRandom {
    fn fill(&self, bytes: &mut [u8]) -> Result<(), NoRandomness> {
        ring::rand::SystemRandom::new().fill(bytes).map_err(|_| NoRandomness)
    }
}

/// So many random bytes.
pub(crate) fn bytes<const N: usize>(random: &dyn Random) -> Result<[u8; N], NoRandomness> {
    let mut bytes = [0; N];
    random.fill(&mut bytes).map(|()| bytes)
}
