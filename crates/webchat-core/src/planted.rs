//! A bug on purpose, to see whether the delivery checker finds it. Only there with the feature `planted`, which no
//! program that serves anybody is built with.

use std::fmt;
use std::sync::OnceLock;
use std::sync::atomic::{AtomicBool, Ordering};

use webchat_protocol::{Message, Notice};

/// Which messages are stored and never told.
pub type Swallow = Box<dyn Fn(&Message) -> bool + Send + Sync>;

/// Where the bug is planted.
#[derive(Default)]
pub struct Planted {
    swallow: OnceLock<Swallow>,
    removes_nobody: AtomicBool,
}

impl Planted {
    /// Events about these messages are dropped. Only the first call counts.
    pub fn swallow(&self, swallow: Swallow) {
        drop(self.swallow.set(swallow));
    }

    /// From here on who is removed stays in the rosters that are kept in memory.
    pub fn remove_nobody(&self) {
        self.removes_nobody.store(true, Ordering::Relaxed);
    }

    pub(crate) fn keeps(&self, told: &Message) -> bool {
        self.removes_nobody.load(Ordering::Relaxed) && matches!(told.notice, Some(Notice::Removed { .. }))
    }

    pub(crate) fn swallows(&self, message: &Message) -> bool {
        self.swallow.get().is_some_and(|swallow| swallow(message))
    }
}

impl fmt::Debug for Planted {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Planted")
    }
}
