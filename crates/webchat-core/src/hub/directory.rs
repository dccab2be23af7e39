//! Which connections there are, and whose they are. Plain data: the hub's lock is around it.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use webchat_protocol::{Status, UserId};

use super::listener::Listener;
use super::shown::Shown;
use super::{Connection, ConnectionId, Queue};
use crate::Actor;

/// A user with at least one connection.
#[derive(Debug)]
pub struct Present {
    /// What others see of them.
    pub shown: Shown,
    /// Those whom they have blocked or who have blocked them: neither sees whether the other is here.
    pub parted: BTreeSet<UserId>,
    connections: Vec<ConnectionId>,
}

/// How somebody comes in.
#[derive(Debug, Clone)]
pub struct Guise {
    /// What others see of them.
    pub shown: Shown,
    /// Those whom they have blocked or who have blocked them.
    pub parted: BTreeSet<UserId>,
    /// What [`Directory::partings`] said before that was read.
    pub partings: u64,
}

/// What binding a connection to a user came to.
#[derive(Debug, PartialEq, Eq)]
pub enum Bound {
    /// The user was not there before.
    First,
    /// The user has other connections, or was on this one already.
    Again,
    /// The user has as many connections as one may; nothing changed.
    TooMany,
    /// Somebody was blocked since it was read who is parted from whom; nothing changed.
    Stale,
}

/// All connections, by id and by user.
#[derive(Debug)]
pub struct Directory {
    listeners: BTreeMap<ConnectionId, Listener>,
    /// Those of the classic contract, which may hear what others don't.
    classic: BTreeSet<ConnectionId>,
    users: BTreeMap<UserId, Present>,
    partings: u64,
    next_id: u64,
    per_user: usize,
}

impl Directory {
    pub(super) fn new(per_user: usize) -> Self {
        let (listeners, classic, users) = Default::default();
        Self { listeners, classic, users, partings: 0, next_id: 1, per_user }
    }

    pub(crate) fn count(&self) -> usize {
        self.listeners.len()
    }

    pub(super) fn connect(&mut self, queue: Queue, protocol: u8) -> Arc<Connection> {
        let id = ConnectionId(self.next_id);
        self.next_id += 1;
        let connection = Arc::new(Connection { id, queue });
        let listener = Listener {
            connection: connection.clone(),
            user: None,
            session: None,
            protocol,
            status: Status::Online,
        };
        if !listener.is_full() {
            self.classic.insert(id);
        }
        self.listeners.insert(id, listener);
        connection
    }

    /// Puts a user on a connection that is nobody's, or theirs already.
    pub(crate) fn bind(
        &mut self,
        connection: &Connection,
        actor: &Actor,
        guise: Guise,
        protocol: u8,
    ) -> Bound {
        let user = &actor.user_id;
        if guise.partings != self.partings {
            return Bound::Stale;
        }
        let Some(listener) = self.listeners.get_mut(&connection.id) else { return Bound::Again };
        let present = self.users.get(user).map_or(0, |present| present.connections.len());
        let is_theirs = listener.user.as_ref() == Some(user);
        if !is_theirs && present >= self.per_user {
            return Bound::TooMany;
        }
        listener.protocol = protocol;
        listener.session = actor.session;
        if listener.is_full() {
            self.classic.remove(&connection.id);
        } else {
            self.classic.insert(connection.id);
        }
        if is_theirs {
            return Bound::Again;
        }
        listener.user = Some(user.clone());
        let entry = self.users.entry(user.clone()).or_insert_with(|| Present {
            shown: guise.shown,
            parted: guise.parted,
            connections: Vec::new(),
        });
        entry.connections.push(connection.id);
        if present == 0 { Bound::First } else { Bound::Again }
    }

    /// Takes the user off a connection. Answers who it was, and if it was their last connection what they were like.
    pub(crate) fn unbind(&mut self, connection: &Connection) -> Option<(UserId, Option<Present>)> {
        let listener = self.listeners.get_mut(&connection.id)?;
        let user = listener.user.take()?;
        listener.session = None;
        listener.status = Status::Online;
        let present = self.users.get_mut(&user)?;
        present.connections.retain(|id| *id != connection.id);
        let is_last = present.connections.is_empty();
        let gone = if is_last { self.users.remove(&user) } else { None };
        Some((user, gone))
    }

    /// Forgets a connection; its user must have been taken off it.
    pub(crate) fn remove(&mut self, connection: &Connection) {
        self.listeners.remove(&connection.id);
        self.classic.remove(&connection.id);
    }

