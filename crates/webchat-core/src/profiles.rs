//! What people say of themselves: their name, a line beside it, a picture.

use webchat_protocol::{
    AVATARS, Emoji, ErrorCode, Event, PRONOUNS_CHARACTERS, Problem, STATUS_CHARACTERS, SetProfile, Status,
    TIME_ZONE_CHARACTERS, UserId,
};

use crate::hub::Shown;
use crate::names::{check_name, is_line};
use crate::refusals::unavailable;
use crate::store::{Picture, PictureKind, PictureName, Profile, ProfileChange};
use crate::{Actor, Chat};

/// Bytes of the address of a picture that is kept elsewhere, at most: what browsers and proxies take.
const ADDRESS_BYTES: usize = 2_048;

impl Chat {
    /// Changes what others see of the user and tells everybody.
    pub(crate) async fn set_profile(&self, actor: &Actor, profile: SetProfile) -> Result<Event, Problem> {
        let changes = check(profile)?;
        self.rates.check_message(&actor.user_id)?;
        let profile = self.change_profile(&actor.user_id, &changes).await?;
        let (user, left_at) = (profile.user_id.clone(), profile.last_seen_at);
        let status = self.status(&user);
        let left_at = (status == Status::Offline).then_some(left_at);
        Ok(Event::Presence { people: vec![Shown::of(profile).person(user, status, left_at)] })
    }

    /// What is kept of the user; `None` if they were never seen.
    pub async fn profile(&self, actor: &Actor) -> Result<Option<Profile>, Problem> {
        self.store.profile(&actor.user_id).await.map_err(|error| unavailable(&error))
    }

    /// Counts a picture that the user is about to give, before there is work with it.
    pub fn check_pictures(&self, actor: &Actor) -> Result<(), Problem> {
        self.rates.check_picture(&actor.user_id)
    }

    /// Gives the user a picture: a file that this server has made, and nothing as somebody sent it. The one before is
    /// forgotten, and everybody is told.
    pub async fn set_picture(
        &self,
        actor: &Actor,
        kind: PictureKind,
        bytes: Vec<u8>,
    ) -> Result<Profile, Problem> {
        let picture = Picture { name: PictureName::new((self.random)(), kind), bytes };
        let path = format!("{AVATARS}{}", picture.name.as_str());
        let set = self.store.set_picture(&actor.user_id, &picture, &path, self.clock.now()).await;
        let profile = set.map_err(|error| unavailable(&error))?;
        self.show(&profile);
        Ok(profile)
    }

    /// Takes the user's picture away, and tells everybody.
    pub async fn remove_picture(&self, actor: &Actor) -> Result<Profile, Problem> {
        self.rates.check_message(&actor.user_id)?;
        self.change_profile(&actor.user_id, &[ProfileChange::Avatar(None)]).await
    }

    /// A picture that is kept here, for whoever knows its name.
    pub async fn picture(&self, name: &PictureName) -> Result<Option<Picture>, Problem> {
        self.store.picture(name).await.map_err(|error| unavailable(&error))
    }

    /// Shows a user who is here with the picture that the host application names. An address that may be anything but a
    /// picture's is passed over; a store that fails costs the picture and nothing else.
    pub async fn show_avatar(&self, user: &UserId, address: &str) {
        let is_shown = self.hub.lock().present(user).is_none_or(|here| here.shown.avatar() == Some(address));
        if is_shown || !is_address(address) {
            return;
        }
        let change = ProfileChange::Avatar(Some(address.to_owned()));
        // What went wrong is logged where it is found.
        let _ = self.change_profile(user, &[change]).await;
    }

    async fn change_profile(&self, user: &UserId, changes: &[ProfileChange]) -> Result<Profile, Problem> {
        let outcome = self.store.change_profile(user, changes, self.clock.now()).await;
        let profile = outcome.map_err(|error| unavailable(&error))?;
        self.show(&profile);
        Ok(profile)
    }

    fn show(&self, profile: &Profile) {
        if self.hub.lock().show(&profile.user_id, Shown::of(profile.clone())) {
            self.presence.changed(&profile.user_id);
        }
    }
}

/// Whether it is the address of something that a browser fetches safely: nothing that ends an attribute.
fn is_address(text: &str) -> bool {
    text.starts_with("https://")
        && text.len() <= ADDRESS_BYTES
        && text.bytes().all(|b| b.is_ascii_graphic() && !b"\"'<>\\`".contains(&b))
}

