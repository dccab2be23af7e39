//! Who is here. A hint: it lives in the hub and nowhere else, but for when a user was last seen.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use webchat_protocol::{
    ErrorCode, Event, Limits, PROTOCOL_CLASSIC, PROTOCOL_FULL, Person, Problem, Register, Status, Timestamp,
    UserId,
};

use crate::hub::{Bound, Directory, Guise, Present, Shown};
use crate::names::check_name;
use crate::refusals::unavailable;
use crate::{Actor, Chat, Connection, Frame, Hub, Importance, Rules, Session};

/// How often somebody who comes in looks again at who is parted from whom. People hardly ever block somebody: more than once
/// is somebody who does nothing else.
const ATTEMPTS: usize = 8;

/// Presence that connections of protocol 2 have not been told yet. Collected, so that n users arriving cost n
/// entries in a few events, and not n events for each of n users.
pub(crate) struct Presence {
    pending: Mutex<Pending>,
    every: Duration,
}

#[derive(Default)]
struct Pending {
    changed: BTreeSet<UserId>,
    /// Those who left since.
    left: BTreeMap<UserId, Gone>,
    flushed: Duration,
}

/// Somebody whose last connection went, and when.
struct Gone {
    present: Present,
    at: Timestamp,
}

impl Presence {
    pub(crate) fn new(limits: &Limits) -> Self {
        Self { pending: Mutex::default(), every: Duration::from_millis(limits.presence_ms) }
    }

    /// Remembers that something about a user is to be told.
    pub(crate) fn changed(&self, user: &UserId) {
        self.lock().changed.insert(user.clone());
    }

    fn left(&self, user: &UserId, present: Present, at: Timestamp) {
        let mut pending = self.lock();
        pending.changed.insert(user.clone());
        pending.left.insert(user.clone(), Gone { present, at });
    }

    /// Sends what has collected, if it is time: to each what they may see of it. What they are told is the same for nearly
    /// everybody, and encoded once for all to whom it is.
    pub(crate) fn flush(&self, hub: &Hub, now: Duration) {
        let mut pending = self.lock();
        if pending.changed.is_empty() || now.saturating_sub(pending.flushed) < self.every {
            return;
        }
        let Pending { changed, left, .. } = std::mem::take(&mut *pending);
        pending.flushed = now;
        let directory = hub.lock();
        let news: Vec<News<'_>> = changed.iter().filter_map(|user| news(&directory, user, &left)).collect();
        let hidden_from = hidden_from(&news);
        let mut frames: BTreeMap<BTreeSet<usize>, Option<Frame>> = BTreeMap::new();
        for (viewer, present) in directory.each_user() {
            let place = |user| news.binary_search_by(|news| news.person.user_id.cmp(user)).ok();
            let mut hidden = hidden_from.get(viewer).cloned().unwrap_or_default();
            hidden.extend(present.parted.iter().filter_map(place));
            let frame = frames.entry(hidden).or_insert_with_key(|hidden| told(&news, hidden));
            let Some(frame) = frame else { continue };
            directory.each_of_user(viewer, |listener, connection| {
                if listener.is_full() {
                    connection.queue.push(frame.clone(), Importance::Hint);
                }
            });
        }
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, Pending> {
        self.pending.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// What is to be told of somebody, and to whom it is not.
struct News<'a> {
    person: Person,
    parted: &'a BTreeSet<UserId>,
}

fn news<'a>(directory: &'a Directory, user: &UserId, left: &'a BTreeMap<UserId, Gone>) -> Option<News<'a>> {
    let status = directory.status(user);
    let (present, left_at) = match directory.present(user) {
        Some(present) => (present, None),
        None => left.get(user).map(|gone| (&gone.present, Some(gone.at)))?,
    };
    Some(News { person: present.shown.person(user.clone(), status, left_at), parted: &present.parted })
}

/// What is hidden from whom, by its place.
fn hidden_from<'a>(news: &[News<'a>]) -> BTreeMap<&'a UserId, BTreeSet<usize>> {
    let mut hidden: BTreeMap<&UserId, BTreeSet<usize>> = BTreeMap::new();
    for (place, news) in news.iter().enumerate() {
        for viewer in news.parted {
            hidden.entry(viewer).or_default().insert(place);
        }
    }
    hidden
}

