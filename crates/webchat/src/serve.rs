//! `webchat serve`: wires the parts together and runs them until a signal comes.

use std::net::SocketAddr;
use std::sync::Arc;

use anyhow::Context;
use uuid::Uuid;
use webchat_auth::{Authenticator, Secret};
use webchat_core::{Chat, Parts, SystemClock};
use webchat_protocol::MessageId;
use webchat_server::{Hosts, Options, Origins};
use webchat_store_sqlite::SqliteStore;

use crate::config::{Config, Flags, Listen, PublicUrl};
use crate::{identity, log, open_files, signals};

/// Runs the server until a signal comes. What it returns is a sentence.
pub(crate) fn run(flags: Flags) -> anyhow::Result<()> {
    let config = Config::resolve(flags)?;
    log::start(config.log_format, &config.log_level)?;
    open_files::raise_limit();
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()
        .context("Could not start the runtime")?;
    runtime.block_on(serve(config))
}

async fn serve(config: Config) -> anyhow::Result<()> {
    // The signal handlers stand before anything is open, so that no stop is missed.
    let shutdown = signals::shutdown()?;
    let (address, listeners) = config.listen.bind().await?;
    let store = SqliteStore::open(&config.database)?;
    let store = Arc::new(store);
    let clock = Arc::new(SystemClock::default());
    let rules = identity::rules(&config.identity);
    let authenticator = identity::authenticator(config.identity, store.clone(), clock.clone()).await?;
    let chat = Chat::start(Parts {
        store: store.clone(),
        clock,
        mint_id: Box::new(mint_id),
        random: Box::new(random),
        limits: config.limits,
        rules,
    });
    let url = config.public_url.clone().unwrap_or_else(|| PublicUrl::local(address));
    greet(&url, address, setup_link(&authenticator).await?.as_ref());
    let options = options(config.listen, config.public_url, config.allowed_origins);
    let options =
        Options { authenticator: Arc::new(authenticator), trust_proxy: config.trust_proxy, ..options };
    webchat_server::serve(listeners, chat, options, shutdown).await;
    store.close().await;
    tracing::info!("stopped; everything is saved");
    Ok(())
}

/// Ids that sort by time, for messages that come without one.
fn mint_id() -> MessageId {
    let text = Uuid::now_v7().to_string();
    #[allow(
        clippy::expect_used,
        reason = "36 characters out of 0-9 a-f and - follow the rule of message ids"
    )]
    MessageId::new(&text).expect("a UUID is a message id")
}

/// Numbers that nobody guesses. Six bits of a random UUID are fixed; those of the other one stand elsewhere.
fn random() -> u128 {
    Uuid::new_v4().as_u128() ^ Uuid::new_v4().as_u128().rotate_left(64)
}

/// Which pages may use the server, and what it may be called. On this machine it answers to this machine's names and its own:
/// what else it is called is somebody's trick (see ADR 0013). Where it listens to a network nobody knows how people call it,
/// unless they say so.
fn options(listen: Listen, public_url: Option<PublicUrl>, mut named: Vec<String>) -> Options {
    named.extend(public_url.as_ref().map(ToString::to_string));
    let is_https = public_url.as_ref().is_some_and(PublicUrl::is_https);
    let hosts = match public_url {
        Some(url) => Hosts::Known(vec![url.host().to_owned()]),
        None if listen.is_loopback() => Hosts::Known(Vec::new()),
        None => Hosts::Any,
    };
    Options {
        origins: Origins { named, loopback: listen.is_loopback() },
        hosts,
        is_https,
        ..Options::default()
    }
}

/// The link for the first administrator, as long as there is none. Each start makes a new one.
async fn setup_link(authenticator: &Authenticator) -> anyhow::Result<Option<Secret>> {
    match authenticator {
        Authenticator::Password(accounts) => Ok(accounts.first_link().await?),
        Authenticator::Open | Authenticator::Token(_) => Ok(None),
    }
}

/// The link goes where the addresses go, and into no log: whoever runs the server under systemd or in a container finds it in
/// what the program printed, and a log that is sent elsewhere has nothing of it.
#[allow(clippy::print_stdout, reason = "the addresses are what the command is run for")]
fn greet(url: &PublicUrl, address: SocketAddr, setup: Option<&Secret>) {
    let local = PublicUrl::local(address);
    println!("webchat {} is running.", env!("CARGO_PKG_VERSION"));
    println!("  Open      {local}");
    if *url != local {
        println!("  Public    {url}");
    }
    println!("  WebSocket {}", url.socket());
    println!("  API       {}", url.page("/api/docs"));
    if let Some(secret) = setup {
        println!("  Setup     {}", url.page(&format!("/setup#{}", secret.expose())));
        println!(
            "Nobody administers it yet: whoever opens the Setup link first does. It works once, for 24 hours."
        );
    }
    println!("Stop it with Ctrl-C.");
}
