//! What every request can reach.

use std::sync::Arc;

use tokio_util::task::TaskTracker;
use webchat_core::Chat;

use crate::Origins;

/// How the server behaves beyond the chat's own limits.
#[derive(Debug, Clone, Default)]
pub struct Options {
    /// Which web pages may use the server from the browser.
    pub origins: Origins,
}

/// The state that handlers share.
#[derive(Clone)]
pub(crate) struct App {
    pub(crate) chat: Arc<Chat>,
    pub(crate) origins: Arc<Origins>,
    /// The live sockets, so that shutting down can wait for them.
    pub(crate) sockets: TaskTracker,
}