/// The event for those to whom some of it is hidden; `None` if all of it is.
fn told(news: &[News<'_>], hidden: &BTreeSet<usize>) -> Option<Frame> {
    let is_seen = |place: &usize| !hidden.contains(place);
    let seen = news.iter().enumerate().filter(|(place, _)| is_seen(place));
    let people: Vec<_> = seen.map(|(_, news)| news.person.clone()).collect();
    (!people.is_empty()).then(|| Frame::encode(&Event::Presence { people }))
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

    /// Tells two that they are parted, or no longer: each sees the other go, or come. Nobody else is told.
    pub(crate) fn tell_parted(&self, one: &UserId, other: &UserId, on: bool) {
        let mut directory = self.hub.lock();
        if !directory.part(one, other, on) {
            return;
        }
        let now = self.clock.now();
        for (viewer, user) in [(one, other), (other, one)] {
            let Some(present) = directory.present(user) else { continue };
            let status = if on { Status::Offline } else { directory.status(user) };
            let person = present.shown.person(user.clone(), status, None);
            let full = Frame::encode(&Event::Presence { people: vec![person] });
            let classic = Frame::encode(&came_or_went(user, !on, now));
            directory.each_of_user(viewer, |listener, connection| {
                let frame = if listener.is_full() { &full } else { &classic };
                connection.queue.push(frame.clone(), Importance::Essential);
            });
        }
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
        let profile = self.remember(&actor.user_id, name).await;
        self.come_in(&session.connection, &actor, Shown::of(profile), protocol).await?;
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

    /// Binds with what is so now of who is parted from whom. Somebody may be blocked between reading that and binding: then
    /// it is read again.
    async fn come_in(
        &self,
        connection: &Arc<Connection>,
        actor: &Actor,
        shown: Shown,
        protocol: u8,
    ) -> Result<(), Problem> {
        for _ in 0..ATTEMPTS {
            let partings = self.hub.lock().partings();
            let parted = self.parted_from(&actor.user_id).await.map_err(|error| unavailable(&error))?;
            let guise = Guise { shown: shown.clone(), parted, partings };
            if self.bind(connection, actor, guise, protocol)? {
                return Ok(());
            }
        }
        Err(Problem::new(ErrorCode::Busy, "The server has its hands full. Try again.").retry_after(1_000))
    }

    /// Puts the user on the connection, confirms it, and tells the others if it is the user's first. Answers whether it did:
    /// who is parted from whom may have changed.
    fn bind(
        &self,
        connection: &Arc<Connection>,
        actor: &Actor,
        guise: Guise,
        protocol: u8,
    ) -> Result<bool, Problem> {
        let (user, shown) = (&actor.user_id, guise.shown.clone());
        let mut directory = self.hub.lock();
        let bound = directory.bind(connection, actor, guise, protocol);
        if bound == Bound::Stale {
            return Ok(false);
        }
        if bound == Bound::TooMany {
            let limit = self.limits.connections_per_user;
            let sentence = format!("{user} is connected {limit} times, which is as many as one may.");
            return Err(Problem::new(ErrorCode::TooManyConnections, sentence));
        }
        let renamed = directory.show(user, shown);
        let confirmed = Frame::encode(&self.confirmation(&directory, user, protocol));
        connection.queue.push(confirmed, Importance::Essential);
        connection.queue.hold();
        if bound == Bound::First {
            tell_classic(self.rules, &directory, &came_or_went(user, true, self.clock.now()), user, None);
        }
        drop(directory);
        if bound == Bound::First || renamed {
            self.presence.changed(user);
        }
        Ok(true)
    }

    fn confirmation(&self, directory: &Directory, user: &UserId, protocol: u8) -> Event {
        let full = protocol >= PROTOCOL_FULL;
        Event::RegistrationConfirmed {
            user_id: user.clone(),
            connected_users: directory
                .users()
                .into_iter()
                .filter(|other| !directory.are_parted(user, other))
                .collect(),
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
            let unbound = directory.unbind(&session.connection);
            if let Some((user, Some(gone))) = &unbound {
                tell_classic(self.rules, &directory, &came_or_went(user, false, now), user, Some(gone));
            }
            unbound
        };
        let Some((user, gone)) = left else { return };
        let Some(gone) = gone else { return self.presence.changed(&user) };
        self.typing.clear(&user);
        self.presence.left(&user, gone, now);
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

/// The classic event for somebody's first connection, or after the last.
fn came_or_went(user: &UserId, came: bool, timestamp: Timestamp) -> Event {
    let user_id = user.clone();
    if came { Event::UserJoined { user_id, timestamp } } else { Event::UserLeft { user_id, timestamp } }
}

/// Classic events about a user go to every classic connection but the user's own, and those of people they are parted from;
/// where it has to be shown who somebody is, to none on which nobody has. `gone` is what a user was like who is no longer here.
fn tell_classic(rules: Rules, directory: &Directory, event: &Event, about: &UserId, gone: Option<&Present>) {
    let frame = Frame::encode(event);
    let hears = |user: &UserId| {
        let were_parted = gone.is_some_and(|gone| gone.parted.contains(user));
        user != about && !were_parted && !directory.are_parted(user, about)
    };
    directory.each(|listener, connection| {
        let is_heard = listener.user().map_or(rules.classic_hears_all, hears);
        if is_heard && !listener.is_full() {
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
