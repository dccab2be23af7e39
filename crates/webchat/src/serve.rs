//! `webchat serve`: wires the parts together and runs them until a signal comes.

use std::net::SocketAddr;
use std::path::PathBuf;
use std::sync::Arc;

use anyhow::Context;
use clap::builder::BoolishValueParser;
use clap::{ArgAction, Args};
use uuid::Uuid;
use webchat_core::{Chat, Parts, SystemClock};
use webchat_protocol::MessageId;
use webchat_server::{Options, Origins};
use webchat_store_sqlite::SqliteStore;

use crate::config::{Auth, Config, LogFormat};
use crate::{log, open_files, signals};

/// Every setting has three spellings: the flag, the environment variable beside it, and the key of the same name in
/// webchat.toml (`--store-url`, `WEBCHAT_STORE_URL`, `store_url`). The flag goes first, then the environment.
#[derive(Debug, Args)]
pub(crate) struct Flags {
    /// Where to listen [default: 127.0.0.1:3000]. The variable PORT changes the port alone
    #[arg(long, env = "WEBCHAT_LISTEN", value_name = "ADDRESS:PORT")]
    pub(crate) listen: Option<String>,

    /// The folder for the database [default: .data]. It is made if it is missing
    #[arg(long, env = "WEBCHAT_DATA_DIR", value_name = "DIR")]
    pub(crate) data_dir: Option<PathBuf>,

    /// How people show who they are [default: open]
    #[arg(long, env = "WEBCHAT_AUTH", value_name = "MODE")]
    pub(crate) auth: Option<Auth>,

    /// Lets open mode listen beyond this machine: anybody who reaches it can then be anybody
    #[arg(long, env = "WEBCHAT_ALLOW_OPEN_NETWORK", action = ArgAction::SetTrue, value_parser = BoolishValueParser::new())]
    pub(crate) allow_open_network: bool,

    /// A web page's origin that may use this server from the browser, such as <https://app.example.com>. May be repeated.
    /// Pages of the server's own host may, and while it listens on this machine only, those of localhost
    #[arg(long, env = "WEBCHAT_ALLOW_ORIGIN", value_name = "ORIGIN", value_delimiter = ',')]
    pub(crate) allow_origin: Vec<String>,

    /// Where messages are stored [default: webchat.db in the data folder]
    #[arg(long, env = "WEBCHAT_STORE_URL", value_name = "sqlite://PATH")]
    pub(crate) store_url: Option<String>,

    /// What connects several nodes [default: local, which is this process alone]
    #[arg(long, env = "WEBCHAT_BUS_URL", value_name = "URL")]
    pub(crate) bus_url: Option<String>,

    /// The configuration file [default: webchat.toml, if it is there]. Its table `limits` holds every limit
    #[arg(long, env = "WEBCHAT_CONFIG", value_name = "FILE")]
    pub(crate) config: Option<PathBuf>,

    /// How log lines look [default: text]
    #[arg(long, env = "WEBCHAT_LOG_FORMAT", value_name = "FORMAT")]
    pub(crate) log_format: Option<LogFormat>,

    /// What is logged [default: info]: error, warn, info, debug, trace, or per part, such as `webchat_server=debug`
    #[arg(long, env = "WEBCHAT_LOG_LEVEL", value_name = "LEVEL")]
    pub(crate) log_level: Option<String>,
}

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
        limits: config.limits,
    });
    let origins = Origins { named: config.allowed_origins, loopback: config.listen.is_loopback() };
    greet(address);
    webchat_server::serve(listeners, chat, Options { origins }, shutdown).await;
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