fn check(profile: SetProfile) -> Result<Vec<ProfileChange>, Problem> {
    let SetProfile { name, status_text, status_emoji, time_zone, pronouns, show_last_seen } = profile;
    let name = name.as_deref().map(check_name).transpose()?;
    let status_text =
        status_text.map(|text| check_line(&text, "statusText", STATUS_CHARACTERS)).transpose()?;
    let status_emoji = status_emoji.map(|text| check_emoji(&text)).transpose()?;
    let time_zone = time_zone.map(|text| check_zone(&text)).transpose()?;
    let pronouns = pronouns.map(|text| check_line(&text, "pronouns", PRONOUNS_CHARACTERS)).transpose()?;
    let changes = [
        name.map(|name| ProfileChange::Name(name.to_owned())),
        status_text.map(ProfileChange::StatusText),
        status_emoji.map(ProfileChange::StatusEmoji),
        time_zone.map(ProfileChange::TimeZone),
        pronouns.map(ProfileChange::Pronouns),
        show_last_seen.map(ProfileChange::ShowsLastSeen),
    ];
    let changes: Vec<_> = changes.into_iter().flatten().collect();
    if changes.is_empty() {
        return Err(bad("Say what is to change."));
    }
    Ok(changes)
}

/// One line, or nothing.
fn check_line(text: &str, field: &str, limit: usize) -> Result<Option<String>, Problem> {
    let text = text.trim();
    if text.chars().count() > limit || !is_line(text) {
        let sentence =
            format!("\"{field}\" has at most {limit} characters on one line, and none that hide or turn it.");
        return Err(bad(&sentence));
    }
    Ok(Some(text.to_owned()).filter(|text| !text.is_empty()))
}

fn check_emoji(text: &str) -> Result<Option<Emoji>, Problem> {
    if text.is_empty() {
        return Ok(None);
    }
    Emoji::new(text).map(Some).map_err(|error| bad(&format!("\"statusEmoji\": {error}.")))
}

/// What may be the name of a time zone. Which of them there are is the IANA's to say, and changes: clients show the ones
/// that they know.
fn check_zone(text: &str) -> Result<Option<String>, Problem> {
    let is_name = text.bytes().all(|b| b.is_ascii_alphanumeric() || b"/_+-".contains(&b));
    if !is_name || text.len() > TIME_ZONE_CHARACTERS {
        return Err(bad("\"timeZone\" is the name of a time zone, such as Europe/Berlin."));
    }
    Ok(Some(text.to_owned()).filter(|text| !text.is_empty()))
}

fn bad(sentence: &str) -> Problem {
    Problem::new(ErrorCode::BadField, sentence)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pictures_address_is_one_and_nothing_else() {
        assert!(is_address("https://example.com/a.png?size=64"));
        for bad in [
            "",
            "/media/avatars/of-somebody-else.png",
            "javascript:alert(1)",
            "data:image/svg+xml,<svg/>",
            "http://example.com/a.png",
            "//example.com/a.png",
            "https://example.com/\" onerror=\"alert(1)",
            "https://example.com/a b",
            "https://example.com/\u{202e}",
            &format!("https://{}", "a".repeat(2_048)),
        ] {
            assert!(!is_address(bad), "{bad}");
        }
    }

    #[test]
    fn what_is_said_of_oneself_is_short_and_plain() {
        let said = SetProfile {
            status_text: Some("  in a meeting ".into()),
            status_emoji: Some("🎧".into()),
            time_zone: Some("America/Argentina/Buenos_Aires".into()),
            pronouns: Some(String::new()),
            show_last_seen: Some(false),
            name: None,
        };
        let expected = [
            ProfileChange::StatusText(Some("in a meeting".into())),
            ProfileChange::StatusEmoji(Some(Emoji::new("🎧").unwrap())),
            ProfileChange::TimeZone(Some("America/Argentina/Buenos_Aires".into())),
            ProfileChange::Pronouns(None),
            ProfileChange::ShowsLastSeen(false),
        ];
        assert_eq!(check(said).unwrap(), expected);
        let nothing = SetProfile::default;
        for bad in [
            nothing(),
            SetProfile { status_text: Some("two\nlines".into()), ..nothing() },
            SetProfile { status_text: Some("x".repeat(101)), ..nothing() },
            SetProfile { status_emoji: Some("word".into()), ..nothing() },
            SetProfile { time_zone: Some("<script>".into()), ..nothing() },
            SetProfile { time_zone: Some("A".repeat(65)), ..nothing() },
            SetProfile { pronouns: Some("\u{202e}reh".into()), ..nothing() },
            SetProfile { pronouns: Some("x".repeat(33)), ..nothing() },
        ] {
            assert!(check(bad.clone()).is_err(), "{bad:?}");
        }
    }
}
