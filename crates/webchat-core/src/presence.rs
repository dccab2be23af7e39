//! Who is here. A hint: it lives in the hub and nowhere else, but for when a user was last seen.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use webchat_protocol::{
    About, ErrorCode, Event, Limits, PROTOCOL_CLASSIC, PROTOCOL_FULL, Person, Problem, Register, Status,
    Timestamp, UserId,
};

use crate::hub::{Bound, Directory};
use crate::names::check_name;
use crate::people::shown_name;
use crate::{Actor, Chat, Connection, Frame, Hub, Importance, Rules, Session};

/// Presence that connections of protocol 2 have not been told yet. Collected, so that n users arriving cost n
/// entries in a few events, and not n events for each of n users.
pub(crate) struct Presence {
    pending: Mutex<Pending>,
    every: Duration,
}

#[derive(Default)]
struct Pending {
    changed: BTreeSet<UserId>,
    /// The names of those who left since, and when.
    left: BTreeMap<UserId, (String, Timestamp)>,
    flushed: Duration,
}

impl Presence {
    pub(crate) fn new(limits: &Limits) -> Self {
        Self { pending: Mutex::default(), every: Duration::from_millis(limits.presence_ms) }
    }

    /// Remembers that something about a user is to be told.
    pub(crate) fn changed(&self, user: &UserId) {
        self.lock().changed.insert(user.clone());
    }

    fn left(&self, user: &UserId, name: String, at: Timestamp) {
        let mut pending = self.lock();
        pending.changed.insert(user.clone());
        pending.left.insert(user.clone(), (name, at));
    }

