//! A webchat with a bug in it, for the test of the delivery checker: whoever checks must find each of them.
//!
//! It serves like `webchat serve`, with the few flags that the checker uses, and one more: `--bug`. The bugs are wrappers
//! around the store, or a hook at the delivery; the rest is the real thing.

mod dropped;
mod echo;
mod no_index;
mod off_by_one;
mod replay;
mod spoilt;

use std::net::SocketAddr;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use anyhow::Context;
use clap::{Parser, Subcommand, ValueEnum};
use serde::Deserialize;
use tokio::signal::unix::{SignalKind, signal};
use webchat_core::{Chat, Parts, Rules, Store, SystemClock};
use webchat_protocol::{Limits, MessageId};
use webchat_server::Options;
use webchat_store_sqlite::SqliteStore;

use spoilt::{Bug, Sound, Spoilt};

#[derive(Debug, Parser)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Serves, with a bug.
    Serve {
        #[arg(long)]
        listen: SocketAddr,
        #[arg(long)]
        data_dir: PathBuf,
        #[arg(long)]
        config: PathBuf,
        #[arg(long)]
        bug: Planted,
    },
}

/// The bugs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Planted {
    /// None.
    None,
    /// A message is acknowledged before it is committed.
    Echo,
    /// Nothing keeps a message from being stored twice.
    NoIndex,
    /// What was missed is read as it was before the connection was subscribed.
    Replay,
    /// Events are not delivered any more, and nothing comes after them that would show it.
    Dropped,
    /// What was missed begins one place too late.
    OffByOne,
    /// Who is removed from a conversation still hears what is said there.
    StillHears,
}

/// What the checker's configuration has.
#[derive(Debug, Deserialize)]
struct Config {
    limits: Limits,
}

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    let Command::Serve { listen, data_dir, config, bug } = Cli::parse().command;
    let mut stop = signal(SignalKind::terminate())?;
    let config: Config = toml::from_str(&std::fs::read_to_string(config)?)?;
    let listener = tokio::net::TcpListener::bind(listen).await.context("the port is taken")?;
    let store = Arc::new(SqliteStore::open(&data_dir.join("webchat.db"))?);
    let (epoch, inner) = (store.epoch().to_owned(), store.clone() as Arc<dyn Store>);
    let chat = Chat::start(Parts {
        store: Arc::new(Spoilt { epoch, bug: plant(bug, &inner), store: inner }),
        clock: Arc::new(SystemClock::default()),
        mint_id: minted(),
        random: Box::new(|| fastrand::u128(..)),
        limits: config.limits,
        rules: Rules::OPEN,
    });
    if bug == Planted::Dropped {
        chat.planted.swallow(Box::new(dropped::is_dropped));
    }
    if bug == Planted::StillHears {
        chat.planted.remove_nobody();
    }
    greet(listen);
    let stopped = async move {
        stop.recv().await;
    };
    webchat_server::serve(vec![listener], chat, Options::default(), stopped).await;
    store.close().await;
    Ok(())
}

fn plant(bug: Planted, store: &Arc<dyn Store>) -> Box<dyn Bug> {
    match bug {
        Planted::Echo => Box::new(echo::EchoFirst::over(store.clone())),
        Planted::NoIndex => Box::new(no_index::NoIndex::default()),
        Planted::Replay => Box::new(replay::Replay::default()),
        Planted::OffByOne => Box::new(off_by_one::OffByOne),
        Planted::None | Planted::Dropped | Planted::StillHears => Box::new(Sound),
    }
}

fn minted() -> Box<dyn Fn() -> MessageId + Send + Sync> {
    let (process, next) = (std::process::id(), AtomicU64::new(1));
    #[allow(clippy::expect_used, reason = "some digits and a dash follow the rule of message ids")]
    Box::new(move || {
        MessageId::new(&format!("{process}-{}", next.fetch_add(1, Ordering::Relaxed)))
            .expect("it is a message id")
    })
}

#[allow(clippy::print_stdout, reason = "the checker waits for this line")]
fn greet(address: SocketAddr) {
    println!("  Open      http://{address}");
}
