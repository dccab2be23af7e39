//! Who was here, when, and what they say of themselves.

use rusqlite::{Connection, OptionalExtension, Result, Row, params};
use webchat_core::store::{Profile, ProfileChange};
use webchat_protocol::{About, Emoji, Timestamp, UserId};

use crate::read_position;
use crate::rows::{self, BadRow, row_limit};
use crate::schema::GENERAL;

macro_rules! select_profile {
    ($rest:literal) => {
        concat!(
            "SELECT id, name, last_seen_at, avatar, status_text, status_emoji, time_zone, pronouns, shows_last_seen ",
            "FROM users ",
            $rest
        )
    };
}

pub(crate) const PROFILE: &str = select_profile!("WHERE id = ?1");
pub(crate) const PROFILES: &str = select_profile!("ORDER BY last_seen_at DESC LIMIT ?1");
pub(crate) const KEEP: &str = "INSERT INTO users (id, name, last_seen_at) VALUES (?1, ?2, ?3) \
    ON CONFLICT DO UPDATE SET name = excluded.name, last_seen_at = excluded.last_seen_at";
pub(crate) const SAY: &str = "UPDATE users SET name = ?2, avatar = ?3, status_text = ?4, status_emoji = ?5, \
    time_zone = ?6, pronouns = ?7, shows_last_seen = ?8 WHERE id = ?1";
pub(crate) const HEAD: &str = "SELECT head FROM conversations WHERE id = ?1";

/// See [`webchat_core::store::Store::see_user`].
pub(crate) fn see_user(db: &Connection, user: &UserId, name: Option<&str>, at: Timestamp) -> Result<Profile> {
    let present = find(db, user)?;
    if let Some(profile) = &present
        && profile.last_seen_at >= at
        && name.is_none_or(|name| profile.name.as_deref() == Some(name))
    {
        return Ok(profile.clone());
    }
    if present.is_none() {
        let head = db.prepare_cached(HEAD)?.query_row([GENERAL], |row| rows::seq(row, 0))?;
        read_position::set(db, user, GENERAL, head)?;
    }
    let mut profile = present.unwrap_or_else(|| Profile::new(user.clone(), at));
    profile.last_seen_at = profile.last_seen_at.max(at);
    profile.name = name.map(str::to_owned).or(profile.name);
    let (name, seen) = (&profile.name, profile.last_seen_at.millis());
    db.prepare_cached(KEEP)?.execute(params![user.as_str(), name, seen])?;
    Ok(profile)
}

/// See [`webchat_core::store::People::change_profile`], but for the picture that is kept here.
pub(crate) fn change(
    db: &Connection,
    user: &UserId,
    changes: &[ProfileChange],
    at: Timestamp,
) -> Result<Profile> {
    let present = match find(db, user)? {
        Some(present) => present,
        None => see_user(db, user, None, at)?,
    };
    let mut profile = present.clone();
    for change in changes {
        profile.apply(change);
    }
    if profile == present {
        return Ok(profile);
    }
    let About { avatar, status_text, status_emoji, time_zone, pronouns } = &profile.about;
    db.prepare_cached(SAY)?.execute(params![
        user.as_str(),
        profile.name,
        avatar,
        status_text,
        status_emoji.as_ref().map(Emoji::as_str),
        time_zone,
        pronouns,
        profile.shows_last_seen,
    ])?;
    Ok(profile)
}

/// See [`webchat_core::store::Store::profiles`].
pub(crate) fn profiles(db: &Connection, limit: usize) -> Result<Vec<Profile>> {
    db.prepare_cached(PROFILES)?.query_map([row_limit(limit)], profile)?.collect()
}

/// See [`webchat_core::store::People::profile`].
pub(crate) fn find(db: &Connection, user: &UserId) -> Result<Option<Profile>> {
    db.prepare_cached(PROFILE)?.query_row([user.as_str()], profile).optional()
}

fn profile(row: &Row<'_>) -> Result<Profile> {
    Ok(Profile {
        user_id: rows::user(row, 0)?,
        name: row.get(1)?,
        last_seen_at: Timestamp::from_millis(row.get(2)?),
        about: About {
            avatar: row.get(3)?,
            status_text: row.get(4)?,
            status_emoji: emoji(row, 5)?,
            time_zone: row.get(6)?,
            pronouns: row.get(7)?,
        },
        shows_last_seen: row.get(8)?,
    })
}

fn emoji(row: &Row<'_>, column: usize) -> Result<Option<Emoji>> {
    let Some(text) = row.get_ref(column)?.as_str_or_null()? else { return Ok(None) };
    Ok(Some(Emoji::new(text).map_err(|_| BadRow::Word(text.to_owned()))?))
}
