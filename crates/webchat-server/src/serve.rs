//! Runs a server from its first connection to its last.

use std::future::Future;
use std::sync::Arc;
use std::time::Duration;

use tokio::net::TcpListener;
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;
use webchat_core::Chat;

use crate::app::App;
use crate::{Options, accept, router, sweep};

/// Serves the chat on all `listeners` until `shutdown` is done, then drains: no new connections, every socket closed with
/// 1001 and its own hint when to come back, requests under way answered, writes committed. Draining takes at most
/// the limit `drain_ms`; the chat is closed when this returns. Call it in a Tokio runtime.
pub async fn serve(
    listeners: Vec<TcpListener>,
    chat: Arc<Chat>,
    options: Options,
    shutdown: impl Future<Output = ()> + Send,
) {
    let drain = Duration::from_millis(chat.limits().drain_ms);
    let (requests, stopping) = (TaskTracker::new(), CancellationToken::new());
    let app = App::new(chat.clone(), options);
    let (sockets, polls) = (app.sockets.clone(), app.polls.clone());
    let sweeper = tokio::spawn(sweep::run(chat.clone(), polls.clone()));
    let watcher = tokio::spawn(sweep::watch(app.gate.clone()));
    let routes = router::router(app);
    let accept = accept::Accept::new(routes, requests.clone(), stopping.clone(), chat.limits());
    let accepting = accept.run_all(listeners);
    shutdown.await;
    drop(accepting);

    tracing::info!(connections = chat.hub().connections(), "shutting down");
    stopping.cancel();
    chat.hub().close_all();
    polls.end();
    requests.close();
    sockets.close();
    let drained = async {
        requests.wait().await;
        sockets.wait().await;
    };
    if tokio::time::timeout(drain, drained).await.is_err() {
        tracing::warn!(
            requests = requests.len(),
            sockets = sockets.len(),
            "some connections did not end in time"
        );
    }
    sweeper.abort();
    watcher.abort();
    chat.close().await;
}
