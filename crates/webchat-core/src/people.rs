//! The people this server knows, and their names.

use webchat_protocol::{About, ErrorCode, Event, Person, PersonList, Problem, SetProfile, UserId};

use crate::names::check_name;
use crate::refusals::unavailable;
use crate::store::Profile;
use crate::{Actor, Chat};

impl Chat {
    /// The people who were ever here, those seen last first, with how reachable they are now.
    pub async fn people(&self) -> Result<PersonList, Problem> {
        let profiles = self.store.profiles(self.limits.people).await.map_err(|error| unavailable(&error))?;
        Ok(PersonList { people: profiles.into_iter().map(|profile| self.person(profile)).collect() })
    }

    /// Changes what others see of the user and tells everybody.
    pub(crate) async fn set_profile(&self, actor: &Actor, profile: &SetProfile) -> Result<Event, Problem> {
        let Some(name) = profile.name.as_deref() else {
            return Err(Problem::new(ErrorCode::BadField, "Say what is to change."));
        };
        let name = check_name(name)?;
        self.rates.check_message(&actor.user_id)?;
        let now = self.clock.now();
        let profile = self
            .store
            .see_user(&actor.user_id, Some(name), now)
            .await
            .map_err(|error| unavailable(&error))?;
        if self.hub.lock().rename(&actor.user_id, name) {
            self.presence.changed(&actor.user_id);
        }
        Ok(Event::Presence { people: vec![self.person(profile)] })
    }

    /// Remembers that a user is here and answers their name. A store that fails keeps nobody out: they are shown
    /// under the name they give, else under their id.
    pub(crate) async fn remember(&self, user: &UserId, name: Option<&str>) -> String {
        match self.store.see_user(user, name, self.clock.now()).await {
            Ok(profile) => shown_name(profile.name, user),
            Err(error) => {
                tracing::warn!(%error, "a user's visit could not be stored");
                shown_name(name.map(str::to_owned), user)
            }
        }
    }

    pub(crate) fn person(&self, profile: Profile) -> Person {
        let Profile { user_id, name, last_seen_at } = profile;
        let status = self.status(&user_id);
        let is_here = status != webchat_protocol::Status::Offline;
        Person {
            name: shown_name(name, &user_id),
            status,
            last_seen_at: (!is_here).then_some(last_seen_at),
            user_id,
            about: About::default(),
        }
    }
}

/// The name to show: the one they chose, else their id.
pub(crate) fn shown_name(name: Option<String>, user: &UserId) -> String {
    name.unwrap_or_else(|| user.to_string())
}
