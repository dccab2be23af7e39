//! Who takes part: users, their conversations and their devices. It follows from the number of users.

use std::sync::Arc;

use webchat_protocol::{ConversationId, UserId};

use crate::record::Transport;

/// Names for as many as one can tell apart in a log.
const NAMES: [&str; 24] = [
    "ada", "ben", "cleo", "dan", "eve", "fay", "gus", "hal", "ida", "jon", "kim", "leo", "mia", "ned", "oda",
    "pia", "quin", "ray", "sue", "tom", "una", "vic", "wes", "zoe",
];

/// Devices, in turn: which transports each of them uses. Most users have two.
const DEVICES: [&[Transport]; 6] = [
    &[Transport::Socket],
    &[Transport::Socket, Transport::Stream, Transport::Poll],
    &[Transport::Stream],
    &[Transport::Poll],
    &[Transport::Classic],
    &[Transport::Poll, Transport::Socket],
];

/// One in so many direct conversations only knows messages, so that its places have to be 1, 2, 3 ….
const PLAIN: usize = 4;

/// A user and what they have.
#[derive(Debug, Clone)]
pub struct Person {
    /// Who it is.
    pub user: UserId,
    /// Their direct conversations.
    pub direct: Vec<ConversationId>,
    /// Groups and channels that they are in from the beginning to the end.
    pub groups: Vec<ConversationId>,
    /// For each of their devices its name and the transports that it uses.
    pub devices: Vec<(Arc<str>, Vec<Transport>)>,
}

impl Person {
    /// All their conversations.
    pub fn conversations(&self) -> Vec<ConversationId> {
        self.smaller().into_iter().chain([ConversationId::general()]).collect()
    }

    /// All of them but that which everybody is in.
    pub fn smaller(&self) -> Vec<ConversationId> {
        self.direct.iter().chain(&self.groups).cloned().collect()
    }

    /// Whether a device is theirs.
    pub fn has(&self, device: &Arc<str>) -> bool {
        self.devices.iter().any(|(name, _)| name == device)
    }
}

/// Everybody.
#[derive(Debug, Clone)]
pub struct Cast {
    /// The people.
    pub people: Vec<Person>,
    /// Conversations in which messages are sent and never changed.
    pub plain: Vec<ConversationId>,
}

impl Cast {
    /// So many people, whose devices use these transports. On a server that others use too, `mark` keeps their names apart.
    pub fn of(users: usize, transports: &[Transport], mark: &str) -> anyhow::Result<Self> {
        let ids = (0..users.max(2)).map(|number| UserId::new(&name(number, mark)));
        let ids = ids.collect::<Result<Vec<_>, _>>()?;
        let pairs: Vec<_> = ids
            .iter()
            .zip(ids.iter().cycle().skip(1))
            .map(|(one, other)| ConversationId::direct(one, other))
            .collect();
        let plain = pairs.iter().step_by(PLAIN).cloned().collect();
        let mut devices = devices(transports).into_iter().cycle();
        let mut people = Vec::new();
        for (number, user) in ids.into_iter().enumerate() {
            let mut direct: Vec<_> = pairs.iter().filter(|pair| pair.includes(&user)).cloned().collect();
            direct.dedup();
            let count = if number == 0 { 3 } else { 2 };
            let name = |device| Arc::from(format!("{user}/{device}"));
            let devices = (1..=count).map(name).zip(devices.by_ref()).collect();
            people.push(Person { user, direct, groups: Vec::new(), devices });
        }
        Ok(Self { people, plain })
    }

    /// Everybody's ids.
    pub fn users(&self) -> Vec<UserId> {
        self.people.iter().map(|person| person.user.clone()).collect()
    }

    /// Every conversation.
    pub fn conversations(&self) -> Vec<ConversationId> {
        let mut all: Vec<_> = self.people.iter().flat_map(Person::smaller).collect();
        all.push(ConversationId::general());
        all.sort();
        all.dedup();
        all
    }
}

/// The kinds of devices there are when only these transports are used.
fn devices(transports: &[Transport]) -> Vec<Vec<Transport>> {
    let used = |device: &[Transport]| {
        device.iter().filter(|it| transports.contains(it)).copied().collect::<Vec<_>>()
    };
    let kinds: Vec<_> = DEVICES.into_iter().map(used).filter(|device| !device.is_empty()).collect();
    if kinds.is_empty() { vec![vec![Transport::Socket]] } else { kinds }
}

fn name(number: usize, mark: &str) -> String {
    let name = NAMES[number % NAMES.len()];
    let round = number / NAMES.len();
    let again = if round == 0 { String::new() } else { round.to_string() };
    format!("{name}{again}{mark}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn everybody_has_a_name_and_two_conversations_and_every_transport_is_used() {
        let cast = Cast::of(30, &Transport::ALL, "-x").unwrap();
        let mut users = cast.users();
        users.sort();
        users.dedup();
        assert_eq!(users.len(), 30);
        assert!(cast.people.iter().all(|person| person.direct.len() == 2));
        let used: Vec<_> =
            cast.people.iter().flat_map(|person| &person.devices).map(|(_, used)| used).collect();
        assert!(DEVICES.iter().all(|device| used.iter().any(|used| used == device)));
        assert_eq!(cast.conversations().len(), 31);
    }

    #[test]
    fn only_the_transports_that_are_wanted_are_used() {
        let cast = Cast::of(5, &[Transport::Stream], "").unwrap();
        let used = cast.people.iter().flat_map(|person| &person.devices).map(|(_, used)| used);
        assert!(used.clone().count() == 11 && used.clone().all(|used| *used == [Transport::Stream]));
    }

    #[test]
    fn two_people_have_one_conversation() {
        assert_eq!(Cast::of(2, &Transport::ALL, "").unwrap().conversations().len(), 2);
    }
}
