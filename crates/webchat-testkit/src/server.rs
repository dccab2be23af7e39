//! A server of the test's own, on a free port and in a folder of its own.

use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use reqwest::Method;
use serde_json::{Value, json};
use tempfile::TempDir;
use tokio::net::TcpListener;
use tokio::task::JoinHandle;
use tokio_util::sync::CancellationToken;
use webchat_auth::{Authenticator, PasswordMode};
use webchat_core::{Chat, Clock, Parts, Rules};
use webchat_protocol::{ConversationId, Limits, MessageId};
use webchat_server::{Hosts, Options, Origins};
use webchat_store_sqlite::SqliteStore;

use crate::mode::token;
use crate::{Mode, RawSocket, Rest, Socket, TestClock};

/// The password of everybody.
pub const PASSWORD: &str = "correct horse";

/// A running server. Dropping it stops it without draining.
pub struct TestServer {
    /// The server's clock.
    pub clock: TestClock,
    address: SocketAddr,
    setting: Setting,
    chat: Arc<Chat>,
    authenticator: Arc<Authenticator>,
    folder: Arc<TempDir>,
    stopping: CancellationToken,
    running: Option<JoinHandle<()>>,
}

/// What a server is started with, and again.
#[derive(Clone)]
struct Setting {
    limits: Limits,
    mode: Mode,
    options: Options,
    clock: TestClock,
}

impl TestServer {
    /// Starts a server with the limits that are the default, but for rates: they are off.
    pub async fn start() -> Self {
        Self::with(|_| {}).await
    }

    /// The same with limits changed.
    pub async fn with(change: impl FnOnce(&mut Limits)) -> Self {
        Self::asking(Mode::Open(Rules::OPEN), change).await
    }

    /// A server with the rules of authentication: classic connections hear what is theirs, and strangers are not written to.
    /// Who somebody is, it believes them all the same.
    pub async fn strict() -> Self {
        Self::asking(Mode::Open(Rules { classic_hears_all: false, strangers: false }), |_| {}).await
    }

    /// A server that asks people who they are, with limits changed.
    pub async fn asking(mode: Mode, change: impl FnOnce(&mut Limits)) -> Self {
        Self::behind(mode, change, |_| {}).await
    }

    /// The same with options changed.
    pub async fn behind(
        mode: Mode,
        change: impl FnOnce(&mut Limits),
        place: impl FnOnce(&mut Options),
    ) -> Self {
        let mut limits =
            Limits { messages_per_second: 0, typing_per_second: 0, presence_ms: 0, ..Limits::default() };
        change(&mut limits);
        let mut options = Options {
            origins: Origins { named: vec!["https://app.example.com".into()], loopback: true },
            hosts: Hosts::Known(vec!["chat.example.com".into()]),
            ..Options::default()
        };
        place(&mut options);
        let setting = Setting { limits, mode, options, clock: TestClock::default() };
        Self::open(Arc::new(tempfile::tempdir().unwrap()), setting).await
    }

    async fn open(folder: Arc<TempDir>, setting: Setting) -> Self {
        let store = Arc::new(SqliteStore::open(&database(&folder)).unwrap());
        let clock = setting.clock.clone();
        let chat = Chat::start(Parts {
            store: store.clone(),
            clock: Arc::new(clock.clone()),
            mint_id: minted_ids(),
            mint_conversation: Box::new(minted_conversation),
            limits: setting.limits.clone(),
            rules: setting.mode.rules(),
        });
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let stopping = CancellationToken::new();
        let stopped = stopping.clone().cancelled_owned();
        let authenticator = Arc::new(setting.mode.authenticator(store.clone(), clock.clone(), folder.path()));
        let options = Options { authenticator: authenticator.clone(), ..setting.options.clone() };
        let serving = chat.clone();
        let running = tokio::spawn(async move {
            webchat_server::serve(vec![listener], serving, options, stopped).await;
            store.close().await;
        });
        Self { clock, address, setting, chat, authenticator, folder, stopping, running: Some(running) }
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
        Self::open(self.folder.clone(), self.setting.clone()).await
    }

    /// The chat that it serves, for what no client can do.
    pub fn chat(&self) -> &Chat {
        &self.chat
    }

    /// Its accounts, for what somebody at its console can do.
    pub fn accounts(&self) -> &PasswordMode {
        self.authenticator.accounts().unwrap()
    }

    /// The first administrator, `root`, at a browser.
    pub async fn root(&self) -> Rest {
        let link = self.accounts().first_link().await.unwrap().expect("somebody administers it already");
        let body = json!({ "userId": "root", "password": PASSWORD, "link": link.expose() });
        self.browser("/api/v1/accounts", body).await
    }

    /// Signs up at a browser, where everybody may.
    pub async fn sign_up(&self, user: &str) -> Rest {
        self.browser("/api/v1/accounts", json!({ "userId": user, "password": PASSWORD })).await
    }

    /// Signs in at another browser.
    pub async fn sign_in(&self, user: &str) -> Rest {
        self.browser("/api/v1/session", json!({ "userId": user, "password": PASSWORD })).await
    }

    /// A browser that was let in by this request: it has the cookie, and shows a page of the server.
    pub async fn browser(&self, path: &str, body: Value) -> Rest {
        let page = self.page();
        let response = page.request(Method::POST, path).json(&body).send().await.unwrap();
        assert_eq!(response.status(), 200, "nobody was let in: {:?}", response.text().await);
        let cookie = response.headers()["set-cookie"].to_str().unwrap();
        page.with("Cookie", cookie.split(';').next().unwrap())
    }

    /// A browser that nobody is signed in at, with a page of the server.
    pub fn page(&self) -> Rest {
        self.rest().with("Origin", &format!("http://{}", self.address))
    }

    /// A program with a token.
    pub fn program(&self, token: &str) -> Rest {
        self.rest().with("Authorization", &format!("Bearer {token}"))
    }

    /// The program of somebody with a token of the host application, which holds for an hour.
    pub fn tokened(&self, user: &str) -> Rest {
        self.program(&token(&json!({ "sub": user, "exp": self.clock.now().millis() / 1_000 + 3_600 })))
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
