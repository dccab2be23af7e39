//! What can be said on the command line of `webchat serve`, and in the environment.

use clap::builder::BoolishValueParser;
use clap::{ArgAction, Args};

use super::auth::AuthFlags;
use super::{LogFormat, Place};

/// Every setting has three spellings: the flag, the environment variable beside it, and the key of the same name in
/// webchat.toml (`--store-url`, `WEBCHAT_STORE_URL`, `store_url`). The flag goes first, then the environment.
#[derive(Debug, Args)]
pub(crate) struct Flags {
    /// Where to listen [default: 127.0.0.1:3000]. The variable PORT changes the port alone
    #[arg(long, env = "WEBCHAT_LISTEN", value_name = "ADDRESS:PORT")]
    pub(crate) listen: Option<String>,

    #[command(flatten)]
    pub(crate) place: Place,

    #[command(flatten)]
    pub(crate) auth: AuthFlags,

    /// How people reach the server, if that is not where it listens: <https://chat.example.com>. Links begin with it, cookies
    /// are for HTTPS if it is, and a server on 127.0.0.1 answers to this name too
    #[arg(long, env = "WEBCHAT_PUBLIC_URL", value_name = "URL")]
    pub(crate) public_url: Option<String>,

    /// Believes the proxy in front where requests come from (X-Forwarded-For) and how (X-Forwarded-Proto). Only for a server
    /// that nobody reaches but through that proxy
    #[arg(long, env = "WEBCHAT_TRUST_PROXY", action = ArgAction::SetTrue, value_parser = BoolishValueParser::new())]
    pub(crate) trust_proxy: bool,

    /// Lets open mode listen beyond this machine: anybody who reaches it can then be anybody
    #[arg(long, env = "WEBCHAT_ALLOW_OPEN_NETWORK", action = ArgAction::SetTrue, value_parser = BoolishValueParser::new())]
    pub(crate) allow_open_network: bool,

    /// A web page's origin that may use this server from the browser, such as <https://app.example.com>. May be repeated.
    /// Pages of the server's own host may, and while it listens on this machine only, those of localhost
    #[arg(long, env = "WEBCHAT_ALLOW_ORIGIN", value_name = "ORIGIN", value_delimiter = ',')]
    pub(crate) allow_origin: Vec<String>,

    /// What connects several nodes [default: local, which is this process alone]
    #[arg(long, env = "WEBCHAT_BUS_URL", value_name = "URL")]
    pub(crate) bus_url: Option<String>,

    /// How log lines look [default: text]
    #[arg(long, env = "WEBCHAT_LOG_FORMAT", value_name = "FORMAT")]
    pub(crate) log_format: Option<LogFormat>,

    /// What is logged [default: info]: error, warn, info, debug, trace, or per part, such as `webchat_server=debug`
    #[arg(long, env = "WEBCHAT_LOG_LEVEL", value_name = "LEVEL")]
    pub(crate) log_level: Option<String>,
}
