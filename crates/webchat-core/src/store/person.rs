//! What is kept of a user, and what of it they change.

use async_trait::async_trait;
use webchat_protocol::{About, Emoji, Timestamp, UserId};

use super::StoreError;

/// What is kept of a user.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Profile {
    /// Who.
    pub user_id: UserId,
    /// The name they chose, if they did.
    pub name: Option<String>,
    /// When they were last seen: set by [`Store::see_user`](super::Store::see_user).
    pub last_seen_at: Timestamp,
    /// What they say of themselves beside their name.
    pub about: About,
    /// Whether others see when they were last seen.
    pub shows_last_seen: bool,
}

impl Profile {
    /// Somebody of whom nothing else is known.
    pub fn new(user_id: UserId, last_seen_at: Timestamp) -> Self {
        Self { user_id, name: None, last_seen_at, about: About::default(), shows_last_seen: true }
    }

    /// Makes a change.
    pub fn apply(&mut self, change: &ProfileChange) {
        match change.clone() {
            ProfileChange::Name(name) => self.name = Some(name),
            ProfileChange::StatusText(text) => self.about.status_text = text,
            ProfileChange::StatusEmoji(emoji) => self.about.status_emoji = emoji,
            ProfileChange::TimeZone(zone) => self.about.time_zone = zone,
            ProfileChange::Pronouns(pronouns) => self.about.pronouns = pronouns,
            ProfileChange::ShowsLastSeen(shows) => self.shows_last_seen = shows,
            ProfileChange::Avatar(address) => self.about.avatar = address,
        }
    }
}

/// One thing that somebody changes of what others see of them; `None` takes it away.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ProfileChange {
    /// The name to show.
    Name(String),
    /// What they have to say now.
    StatusText(Option<String>),
    /// The same as one emoji.
    StatusEmoji(Option<Emoji>),
    /// The name of their time zone.
    TimeZone(Option<String>),
    /// How they want to be spoken of.
    Pronouns(Option<String>),
    /// Whether others see when they were last seen.
    ShowsLastSeen(bool),
    /// The address of a picture that is kept elsewhere. A picture that is kept here goes.
    Avatar(Option<String>),
}

/// The name of a picture that is kept here, the last part of its path: 32 hexadecimal digits, and what it is.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PictureName(String);

impl PictureName {
    /// The name of a picture of this kind. The number is random, so that nobody guesses one.
    pub fn new(random: u128, kind: PictureKind) -> Self {
        Self(format!("{random:032x}.{}", kind.ending()))
    }

    /// A name as it stands in a path; `None` if no picture can have it.
    pub fn parse(text: &str) -> Option<Self> {
        let (digits, ending) = text.split_once('.')?;
        let is_random = digits.len() == 32 && digits.bytes().all(|b| matches!(b, b'0'..=b'9' | b'a'..=b'f'));
        let is_known = [PictureKind::Jpeg, PictureKind::Png].iter().any(|kind| kind.ending() == ending);
        (is_random && is_known).then(|| Self(text.to_owned()))
    }

    /// The name.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// What it says that it is.
    pub fn kind(&self) -> PictureKind {
        if self.0.ends_with(PictureKind::Png.ending()) { PictureKind::Png } else { PictureKind::Jpeg }
    }
}

/// What the bytes of a picture are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PictureKind {
    /// A photograph, or anything else that nothing shows through.
    Jpeg,
    /// One that something shows through.
    Png,
}

impl PictureKind {
    fn ending(self) -> &'static str {
        match self {
            Self::Jpeg => "jpg",
            Self::Png => "png",
        }
    }
}

/// A picture that is kept here.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Picture {
    /// Its name. No two may be the same.
    pub name: PictureName,
    /// The file.
    pub bytes: Vec<u8>,
}

/// The part of the durable truth that says what people say of themselves. A read sees every write that was answered before
/// it began; each write is one transaction.
#[async_trait]
pub trait People: Send + Sync + 'static {
    /// What is kept of a user; `None` of whom nobody has ever seen.
    async fn profile(&self, user: &UserId) -> Result<Option<Profile>, StoreError>;

    /// Changes what others see of a user, in the order given, and answers what is kept then. Who was never seen is seen now,
    /// as [`Store::see_user`](super::Store::see_user) says; of others the time stays.
    async fn change_profile(
        &self,
        user: &UserId,
        changes: &[ProfileChange],
        at: Timestamp,
    ) -> Result<Profile, StoreError>;

    /// Gives a user a picture under this path, and forgets the one they had. Answers what is kept then; for who was never
    /// seen as in [`change_profile`](Self::change_profile).
    async fn set_picture(
        &self,
        user: &UserId,
        picture: &Picture,
        path: &str,
        at: Timestamp,
    ) -> Result<Profile, StoreError>;

    /// The picture with this name; `None` when nobody has it any more.
    async fn picture(&self, name: &PictureName) -> Result<Option<Picture>, StoreError>;
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pictures_name_is_what_is_made_and_nothing_else() {
        for kind in [PictureKind::Jpeg, PictureKind::Png] {
            let name = PictureName::new(0x00ab_cdef, kind);
            assert_eq!(PictureName::parse(name.as_str()), Some(name.clone()));
            assert_eq!(name.kind(), kind);
        }
        let digits = "0123456789abcdef0123456789abcdef";
        for bad in [
            "",
            digits,
            &format!("{digits}.svg"),
            &format!("{digits}.png.html"),
            &format!("{digits}.png/"),
            &format!("../{digits}.png"),
            &format!("{}.png", digits.to_uppercase()),
            &format!("{digits}0.png"),
            &format!("{}.png", "é".repeat(16)),
            "../../../../../../../../etc/passw.png",
        ] {
            assert_eq!(PictureName::parse(bad), None, "{bad}");
        }
    }
}
