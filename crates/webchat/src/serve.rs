//! `webchat serve`: wires the parts together and runs them until a signal comes.

use std::net::SocketAddr;
use std::sync::Arc;

use anyhow::Context;
use uuid::Uuid;
use webchat_core::{Chat, Parts, Rules, SystemClock};
use webchat_protocol::{ConversationId, MessageId};
use webchat_server::{Options, Origins};
use webchat_store_sqlite::SqliteStore;

use crate::config::{Config, Flags};
use crate::{log, open_files, signals};

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
    let chat = Chat::start(Parts {
        store: store.clone(),
        clock: Arc::new(SystemClock::default()),
        mint_id: Box::new(mint_id),
        mint_conversation: Box::new(mint_conversation),
        limits: config.limits,
        rules: Rules::OPEN,
    });
    let origins = Origins { named: config.allowed_origins, loopback: config.listen.is_loopback() };
    greet(address);
    webchat_server::serve(listeners, chat, Options { origins, ..Options::default() }, shutdown).await;
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

/// Ids that nobody guesses. Six bits of a random UUID are fixed; those of the other one stand elsewhere.
fn mint_conversation() -> ConversationId {
    ConversationId::minted(Uuid::new_v4().as_u128() ^ Uuid::new_v4().as_u128().rotate_left(64))
}

#[allow(clippy::print_stdout, reason = "the addresses are what the command is run for")]
fn greet(address: SocketAddr) {
    let host = if address.ip().is_unspecified() {
        format!("localhost:{}", address.port())
    } else {
        address.to_string()
    };
    println!("webchat {} is running.", env!("CARGO_PKG_VERSION"));
    println!("  Open      http://{host}");
    println!("  WebSocket ws://{host}/ws");
    println!("Stop it with Ctrl-C.");
}
