//! What the injector can do.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

macro_rules! faults {
    ($($(#[$doc:meta])* $name:ident = $word:literal, $of:ident;)*) => {
        /// What the injector does to a connection, a client or the server.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        pub enum Fault {
            $($(#[$doc])* $name,)*
        }

        impl Fault {
            /// All of them.
            pub const ALL: &[Self] = &[$(Self::$name),*];

            /// What it is called on the command line and in the report.
            pub fn name(self) -> &'static str {
                match self {
                    $(Self::$name => $word,)*
                }
            }

            fn victim(self) -> Victim {
                match self {
                    $(Self::$name => Victim::$of,)*
                }
            }
        }
    };
}

faults! {
    /// A connection is cut in the middle of a byte stream, in good order or not.
    Cut = "cut", Connection;
    /// A connection stands still for a while.
    Stall = "stall", Connection;
    /// A connection is slow, a few bytes at a time.
    Trickle = "trickle", Connection;
    /// Everything on a connection comes late.
    Delay = "delay", Connection;
    /// A connection is dead and nobody says so.
    HalfOpen = "half-open", Connection;
    /// A client loses the answer to a command and tries again.
    LostAnswer = "lost-answer", Client;
    /// A client sends a command twice.
    Twice = "twice", Client;
    /// A client sends a command again by another way.
    OtherWay = "other-way", Client;
    /// A client goes over to another transport.
    Switch = "switch", Client;
    /// The server is killed.
    Kill = "kill", Process;
    /// The server is told to stop.
    Stop = "stop", Process;
    /// The server is killed, and what it had not synced to the disk is gone.
    PowerCut = "power-cut", Disk;
    /// The disk is full.
    DiskFull = "disk-full", Disk;
    /// Writes fail.
    WriteError = "write-error", Disk;
    /// Syncs fail.
    SyncError = "sync-error", Disk;
    /// The wall clock jumps.
    ClockJump = "clock-jump", Disk;
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Victim {
    Connection,
    Client,
    Process,
    Disk,
}

impl Fault {
    /// Whether it needs a server that the verifier started itself.
    pub fn is_of_the_server(self) -> bool {
        matches!(self.victim(), Victim::Process | Victim::Disk)
    }

    /// Whether it needs a say in what the server's disk and clock do.
    pub fn is_of_the_disk(self) -> bool {
        self.victim() == Victim::Disk
    }

    /// Whether it is done to connections on their way.
    pub fn is_of_connections(self) -> bool {
        self.victim() == Victim::Connection
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl FromStr for Fault {
    type Err = String;

    fn from_str(word: &str) -> Result<Self, String> {
        Self::ALL.iter().copied().find(|fault| fault.name() == word).ok_or_else(|| {
            let all: Vec<_> = Self::ALL.iter().map(|fault| fault.name()).collect();
            format!("there is no fault \"{word}\"; there are {}", all.join(", "))
        })
    }
}
