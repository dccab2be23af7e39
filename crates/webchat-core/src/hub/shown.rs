//! What others see of a user who is here.

use webchat_protocol::{About, Person, Status, Timestamp, UserId};

use crate::store::Profile;

/// What others see of a user who is here.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shown {
    name: String,
    /// Nothing for most: they are many, and it is large.
    about: Option<Box<About>>,
    shows_last_seen: bool,
}

impl Shown {
    /// What others see of somebody of whom this is kept.
    pub(crate) fn of(profile: Profile) -> Self {
        let about = (profile.about != About::default()).then(|| Box::new(profile.about));
        let name = shown_name(profile.name, &profile.user_id);
        Self { name, about, shows_last_seen: profile.shows_last_seen }
    }

    /// Where their picture is.
    pub(crate) fn avatar(&self) -> Option<&str> {
        self.about.as_ref()?.avatar.as_deref()
    }

    /// The user as it goes over the wire. `left_at` is when their last connection went.
    pub(crate) fn person(&self, user_id: UserId, status: Status, left_at: Option<Timestamp>) -> Person {
        let about = self.about.as_deref().cloned().unwrap_or_default();
        let last_seen_at = left_at.filter(|_| self.shows_last_seen);
        Person { user_id, name: self.name.clone(), status, last_seen_at, about }
    }
}

/// The name to show: the one they chose, else their id.
fn shown_name(name: Option<String>, user: &UserId) -> String {
    name.unwrap_or_else(|| user.to_string())
}
