//! One connection, carried byte by byte from a device to the server and back, until its fate says otherwise.

use std::io::Result;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::net::tcp::{OwnedReadHalf, OwnedWriteHalf};

use super::fate::{Blow, Direction, Fate, Step};
use crate::calm::Calm;
use crate::evidence::Evidence;
use crate::record::{Fact, Fault};

/// How long a half-open connection is kept at most. Then the server hears of its end.
const FALLEN: Duration = Duration::from_secs(8);

/// What carries a connection.
pub struct Relay {
    pub evidence: Arc<Evidence>,
    pub calm: Calm,
    pub fate: Mutex<Fate>,
    pub device: Arc<str>,
}

/// How a direction ended.
#[derive(Debug, PartialEq, Eq)]
enum End {
    /// Nothing more comes.
    Finished,
    /// It was cut.
    Cut(Blow),
    /// It fell, and neither side is to hear of it.
    Fell(Blow),
}

impl Relay {
    /// Carries until one side ends it, or fate does.
    pub async fn run(self, client: TcpStream, server: TcpStream) {
        // What is sent must not wait for more: times matter here.
        let _ = (client.set_nodelay(true), server.set_nodelay(true));
        let (from_client, to_client) = client.into_split();
        let (from_server, to_server) = server.into_split();
        let mut up = Pump::new(from_client, to_server, &self, Direction::Up);
        let mut down = Pump::new(from_server, to_client, &self, Direction::Down);
        let end = tokio::select! {
            end = up.run() => end,
            end = down.run() => end,
        };
        match end {
            Ok(End::Cut(blow)) => {
                self.tell(&blow);
                if blow.is_harsh {
                    up.reset();
                    down.reset();
                }
            }
            Ok(End::Fell(blow)) => {
                self.tell(&blow);
                self.wait(FALLEN).await;
            }
            // The last words of one side still reach the other.
            Ok(End::Finished) | Err(_) => {}
        }
    }

    fn tell(&self, blow: &Blow) {
        let Blow { fault: Some(fault), after, direction, lasts, is_harsh } = blow else { return };
        let way = if *direction == Direction::Up { "to the server" } else { "to the client" };
        let detail = match *fault {
            Fault::Cut if *is_harsh => format!("reset after {after} bytes {way}"),
            Fault::Cut => format!("ended after {after} bytes {way}"),
            Fault::HalfOpen => format!("dead after {after} bytes"),
            Fault::Delay => format!("the next pieces {way}"),
            _ => format!("for {} ms after {after} bytes {way}", lasts.as_millis()),
        };
        self.evidence.note(&self.device, Fact::Injected { fault: *fault, detail });
    }

    fn next(&self, direction: Direction, ready: usize) -> Step {
        if self.calm.is_now() {
            return Step::Pass(ready);
        }
        self.fate.lock().unwrap_or_else(PoisonError::into_inner).next(direction, ready)
    }

    /// Waits, but no longer than until everything is to rest.
    async fn wait(&self, lasts: Duration) {
        tokio::select! {
            () = tokio::time::sleep(lasts) => {}
            () = self.calm.begins() => {}
        }
    }
}

/// One direction.
struct Pump<'a> {
    from: OwnedReadHalf,
    to: OwnedWriteHalf,
    relay: &'a Relay,
    direction: Direction,
}

impl<'a> Pump<'a> {
    fn new(from: OwnedReadHalf, to: OwnedWriteHalf, relay: &'a Relay, direction: Direction) -> Self {
        Self { from, to, relay, direction }
    }

    async fn run(&mut self) -> Result<End> {
        let mut buffer = vec![0; 4096];
        loop {
            let ready = self.from.read(&mut buffer).await?;
            if ready == 0 {
                return Ok(End::Finished);
            }
            let mut rest = &buffer[..ready];
            while !rest.is_empty() {
                match self.relay.next(self.direction, rest.len()) {
                    Step::Pass(bytes) => {
                        self.to.write_all(&rest[..bytes]).await?;
                        rest = &rest[bytes..];
                    }
                    Step::Wait(lasts, blow) => {
                        if let Some(blow) = blow {
                            self.relay.tell(&blow);
                        }
                        self.relay.wait(lasts).await;
                    }
                    Step::Cut(blow) => return Ok(End::Cut(blow)),
                    Step::Fall(blow) => return Ok(End::Fell(blow)),
                }
            }
        }
    }

    /// Has the connection end with a reset instead of in good order.
    fn reset(&self) {
        let _ = self.to.as_ref().set_zero_linger();
    }
}
