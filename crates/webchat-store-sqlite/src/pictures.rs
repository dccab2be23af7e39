//! The pictures of users. They are small, few and read seldom: browsers keep them. In the database they are in every backup.

use async_trait::async_trait;
use rusqlite::{Connection, OptionalExtension, Result, params};
use webchat_core::store::{People, Picture, PictureName, Profile, ProfileChange, StoreError};
use webchat_protocol::{Timestamp, UserId};

use crate::SqliteStore;
use crate::people;

pub(crate) const FORGET: &str = "DELETE FROM pictures WHERE user = ?1";
const KEEP: &str = "INSERT INTO pictures (name, user, bytes) VALUES (?1, ?2, ?3)";
pub(crate) const PICTURE: &str = "SELECT bytes FROM pictures WHERE name = ?1";

#[async_trait]
impl People for SqliteStore {
    async fn profile(&self, user: &UserId) -> std::result::Result<Option<Profile>, StoreError> {
        let user = user.clone();
        self.read(move |db| people::find(db, &user)).await
    }

    async fn change_profile(
        &self,
        user: &UserId,
        changes: &[ProfileChange],
        at: Timestamp,
    ) -> std::result::Result<Profile, StoreError> {
        let (user, changes) = (user.clone(), changes.to_vec());
        self.write(move |db| change(db, &user, &changes, at)).await
    }

    async fn set_picture(
        &self,
        user: &UserId,
        picture: &Picture,
        path: &str,
        at: Timestamp,
    ) -> std::result::Result<Profile, StoreError> {
        let (user, picture) = (user.clone(), picture.clone());
        let shown = [ProfileChange::Avatar(Some(path.to_owned()))];
        self.write(move |db| {
            let profile = change(db, &user, &shown, at)?;
            let row = params![picture.name.as_str(), user.as_str(), picture.bytes];
            db.prepare_cached(KEEP)?.execute(row)?;
            Ok(profile)
        })
        .await
    }

    async fn picture(&self, name: &PictureName) -> std::result::Result<Option<Picture>, StoreError> {
        let name = name.clone();
        self.read(move |db| {
            let mut query = db.prepare_cached(PICTURE)?;
            let bytes = query.query_row([name.as_str()], |row| row.get(0)).optional()?;
            Ok(bytes.map(|bytes| Picture { name, bytes }))
        })
        .await
    }
}

fn change(db: &Connection, user: &UserId, changes: &[ProfileChange], at: Timestamp) -> Result<Profile> {
    if changes.iter().any(|change| matches!(change, ProfileChange::Avatar(_))) {
        db.prepare_cached(FORGET)?.execute([user.as_str()])?;
    }
    people::change(db, user, changes, at)
}