    /// The users with a connection, in alphabetical order.
    pub(crate) fn users(&self) -> Vec<UserId> {
        self.users.keys().cloned().collect()
    }

    /// Who is registered on a connection.
    pub(crate) fn user_of(&self, connection: &Connection) -> Option<UserId> {
        self.listeners.get(&connection.id)?.user.clone()
    }

    /// How reachable a user is now: not to be disturbed when any of their connections says so, away when every one is.
    pub(crate) fn status(&self, user: &UserId) -> Status {
        let Some(present) = self.users.get(user) else { return Status::Offline };
        let mut statuses = present.connections.iter().filter_map(|id| Some(self.listeners.get(id)?.status));
        if statuses.clone().any(|status| status == Status::DoNotDisturb) {
            return Status::DoNotDisturb;
        }
        if statuses.all(|status| status == Status::Away) { Status::Away } else { Status::Online }
    }

    /// A user who is here.
    pub(crate) fn present(&self, user: &UserId) -> Option<&Present> {
        self.users.get(user)
    }

    /// The users who are here.
    pub(crate) fn each_user(&self) -> impl Iterator<Item = (&UserId, &Present)> {
        self.users.iter()
    }

    /// Changes what others see of a user who is here. Answers whether it differs.
    pub(crate) fn show(&mut self, user: &UserId, shown: Shown) -> bool {
        let Some(present) = self.users.get_mut(user) else { return false };
        let differs = present.shown != shown;
        present.shown = shown;
        differs
    }

    /// How often two were parted or brought together so far.
    pub(crate) fn partings(&self) -> u64 {
        self.partings
    }

    /// Notes that two are parted, or no longer. Answers whether that is new to one of them who is here.
    pub(crate) fn part(&mut self, one: &UserId, other: &UserId, on: bool) -> bool {
        self.partings += 1;
        let mut differs = false;
        for (user, from) in [(one, other), (other, one)] {
            let Some(present) = self.users.get_mut(user) else { continue };
            differs |= if on { present.parted.insert(from.clone()) } else { present.parted.remove(from) };
        }
        differs
    }

    /// Whether neither of two is to see whether the other is here. Whoever of them is here knows.
    pub(crate) fn are_parted(&self, one: &UserId, other: &UserId) -> bool {
        let is_from = |user, from| self.users.get(user).is_some_and(|present| present.parted.contains(from));
        is_from(one, other) || is_from(other, one)
    }

    /// Notes how reachable the person is at this device. Answers whether that changes how reachable they are.
    pub(crate) fn set_status(&mut self, connection: &Connection, status: Status) -> bool {
        let Some(user) = self.user_of(connection) else { return false };
        let before = self.status(&user);
        if let Some(listener) = self.listeners.get_mut(&connection.id) {
            listener.status = status;
        }
        before != self.status(&user)
    }

    pub(crate) fn each(&self, mut visit: impl FnMut(&Listener, &Connection)) {
        for listener in self.listeners.values() {
            visit(listener, &listener.connection);
        }
    }

    /// Visits the connections of the classic contract, registered or not.
    pub(crate) fn each_classic(&self, mut visit: impl FnMut(&Listener, &Connection)) {
        for listener in self.classic.iter().filter_map(|id| self.listeners.get(id)) {
            visit(listener, &listener.connection);
        }
    }

    /// Visits a user's own connections.
    pub(crate) fn each_of_user(&self, user: &UserId, visit: impl FnMut(&Listener, &Connection)) {
        if let Some(present) = self.users.get(user) {
            self.each_of(present, visit);
        }
    }

    /// Visits the connections of some users: looks for each of them among those who are here, or for each who is here among
    /// them, whichever are fewer.
    pub(crate) fn each_of_users<T>(
        &self,
        users: &BTreeMap<UserId, T>,
        mut visit: impl FnMut(&Listener, &Connection),
    ) {
        if users.len() <= self.users.len() {
            for user in users.keys() {
                self.each_of_user(user, &mut visit);
            }
        } else {
            for (_, present) in self.users.iter().filter(|(user, _)| users.contains_key(*user)) {
                self.each_of(present, &mut visit);
            }
        }
    }

    fn each_of(&self, present: &Present, mut visit: impl FnMut(&Listener, &Connection)) {
        for listener in present.connections.iter().filter_map(|id| self.listeners.get(id)) {
            visit(listener, &listener.connection);
        }
    }
}
