//! The server's process, where the verifier starts it itself.

use std::ffi::OsString;
use std::fs::OpenOptions;
use std::net::{Ipv4Addr, SocketAddr, TcpListener};
use std::path::PathBuf;
use std::process::{ExitStatus, Stdio};
use std::sync::Arc;
use std::time::{Duration, Instant};

use anyhow::{Context, bail};
use tokio::io::{AsyncBufReadExt, BufReader};
use tokio::process::{Child, Command};
use tokio::time::timeout;

use crate::evidence::Evidence;
use crate::record::{Fact, Fault};

/// How long a start may take: far more than it does, even on a machine that is busy.
const STARTING: Duration = Duration::from_secs(20);

/// How long an end in good order may take: that is promised.
const STOPPING: Duration = Duration::from_secs(10);

/// Ports that a system does not hand out by itself, so that nobody takes ours while the server is down.
const PORTS: std::ops::Range<u16> = 20_000..30_000;

/// How to start it.
#[derive(Debug, Clone)]
pub struct Launch {
    /// The program.
    pub program: PathBuf,
    /// What is handed on to `serve` beside the rest.
    pub arguments: Vec<String>,
    /// Where its database is.
    pub data: PathBuf,
    /// Its configuration.
    pub config: PathBuf,
    /// Where what it logs goes.
    pub log: PathBuf,
    /// Where it listens, always.
    pub address: SocketAddr,
    /// What its environment has to hold.
    pub environment: Vec<(&'static str, OsString)>,
}

/// A port that nobody has at the moment.
pub fn free_address() -> anyhow::Result<SocketAddr> {
    for _ in 0..100 {
        let address = SocketAddr::from((Ipv4Addr::LOCALHOST, fastrand::u16(PORTS)));
        if TcpListener::bind(address).is_ok() {
            return Ok(address);
        }
    }
    bail!("no free port was found between {} and {}", PORTS.start, PORTS.end)
}

/// The server. Dropping it kills it.
pub struct Server {
    launch: Launch,
    evidence: Arc<Evidence>,
    name: Arc<str>,
    child: Option<Child>,
}

impl Server {
    /// One that is not started yet.
    pub fn new(launch: Launch, evidence: Arc<Evidence>) -> Self {
        Self { launch, evidence, name: "server".into(), child: None }
    }

    /// Starts it and waits until it serves. An error is what it said instead.
    pub async fn start(&mut self) -> anyhow::Result<()> {
        let began = Instant::now();
        let log = OpenOptions::new().create(true).append(true).open(&self.launch.log)?;
        let mut command = Command::new(&self.launch.program);
        command
            .args(["serve", "--listen", &self.launch.address.to_string(), "--data-dir"])
            .arg(&self.launch.data)
            .arg("--config")
            .arg(&self.launch.config)
            .args(&self.launch.arguments)
            .envs(self.launch.environment.iter().cloned())
            .env_remove("PORT")
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(log)
            .kill_on_drop(true);
        let mut child = command
            .spawn()
            .with_context(|| format!("{} could not be started", self.launch.program.display()))?;
        timeout(STARTING, serves(&mut child)).await.context("the server did not serve in time")??;
        self.child = Some(child);
        let millis = u64::try_from(began.elapsed().as_millis()).unwrap_or(u64::MAX);
        self.evidence.note(&self.name, Fact::Started { millis });
        Ok(())
    }

    /// Kills it, as a crash would.
    pub async fn kill(&mut self, how: Fault) -> anyhow::Result<()> {
        if let Some(mut child) = self.child.take() {
            child.kill().await?;
            self.evidence.note(&self.name, Fact::Ended { how });
        }
        Ok(())
    }

    /// Tells it to stop and waits until it has. An error if it does not in time, or says that something went wrong.
    pub async fn stop(&mut self) -> anyhow::Result<()> {
        let Some(mut child) = self.child.take() else { return Ok(()) };
        let process =
            child.id().and_then(|id| i32::try_from(id).ok()).and_then(rustix::process::Pid::from_raw);
        if let Some(process) = process {
            rustix::process::kill_process(process, rustix::process::Signal::TERM)?;
        }
        let status = timeout(STOPPING, child.wait()).await;
        self.evidence.note(&self.name, Fact::Ended { how: Fault::Stop });
        match status {
            Ok(status) if status.as_ref().is_ok_and(ExitStatus::success) => Ok(()),
            Ok(status) => bail!("the server was told to stop and ended with {}", status?),
            Err(_) => bail!("the server was told to stop and had not ended after {} s", STOPPING.as_secs()),
        }
    }

    /// Whether it has ended without being told to.
    pub fn has_ended(&mut self) -> Option<ExitStatus> {
        self.child.as_mut()?.try_wait().ok()?
    }
}

/// Waits until it says where it listens. Whatever else it prints is read too, so that its pipe does not fill up.
async fn serves(child: &mut Child) -> anyhow::Result<()> {
    let output = child.stdout.take().context("it has no output")?;
    let mut lines = BufReader::new(output).lines();
    while let Some(line) = lines.next_line().await? {
        if line.trim_start().starts_with("Open") {
            tokio::spawn(async move { while let Ok(Some(_)) = lines.next_line().await {} });
            return Ok(());
        }
    }
    let status = child.wait().await?;
    bail!("the server ended with {status} before it served")
}
