//! Who was here, and when.

use rusqlite::{Connection, OptionalExtension, Result, Row, params};
use webchat_core::store::Profile;
use webchat_protocol::{Timestamp, UserId};

use crate::read_position;
use crate::rows::{self, row_limit};
use crate::schema::GENERAL;

pub(crate) const PROFILE: &str = "SELECT id, name, last_seen_at FROM users WHERE id = ?1";
pub(crate) const PROFILES: &str =
    "SELECT id, name, last_seen_at FROM users ORDER BY last_seen_at DESC LIMIT ?1";
pub(crate) const KEEP: &str = "INSERT INTO users (id, name, last_seen_at) VALUES (?1, ?2, ?3) \
    ON CONFLICT DO UPDATE SET name = excluded.name, last_seen_at = excluded.last_seen_at";
pub(crate) const HEAD: &str = "SELECT head FROM conversations WHERE id = ?1";

/// See [`webchat_core::store::Store::see_user`].
pub(crate) fn see_user(db: &Connection, user: &UserId, name: Option<&str>, at: Timestamp) -> Result<Profile> {
    let present = db.prepare_cached(PROFILE)?.query_row([user.as_str()], profile).optional()?;
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
    let (old_name, seen) = present.map_or((None, at), |profile| (profile.name, profile.last_seen_at.max(at)));
    let name = name.map(str::to_owned).or(old_name);
    db.prepare_cached(KEEP)?.execute(params![user.as_str(), name, seen.millis()])?;
    Ok(Profile { user_id: user.clone(), name, last_seen_at: seen })
}

/// See [`webchat_core::store::Store::profiles`].
pub(crate) fn profiles(db: &Connection, limit: usize) -> Result<Vec<Profile>> {
    db.prepare_cached(PROFILES)?.query_map([row_limit(limit)], profile)?.collect()
}

fn profile(row: &Row<'_>) -> Result<Profile> {
    Ok(Profile {
        user_id: rows::user(row, 0)?,
        name: row.get(1)?,
        last_seen_at: Timestamp::from_millis(row.get(2)?),
    })
}
