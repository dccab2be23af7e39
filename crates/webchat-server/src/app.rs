//! What every request can reach.

use std::sync::Arc;

use tokio_util::task::TaskTracker;
use webchat_core::Chat;

use crate::Origins;
use crate::events::Polls;

/// How the server behaves beyond the chat's own limits.
#[derive(Debug, Clone, Default)]
pub struct Options {
    /// Which web pages may use the server from the browser.
    pub origins: Origins,
}

impl App {
    pub(crate) fn new(chat: Arc<Chat>, options: Options) -> Self {
        let (sockets, polls) = (TaskTracker::new(), Polls::default());
        Self { chat, origins: Arc::new(options.origins), sockets, polls }
    }
}

/// The state that handlers share.
#[derive(Clone)]
pub(crate) struct App {
    pub(crate) chat: Arc<Chat>,
    pub(crate) origins: Arc<Origins>,
    /// The live sockets, so that shutting down can wait for them.
    pub(crate) sockets: TaskTracker,
    /// The clients that poll and are not asking at the moment.
    pub(crate) polls: Polls,
}
