//! What can be said on the command line of `webchat-load verify`.

use std::net::{SocketAddr, ToSocketAddrs};
use std::path::PathBuf;
use std::time::Duration;

use anyhow::{Context, bail};
use clap::{ArgGroup, Args};
use webchat_load::verify::{Plan, Target};
use webchat_load::{Fault, Transport, Weather};

/// Lets a dozen users with two dozen devices use a server over WebSocket, event streams, long polls and REST, breaks their
/// connections at random bytes, kills the server and spoils its disk, and compares what everybody was told with the
/// server's history and its database.
///
/// It ends with code 0 if every promise was held, with 1 and the story of the first violation if one was broken, and
/// with 2 if nothing could be verified.
#[derive(Debug, Args)]
#[command(group(ArgGroup::new("target").required(true).args(["url", "server"])))]
#[command(after_help = EXAMPLES)]
pub struct Verify {
    /// A server that runs already, such as <http://127.0.0.1:3000>. It is used by made-up users whose names end in a mark
    /// of the run; nobody else should use it meanwhile. Its process and its disk are left alone
    #[arg(long, value_name = "URL")]
    url: Option<String>,

    /// The program `webchat`. It is started on a free port of this machine with an empty database of its own, killed, and
    /// started again
    #[arg(long, value_name = "PROGRAM")]
    server: Option<PathBuf>,

    /// Something that is handed on to `webchat serve`. May be repeated
    #[arg(
        long = "server-argument",
        value_name = "ARGUMENT",
        requires = "server",
        allow_hyphen_values = true
    )]
    arguments: Vec<String>,

    /// How long there is activity, in minutes [default: 1]. Quiet moments, at which everything is compared, come on top
    #[arg(long, value_name = "M", conflicts_with = "seconds")]
    minutes: Option<u64>,

    /// The same in seconds
    #[arg(long, value_name = "S")]
    seconds: Option<u64>,

    /// What everything that is left to chance follows from [default: another one each time; it is printed]. The same seed
    /// makes the same users want the same and the same faults strike; when exactly, the machine decides
    #[arg(long, value_name = "N")]
    seed: Option<u64>,

    /// How many users. Most have two devices
    #[arg(long, value_name = "N", default_value_t = 12)]
    users: usize,

    /// The transports that devices use, with commas between: socket, classic, stream, poll
    #[arg(
        long,
        value_name = "TRANSPORTS",
        value_delimiter = ',',
        default_value = "socket,classic,stream,poll"
    )]
    transports: Vec<Transport>,

    /// How many things a user does per second. The server's own limit is 20 messages per second
    #[arg(long, value_name = "N", default_value_t = 8.0)]
    rate: f64,

    /// What may go wrong: all, none, or names with commas between: cut, stall, trickle, delay, half-open, lost-answer,
    /// twice, other-way, switch; and with --server kill, stop, power-cut, disk-full, write-error, sync-error, clock-jump
    #[arg(long, value_name = "FAULTS", default_value = "all")]
    faults: String,

    /// Milliseconds between two kills of the server, on average
    #[arg(long, value_name = "MS", default_value_t = 2_000, requires = "server")]
    kill_every: u64,

    /// Milliseconds between two times of trouble with the disk or the clock, on average
    #[arg(long, value_name = "MS", default_value_t = 3_000, requires = "server")]
    trouble_every: u64,

    /// The database of the server at --url, if this machine has it: its rows are compared too
    #[arg(long, value_name = "FILE", requires = "url")]
    database: Option<PathBuf>,

    /// Where to keep the data, the logs and the report. Otherwise they go into a temporary folder, which stays only when a
    /// promise was broken
    #[arg(long, value_name = "DIR")]
    data_dir: Option<PathBuf>,
}

const EXAMPLES: &str = "\
Examples:
  webchat-load verify --server target/release/webchat --minutes 10
      everything that can be broken, for ten minutes
  webchat-load verify --server ./webchat --faults kill,disk-full --kill-every 500 --seed 7
      kills twice a second and a disk that is full now and then, as planned by seed 7
  webchat-load verify --url http://127.0.0.1:3000 --database .data/webchat.db
      a server that runs already; only connections and clients are broken";

impl Verify {
    /// What was asked for, as a plan.
    pub fn plan(self) -> anyhow::Result<Plan> {
        let target = match (&self.url, &self.server) {
            (Some(url), _) => Target::Running(address(url)?),
            (None, Some(path)) => Target::Program { path: path.clone(), arguments: self.arguments.clone() },
            (None, None) => bail!("Say which server: --url or --server."),
        };
        let minutes = self.minutes.unwrap_or(1);
        let lasts = self.seconds.map_or(Duration::from_mins(minutes), Duration::from_secs);
        if lasts.is_zero() || self.rate <= 0.0 {
            bail!("--minutes, --seconds and --rate must be more than 0.");
        }
        Ok(Plan {
            users: self.users,
            transports: self.transports,
            rate: self.rate,
            faults: faults(&self.faults)?,
            weather: Weather {
                kills: Duration::from_millis(self.kill_every.max(1)),
                troubles: Duration::from_millis(self.trouble_every.max(1)),
            },
            database: self.database,
            keep: self.data_dir,
            ..Plan::of(target, lasts, self.seed.unwrap_or_else(|| fastrand::u64(..1_000_000)))
        })
    }
}

fn address(url: &str) -> anyhow::Result<SocketAddr> {
    let Some(rest) = url.strip_prefix("http://") else {
        bail!("--url takes http://HOST:PORT. Its connections are cut on their way, so it must not be TLS.");
    };
    let host = rest.trim_end_matches('/');
    let host = if host.contains(':') { host.to_owned() } else { format!("{host}:80") };
    let mut found = host.to_socket_addrs().with_context(|| format!("{host} was not found"))?;
    found.next().with_context(|| format!("{host} has no address"))
}

fn faults(words: &str) -> anyhow::Result<Vec<Fault>> {
    match words {
        "all" => Ok(Fault::ALL.to_vec()),
        "none" => Ok(Vec::new()),
        _ => words.split(',').map(|word| word.trim().parse().map_err(anyhow::Error::msg)).collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn faults_are_named_or_all_or_none() {
        assert_eq!(faults("cut, kill").unwrap(), [Fault::Cut, Fault::Kill]);
        assert!(faults("none").unwrap().is_empty());
        assert!(faults("flood").unwrap_err().to_string().contains("half-open"));
    }

    #[test]
    fn a_url_is_a_host_and_a_port() {
        assert_eq!(address("http://127.0.0.1:3000/").unwrap(), ([127, 0, 0, 1], 3000).into());
        assert!(address("https://example.com").unwrap_err().to_string().contains("TLS"));
    }
}
