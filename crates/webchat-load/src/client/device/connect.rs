//! How a device comes and goes: opening a line, noticing that it is dead, coming back, going over to another transport.

use std::collections::BTreeMap;
use std::time::{Duration, Instant};

use serde_json::json;
use webchat_protocol::ConversationId;

use super::Device;
use crate::client::line::{First, Line, Opening};
use crate::proof::Proof;
use crate::record::{Fact, Fault, Transport, Way};

/// A socket is asked for a sign of life this often, and is dead when none came for [`SILENCE`].
const PING: Duration = Duration::from_secs(1);
const SILENCE: Duration = Duration::from_secs(4);

/// How long a poll waits for news, in seconds. Short, so that there are many.
const WAIT: &str = "2";

/// How long a device stays on a transport before it goes over to another, at most.
const STAY_MS: u64 = 6_000;

/// In a hundred lines, how many begin in another way: without cursors, with those of another history, with a token.
const WITHOUT_CURSORS: u32 = 8;
const FOREIGN: u32 = 3;
const WITH_TOKEN: u32 = 60;

/// In a hundred polls, how many name no session; in a hundred streams and polls, how many register in a body.
const WITHOUT_SESSION: u32 = 15;
const BY_BODY: u32 = 20;

type Places = BTreeMap<ConversationId, u64>;

impl Device {
    /// Does what is due about the line.
    pub(super) fn keep_connected(&mut self, now: Instant) {
        let stream_silence = self.world.stream_silence;
        let Some(line) = &mut self.line else {
            if now >= self.come_back {
                self.open();
            }
            return;
        };
        let silence = match line.transport {
            Transport::Stream => stream_silence,
            // A poll has a time limit of its own.
            Transport::Poll => Duration::MAX,
            _ => SILENCE,
        };
        if now.duration_since(line.heard) > silence {
            self.close("nothing was heard for too long");
        } else if line.takes_frames() && now.duration_since(line.asked) > PING {
            line.asked = now;
            line.say("{\"type\":\"ping\"}".to_owned());
        } else if line.transport == Transport::Poll && line.is_confirmed && !line.is_polling {
            self.poll_again();
        } else if self.transports.len() > 1 && now > self.switch && self.world.may(Fault::Switch) {
            self.note(Fact::Injected { fault: Fault::Switch, detail: "to another transport".to_owned() });
            self.close("the client goes over to another transport");
        }
    }

    fn open(&mut self) {
        let transport = self.rng.choice(&self.transports).copied().unwrap_or(Transport::Socket);
        self.switch = Instant::now() + Duration::from_millis(self.rng.u64(500..STAY_MS));
        let id = self.world.next_connection();
        let chance = self.rng.u32(0..100);
        let (first, epoch, after) = match (transport, self.token.take()) {
            (Transport::Classic, _) => (self.classic(), None, None),
            (Transport::Stream, Some((token, told))) if self.rng.u32(0..100) < WITH_TOKEN => {
                let first = First { token: Some(token), ..self.question(transport, id.0, None) };
                (first, self.epoch.clone(), Some(told))
            }
            _ => {
                let epoch = self.epoch.clone().filter(|_| chance >= WITHOUT_CURSORS);
                let is_foreign = epoch.is_some() && chance < WITHOUT_CURSORS + FOREIGN;
                let epoch = if is_foreign { Some("of another history".to_owned()) } else { epoch };
                let after = epoch.as_ref().map(|_| self.cursors());
                let first = if transport == Transport::Socket {
                    First { frame: self.register(id.0, epoch.as_deref()), ..First::default() }
                } else {
                    self.question(transport, id.0, epoch.as_deref())
                };
                (first, epoch, after)
            }
        };
        let (connection, user, told) = (id, self.user.clone(), after.clone());
        self.note(Fact::Opened { connection, user, transport, epoch, after });
        self.line = Some(Line::open(Opening { id, transport, address: self.address, first }, told));
    }

    fn poll_again(&mut self) {
        let id = self.world.next_connection();
        let (epoch, after) = (self.epoch.clone(), self.cursors());
        let question = self.question(Transport::Poll, id.0, epoch.as_deref());
        let (user, transport, after) = (self.user.clone(), Transport::Poll, epoch.as_ref().map(|_| after));
        self.note(Fact::Opened { connection: id, user, transport, epoch, after: after.clone() });
        if let Some(line) = &mut self.line {
            line.poll(id, question, after);
        }
    }

    /// The line has ended, or is left.
    pub(super) fn close(&mut self, why: &str) {
        let Some(line) = self.line.take() else { return };
        if line.transport != Transport::Poll || line.is_polling {
            self.note(Fact::Closed { connection: line.id, why: why.to_owned() });
        }
        let pause = Duration::from_millis(self.rng.u64(10..250));
        self.come_back = Instant::now() + pause;
        self.outbox.hurry(Way::Frame(line.id), self.come_back);
    }

    /// How far the device has followed its conversations. Where it has to begin afresh it says nothing.
    fn cursors(&self) -> Places {
        let following = self.timelines.iter().filter(|(_, timeline)| !timeline.needs_page());
        following.map(|(id, timeline)| (id.clone(), timeline.followed())).collect()
    }

    fn classic(&self) -> First {
        let frame = Proof::of(&self.user).register().to_string();
        First { frame, ..First::default() }
    }

    fn register(&self, number: u64, epoch: Option<&str>) -> String {
        let mut register = Proof::of(&self.user).register();
        (register["protocol"], register["id"]) = (2.into(), registration(number).into());
        if let Some(epoch) = epoch {
            register["cursors"] = json!({ "epoch": epoch, "after": self.cursors() });
        }
        register.to_string()
    }

    /// How a stream or a poll is asked for: in the query, or with a body.
    fn question(&mut self, transport: Transport, number: u64, epoch: Option<&str>) -> First {
        let mut query = Vec::new();
        if transport == Transport::Poll {
            query.push(("wait", WAIT.to_owned()));
            if self.rng.u32(0..100) >= WITHOUT_SESSION {
                query.push(("session", self.name.to_string()));
            }
        }
        if self.rng.u32(0..100) < BY_BODY {
            return First { frame: self.register(number, epoch), query, token: None };
        }
        query.push(Proof::of(&self.user).query());
        if let Some(epoch) = epoch {
            query.push(("cursors", json!({ "epoch": epoch, "after": self.cursors() }).to_string()));
        }
        First { query, ..First::default() }
    }
}

/// The id of the command that registers a connection.
pub(super) fn registration(number: u64) -> String {
    format!("register-{number}")
}
