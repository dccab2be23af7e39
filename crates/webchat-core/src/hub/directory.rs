//! Which connections there are, and whose they are. Plain data: the hub's lock is around it.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use webchat_protocol::{Status, UserId};

use super::listener::Listener;
use super::{Connection, ConnectionId, Queue};
use crate::Actor;

/// A user with at least one connection.
#[derive(Debug)]
struct Present {
    name: String,
    connections: Vec<ConnectionId>,
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
}

/// All connections, by id and by user.
#[derive(Debug)]
pub struct Directory {
    listeners: BTreeMap<ConnectionId, Listener>,
    /// Those of the classic contract, which may hear what others don't.
    classic: BTreeSet<ConnectionId>,
    users: BTreeMap<UserId, Present>,
    next_id: u64,
    per_user: usize,
}

impl Directory {
    pub(super) fn new(per_user: usize) -> Self {
        let (listeners, classic, users) = Default::default();
        Self { listeners, classic, users, next_id: 1, per_user }
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
    pub(crate) fn bind(&mut self, connection: &Connection, actor: &Actor, name: &str, protocol: u8) -> Bound {
        let user = &actor.user_id;
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
        let entry = self
            .users
            .entry(user.clone())
            .or_insert_with(|| Present { name: name.to_owned(), connections: Vec::new() });
        entry.connections.push(connection.id);
        if present == 0 { Bound::First } else { Bound::Again }
    }

    /// Takes the user off a connection. Answers who it was and whether it was their last connection.
    pub(crate) fn unbind(&mut self, connection: &Connection) -> Option<(UserId, bool)> {
        let listener = self.listeners.get_mut(&connection.id)?;
        let user = listener.user.take()?;
        listener.session = None;
        listener.status = Status::Online;
        let present = self.users.get_mut(&user)?;
        present.connections.retain(|id| *id != connection.id);
        let last = present.connections.is_empty();
        if last {
            self.users.remove(&user);
        }
        Some((user, last))
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

    /// The name of a user who is here.
    pub(crate) fn name(&self, user: &UserId) -> Option<&str> {
        self.users.get(user).map(|present| present.name.as_str())
    }

    /// Changes the name of a user who is here. Answers whether it differs.
    pub(crate) fn rename(&mut self, user: &UserId, name: &str) -> bool {
        let Some(present) = self.users.get_mut(user) else { return false };
        let differs = present.name != name;
        if differs {
            name.clone_into(&mut present.name);
        }
        differs
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
