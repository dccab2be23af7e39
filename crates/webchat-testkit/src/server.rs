//! A server of the test's own, on a free port and in a folder of its own.

use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use tempfile::TempDir;
use tokio::net::TcpListener;
use tokio::task::JoinHandle;
use tokio_util::sync::CancellationToken;
use webchat_core::{Chat, Parts, Rules};
use webchat_protocol::{ConversationId, Limits, MessageId};
use webchat_server::{Hosts, Options, Origins};
use webchat_store_sqlite::SqliteStore;

use crate::{RawSocket, Rest, Socket, TestClock};

/// A running server. Dropping it stops it without draining.
pub struct TestServer {
    /// The server's clock.
    pub clock: TestClock,
    address: SocketAddr,
    limits: Limits,
    rules: Rules,
    chat: Arc<Chat>,
    folder: Arc<TempDir>,
    stopping: CancellationToken,
    running: Option<JoinHandle<()>>,
}

impl TestServer {
    /// Starts a server with the limits that are the default, but for rates: they are off.
    pub async fn start() -> Self {
        Self::with(|_| {}).await
    }

    /// The same with limits changed.
    pub async fn with(change: impl FnOnce(&mut Limits)) -> Self {
        let mut limits =
            Limits { messages_per_second: 0, typing_per_second: 0, presence_ms: 0, ..Limits::default() };
        change(&mut limits);
        Self::open(Arc::new(tempfile::tempdir().unwrap()), limits, Rules::OPEN, TestClock::default()).await
    }

    /// A server with the rules of authentication: classic connections hear what is theirs, and strangers are not written to.
    /// Who somebody is, it believes them all the same.
    pub async fn strict() -> Self {
        let limits =
            Limits { messages_per_second: 0, typing_per_second: 0, presence_ms: 0, ..Limits::default() };
        let rules = Rules { classic_hears_all: false, strangers: false };
        Self::open(Arc::new(tempfile::tempdir().unwrap()), limits, rules, TestClock::default()).await
    }

    async fn open(folder: Arc<TempDir>, limits: Limits, rules: Rules, clock: TestClock) -> Self {
        let store = Arc::new(SqliteStore::open(&database(&folder)).unwrap());
        let chat = Chat::start(Parts {
            store: store.clone(),
            clock: Arc::new(clock.clone()),
            mint_id: minted_ids(),
            mint_conversation: Box::new(minted_conversation),
            limits: limits.clone(),
            rules,
        });
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let stopping = CancellationToken::new();
        let stopped = stopping.clone().cancelled_owned();
        let options = Options {
            origins: Origins { named: vec!["https://app.example.com".into()], loopback: true },
            hosts: Hosts::Known(vec![]),
            ..Options::default()
        };
        let serving = chat.clone();
        let running = tokio::spawn(async move {
            webchat_server::serve(vec![listener], serving, options, stopped).await;
            store.close().await;
        });
        Self { clock, address, limits, rules, chat, folder, stopping, running: Some(running) }
    }

    /// Stops the server as a signal would and waits until it is gone.
    pub async fn stop(&mut self) {
        self.stopping.cancel();
        self.running.take().unwrap().await.unwrap();
    }

    /// Stops it and starts it again on the same database, on another port.
    pub async fn restart(mut self) -> Self {
        self.stop().await;
        self.start_again().await
    }

    /// Starts a server that was stopped again, on another port.
    pub async fn start_again(self) -> Self {
        Self::open(self.folder.clone(), self.limits.clone(), self.rules, self.clock.clone()).await
    }

    /// The chat that it serves, for what no client can do.
    pub fn chat(&self) -> &Chat {
        &self.chat
    }

    /// Where it listens.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// Where its database is.
    pub fn database(&self) -> PathBuf {
        database(&self.folder)
    }

    /// A REST client.
    pub fn rest(&self) -> Rest {
        Rest::new(self.address)
    }

    /// Connects a WebSocket and takes its greeting.
    pub async fn connect(&self) -> Socket {
        Socket::connect(self.address).await
    }

    /// Connects and registers with the classic contract.
    pub async fn join(&self, user: &str) -> Socket {
        let mut socket = self.connect().await;
        socket.register(user).await;
        socket
    }

    /// Connects and registers with protocol 2.
    pub async fn join_full(&self, user: &str) -> Socket {
        let mut socket = self.connect().await;
        socket.register_full(user).await;
        socket
    }

    /// Connects a WebSocket whose frames the test makes itself.
    pub async fn raw(&self) -> RawSocket {
        RawSocket::connect(self.address).await
    }
}

impl Drop for TestServer {
    fn drop(&mut self) {
        if let Some(running) = self.running.take() {
            running.abort();
        }
    }
}

fn database(folder: &Arc<TempDir>) -> PathBuf {
    Path::new(folder.path()).join("webchat.db")
}

/// No two are the same, in whichever server of this process.
static MINTED: AtomicU64 = AtomicU64::new(1);

fn minted_ids() -> Box<dyn Fn() -> MessageId + Send + Sync> {
    Box::new(|| MessageId::new(&format!("minted-{}", MINTED.fetch_add(1, Ordering::SeqCst))).unwrap())
}

fn minted_conversation() -> ConversationId {
    let number = u128::from(MINTED.fetch_add(1, Ordering::SeqCst));
    // Spread over all bits, so that ids of different conversations look as different as they do.
    ConversationId::minted(number.wrapping_mul(0x9e37_79b9_7f4a_7c15_f39c_c060_5ced_c835))
}
