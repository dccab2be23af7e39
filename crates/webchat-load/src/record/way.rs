//! The ways between a client and the server.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// Numbers the connections of a run.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct ConnectionId(pub u64);

impl fmt::Display for ConnectionId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "#{}", self.0)
    }
}

/// How a connection carries events.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Transport {
    /// A WebSocket with protocol 2.
    Socket,
    /// A WebSocket with the classic contract.
    Classic,
    /// Server-sent events.
    Stream,
    /// One long poll.
    Poll,
}

impl Transport {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Socket, Self::Classic, Self::Stream, Self::Poll];

    /// What it is called on the command line and in the report.
    pub fn name(self) -> &'static str {
        match self {
            Self::Socket => "socket",
            Self::Classic => "classic",
            Self::Stream => "stream",
            Self::Poll => "poll",
        }
    }
}

impl FromStr for Transport {
    type Err = String;

    fn from_str(word: &str) -> Result<Self, String> {
        let known = Self::ALL.into_iter().find(|transport| transport.name() == word);
        known.ok_or_else(|| {
            format!("there is no transport \"{word}\"; there are socket, classic, stream and poll")
        })
    }
}

/// How a command went to the server, and its answer came back.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Way {
    /// As a frame of a socket.
    Frame(ConnectionId),
    /// As a request of its own.
    Request,
}
