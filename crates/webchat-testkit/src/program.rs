//! The real binary in a process of its own, for what only a process can show: signals, kills, exit codes.

use std::io::{BufRead, BufReader};
use std::net::SocketAddr;
use std::path::Path;
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::mpsc::{Receiver, sync_channel};

use crate::{PATIENCE, Rest, Socket};

/// Lines that are kept of what it prints.
const LINES: usize = 64;

/// A running `webchat serve`. Dropping it kills it.
pub struct Program {
    child: Child,
    address: SocketAddr,
    printed: Receiver<String>,
}

impl Program {
    /// Starts `binary serve` on a free port with its database in `folder`, and waits until it says where it listens.
    pub fn start(binary: &str, folder: &Path) -> Self {
        Self::start_with(binary, folder, &[])
    }

    /// The same with more arguments.
    pub fn start_with(binary: &str, folder: &Path, more: &[&str]) -> Self {
        let mut command = Command::new(binary);
        command.args(["serve", "--listen", "127.0.0.1:0", "--data-dir"]).arg(folder).args(more);
        command.current_dir(folder);
        Self::start_as(command)
    }

    /// Starts a server by a command that ends in it, and waits until it says where it listens.
    pub fn start_as(mut command: Command) -> Self {
        command.stdout(Stdio::piped()).stderr(Stdio::null()).env_remove("PORT");
        let mut child = command.spawn().unwrap();
        let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
        let opened = lines.find_map(|line| line.unwrap().trim().strip_prefix("Open").map(str::to_owned));
        let url = opened.expect("the server ended without saying where it listens");
        let address = url.trim().strip_prefix("http://").unwrap().parse().unwrap();
        let (sender, printed) = sync_channel(LINES);
        // Whatever else it prints must not fill the pipe.
        std::thread::spawn(move || lines.map_while(Result::ok).for_each(|line| drop(sender.try_send(line))));
        Self { child, address, printed }
    }

    /// What it prints behind this word, after its address.
    pub fn printed(&self, word: &str) -> String {
        loop {
            let line = self.printed.recv_timeout(PATIENCE).expect("it does not say so");
            if let Some(rest) = line.trim().strip_prefix(word) {
                return rest.trim().to_owned();
            }
        }
    }

    /// Whether it prints nothing of the kind before it says how to stop it.
    pub fn is_silent_about(&self, word: &str) -> bool {
        loop {
            let line = self.printed.recv_timeout(PATIENCE).expect("it does not say how to stop it");
            if line.contains(word) {
                return false;
            }
            if line.starts_with("Stop") {
                return true;
            }
        }
    }

    /// Runs `binary` with arguments to its end: whether it succeeded, what it printed, and what it complained.
    pub fn run(binary: &str, arguments: &[&str], folder: &Path) -> (ExitStatus, String, String) {
        let output =
            Command::new(binary).args(arguments).current_dir(folder).env_remove("PORT").output().unwrap();
        let text = |bytes| String::from_utf8(bytes).unwrap();
        (output.status, text(output.stdout), text(output.stderr))
    }

    /// Where it listens.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// Its process id.
    pub fn id(&self) -> u32 {
        self.child.id()
    }

    /// A REST client.
    pub fn rest(&self) -> Rest {
        Rest::new(self.address)
    }

    /// Connects a WebSocket.
    pub async fn connect(&self) -> Socket {
        Socket::connect(self.address).await
    }

    /// Ends it as a crash would: SIGKILL.
    pub fn kill(mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }

    /// Sends it a signal by name, such as `TERM`.
    pub fn signal(&self, name: &str) {
        let sent = Command::new("kill").args([&format!("-{name}"), &self.child.id().to_string()]).status();
        assert!(sent.unwrap().success(), "the signal could not be sent");
    }

    /// Waits until it has ended.
    pub async fn ended(mut self) -> ExitStatus {
        let waiting = tokio::task::spawn_blocking(move || self.child.wait().unwrap());
        tokio::time::timeout(PATIENCE, waiting).await.expect("the program did not end").unwrap()
    }
}

impl Drop for Program {
    fn drop(&mut self) {
        drop(self.child.kill());
        drop(self.child.wait());
    }
}
