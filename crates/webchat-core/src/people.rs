//! The people this server knows.

use std::collections::BTreeSet;

use webchat_protocol::{About, Person, PersonList, Problem, Status, UserId};

use crate::hub::Shown;
use crate::refusals::unavailable;
use crate::store::{Profile, StoreError};
use crate::{Actor, Chat};

/// Who looks: to some of the others neither is here.
#[derive(Default)]
pub(crate) struct Viewer {
    parted: BTreeSet<UserId>,
}

impl Chat {
    /// The people who were ever here, those seen last first, with how reachable they are now. Of whom it is not to be seen
    /// when they were here comes last: else their place would tell.
    pub async fn people(&self, actor: &Actor) -> Result<PersonList, Problem> {
        let viewer = self.viewer(actor).await?;
        let profiles = self.store.profiles(self.limits.people).await.map_err(|error| unavailable(&error))?;
        let people = profiles.into_iter().map(|profile| self.person(&viewer, profile));
        let (mut people, mut hidden): (Vec<_>, Vec<_>) =
            people.partition(|person| person.status != Status::Offline || person.last_seen_at.is_some());
        hidden.sort_unstable_by(|one, other| one.user_id.cmp(&other.user_id));
        people.extend(hidden);
        Ok(PersonList { people })
    }

    /// Somebody who looks at others.
    pub(crate) async fn viewer(&self, actor: &Actor) -> Result<Viewer, Problem> {
        let parted = self.parted_from(&actor.user_id).await.map_err(|error| unavailable(&error))?;
        Ok(Viewer { parted })
    }

    /// Those who are not to see whether a user is here, nor the user whether they are.
    pub(crate) async fn parted_from(&self, user: &UserId) -> Result<BTreeSet<UserId>, StoreError> {
        let parted = self.store.parted_from(user, self.limits.blocked_users).await?;
        Ok(parted.into_iter().collect())
    }

    /// A user as somebody else sees them.
    pub(crate) fn person(&self, viewer: &Viewer, profile: Profile) -> Person {
        let (user_id, last_seen_at) = (profile.user_id.clone(), profile.last_seen_at);
        let shown = Shown::of(profile);
        if viewer.parted.contains(&user_id) {
            return shown.person(user_id, Status::Offline, None);
        }
        let status = self.status(&user_id);
        let left_at = (status == Status::Offline).then_some(last_seen_at);
        shown.person(user_id, status, left_at)
    }

    /// Somebody who was written to and never came, or not for so long that they are on no list.
    pub(crate) fn stranger(&self, viewer: &Viewer, user_id: UserId) -> Person {
        let is_parted = viewer.parted.contains(&user_id);
        let status = if is_parted { Status::Offline } else { self.status(&user_id) };
        Person { name: user_id.to_string(), user_id, status, last_seen_at: None, about: About::default() }
    }

    /// Remembers that a user is here and answers what is kept of them. A store that fails keeps nobody out: they are shown
    /// under the name they give, else under their id.
    pub(crate) async fn remember(&self, user: &UserId, name: Option<&str>) -> Profile {
        let now = self.clock.now();
        match self.store.see_user(user, name, now).await {
            Ok(profile) => profile,
            Err(error) => {
                tracing::warn!(%error, "a user's visit could not be stored");
                Profile { name: name.map(str::to_owned), ..Profile::new(user.clone(), now) }
            }
        }
    }
}