    /// Sends what has collected, if it is time.
    pub(crate) fn flush(&self, hub: &Hub, now: Duration) {
        let mut pending = self.lock();
        if pending.changed.is_empty() || now.saturating_sub(pending.flushed) < self.every {
            return;
        }
        let Pending { changed, left, .. } = std::mem::take(&mut *pending);
        pending.flushed = now;
        let people = {
            let directory = hub.lock();
            changed.iter().filter_map(|user| person(&directory, user, &left)).collect()
        };
        hub.hint(&Frame::encode(&Event::Presence { people }), true);
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, Pending> {
        self.pending.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn person(
    directory: &Directory,
    user: &UserId,
    left: &BTreeMap<UserId, (String, Timestamp)>,
) -> Option<Person> {
    let status = directory.status(user);
    if let Some(name) = directory.name(user) {
        let (user_id, name) = (user.clone(), name.to_owned());
        return Some(Person { user_id, name, status, last_seen_at: None, about: About::default() });
    }
    let (name, at) = left.get(user)?;
    let (user_id, name) = (user.clone(), name.clone());
    Some(Person { user_id, name, status, last_seen_at: Some(*at), about: About::default() })
}

impl Chat {
    /// Takes a new connection in and greets it. `None` when the node is full.
    pub fn connect(&self) -> Option<Session> {
        let greeting = Frame::encode(&Event::ConnectionEstablished {
            message: "Connected. Register to take part.".to_owned(),
            timestamp: self.clock.now(),
        });
        Some(Session::new(self.hub.connect(PROTOCOL_CLASSIC, Some(greeting))?, PROTOCOL_CLASSIC))
    }

    /// Takes a connection in without a word, for a transport that begins with registering.
    pub fn attach(&self) -> Option<Session> {
        Some(Session::new(self.hub.connect(PROTOCOL_FULL, None)?, PROTOCOL_FULL))
    }

    /// Binds a connection to the user whom the command names. On a connection that was another user's, that user leaves first.
    ///
    /// The connection is subscribed first; then what was missed since the cursors is read and put before whatever was
    /// pushed meanwhile. If it can't be read the user is taken off again: a connection that follows with a hole would be
    /// worse than none.
    pub async fn register(&self, session: &mut Session, register: Register) -> Result<(), Problem> {
        let user = register.user_id.clone().ok_or_else(|| {
            let sentence = "\"register\" was not understood: the field \"userId\" is missing.";
            Problem::new(ErrorCode::BadField, sentence)
        })?;
        let actor = Actor::new(user);
        self.register_as(session, actor, register).await
    }

    /// The same for somebody whose identity is settled, whoever the command names.
    pub async fn register_as(
        &self,
        session: &mut Session,
        actor: Actor,
        register: Register,
    ) -> Result<(), Problem> {
        let Register { protocol, name, cursors, .. } = register;
        let protocol = check_protocol(protocol)?;
        let cursors = cursors.filter(|_| protocol >= PROTOCOL_FULL);
        self.check_cursors(cursors.as_ref())?;
        let name = name.as_deref().map(check_name).transpose()?;
        if session.actor.as_ref().is_some_and(|before| before.user_id != actor.user_id) {
            self.unbind(session).await;
        }
        let name = self.remember(&actor.user_id, name).await;
        self.bind(&session.connection, &actor, &name, protocol)?;
        session.actor = Some(actor.clone());
        session.protocol = protocol;
        let Some(cursors) = cursors else {
            session.connection.queue.release(Vec::new());
            return Ok(());
        };
        let resumed = self.resume(session, &actor, &cursors).await;
        if resumed.is_err() {
            self.unbind(session).await;
        }
        resumed
    }

    /// Puts the user on the connection, confirms it, and tells the others if it is the user's first.
    fn bind(
        &self,
        connection: &Arc<Connection>,
        actor: &Actor,
        name: &str,
        protocol: u8,
    ) -> Result<(), Problem> {
        let user = &actor.user_id;
        let mut directory = self.hub.lock();
        let bound = directory.bind(connection, actor, name, protocol);
        if bound == Bound::TooMany {
            let limit = self.limits.connections_per_user;
            let sentence = format!("{user} is connected {limit} times, which is as many as one may.");
            return Err(Problem::new(ErrorCode::TooManyConnections, sentence));
        }
        let renamed = directory.rename(user, name);
        let confirmed = Frame::encode(&self.confirmation(&directory, user, protocol));
        connection.queue.push(confirmed, Importance::Essential);
        connection.queue.hold();
        if bound == Bound::First {
            let joined = Event::UserJoined { user_id: user.clone(), timestamp: self.clock.now() };
            tell_classic(self.rules, &directory, &Frame::encode(&joined), user);
        }
        drop(directory);
        if bound == Bound::First || renamed {
            self.presence.changed(user);
        }
        Ok(())
    }

    fn confirmation(&self, directory: &Directory, user: &UserId, protocol: u8) -> Event {
        let full = protocol >= PROTOCOL_FULL;
        Event::RegistrationConfirmed {
            user_id: user.clone(),
            connected_users: directory.users(),
            protocol: full.then_some(protocol),
            epoch: full.then(|| self.store.epoch().to_owned()),
        }
    }

    /// Takes a connection out that has ended. Its user's last one takes the user along.
    pub async fn disconnect(&self, session: &mut Session) {
        self.unbind(session).await;
        self.hub.lock().remove(&session.connection);
    }

    async fn unbind(&self, session: &mut Session) {
        session.actor = None;
        let now = self.clock.now();
        let left = {
            let mut directory = self.hub.lock();
            let name = session_name(&directory, &session.connection);
            let unbound = directory.unbind(&session.connection);
            if let Some((user, true)) = &unbound {
                let event = Event::UserLeft { user_id: user.clone(), timestamp: now };
                tell_classic(self.rules, &directory, &Frame::encode(&event), user);
            }
            unbound.map(|(user, last)| (user, last, name))
        };
        let Some((user, last, name)) = left else { return };
        if !last {
            self.presence.changed(&user);
            return;
        }
        self.typing.clear(&user);
        self.presence.left(&user, shown_name(name, &user), now);
        if let Err(error) = self.store.see_user(&user, None, now).await {
            tracing::warn!(%error, "when a user was last seen could not be stored");
        }
    }

    /// Notes how reachable the person is at a device.
    pub(crate) fn set_status(&self, connection: &Connection, status: Status) {
        let mut directory = self.hub.lock();
        let changed = directory.set_status(connection, status);
        let user = changed.then(|| directory.user_of(connection)).flatten();
        drop(directory);
        if let Some(user) = user {
            self.presence.changed(&user);
        }
    }

    /// How many users and how many connections are here.
    pub fn census(&self) -> (usize, usize) {
        let directory = self.hub.lock();
        (directory.users().len(), directory.count())
    }

    /// How reachable a user is.
    pub(crate) fn status(&self, user: &UserId) -> Status {
        self.hub.lock().status(user)
    }
}

fn session_name(directory: &Directory, connection: &Connection) -> Option<String> {
    let user = directory.user_of(connection)?;
    directory.name(&user).map(str::to_owned)
}

/// Classic events about a user go to every classic connection but the user's own; where it has to be shown who somebody is,
/// to none on which nobody has.
fn tell_classic(rules: Rules, directory: &Directory, frame: &Frame, about: &UserId) {
    directory.each(|listener, connection| {
        let hears = rules.classic_hears_all || listener.user().is_some();
        if hears && !listener.is_full() && listener.user() != Some(about) {
            connection.queue.push(frame.clone(), Importance::Essential);
        }
    });
}

fn check_protocol(protocol: Option<u8>) -> Result<u8, Problem> {
    match protocol {
        None => Ok(PROTOCOL_CLASSIC),
        Some(known @ (PROTOCOL_CLASSIC | PROTOCOL_FULL)) => Ok(known),
        Some(other) => {
            let sentence = format!("This server speaks protocol 1 and 2, not {other}.");
            Err(Problem::new(ErrorCode::BadField, sentence))
        }
    }
}
