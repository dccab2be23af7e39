//! Who is in a conversation, and who may know of it.

use rusqlite::{Connection, OptionalExtension, Result, params};
use webchat_core::store::{Facts, Members, Roster, Sight};
use webchat_protocol::{ConversationId, Member, Role, Timestamp, UserId};

use crate::blocks::are_parted;
use crate::facts::{FACTS, facts, role, seat, select_facts};
use crate::members::is_known;
use crate::rows::{self, row_limit};
use crate::schema::GENERAL;

pub(super) const OUTLINE: &str =
    concat!("SELECT ", select_facts!(), ", c.id FROM conversations c WHERE c.name = ?1");
pub(super) const LISTED: &str = "SELECT user, role, joined_at FROM members INDEXED BY members_listed WHERE conversation = ?1 \
    AND role IS NOT NULL ORDER BY user LIMIT ?2";

/// See [`webchat_core::store::Rosters::sight`].
pub(crate) fn sight(db: &Connection, id: &ConversationId, user: &UserId) -> Result<Sight> {
    if id.is_minted() {
        match seat(db, id, user, false)? {
            Some(seat) if seat.role.is_some() => {}
            Some(seat) if seat.facts.is_open() => return Ok(Sight::Door),
            _ => return Ok(Sight::Nothing),
        }
    } else if !id.includes(user) {
        return Ok(Sight::Nothing);
    }
    Ok(roster(db, id)?.map_or(Sight::Nothing, Sight::Inside))
}

/// See [`webchat_core::store::Rosters::roster`].
pub(crate) fn roster(db: &Connection, id: &ConversationId) -> Result<Option<Roster>> {
    if let Some((one, other)) = id.pair() {
        let are_known = is_known(db, &one)? && is_known(db, &other)?;
        let is_blocked = one != other && are_parted(db, &one, &other)?;
        let members = Members::Pair { users: [one, other], are_known, is_blocked };
        return Ok(Some(Roster { facts: Facts::direct(), members }));
    }
    let Some((facts, key)) = outline(db, id)? else { return Ok(None) };
    if key == GENERAL {
        return Ok(Some(Roster { facts, members: Members::Everyone }));
    }
    let listed = listed(db, key, usize::MAX)?;
    let listed = listed.into_iter().map(|member| (member.user_id, member.role)).collect();
    Ok(Some(Roster { facts, members: Members::Listed(listed) }))
}

/// See [`webchat_core::store::Rosters::members`].
pub(crate) fn members(db: &Connection, id: &ConversationId, limit: usize) -> Result<Vec<Member>> {
    if let Some((one, other)) = id.pair() {
        let mut users = vec![one, other];
        users.dedup();
        users.truncate(limit);
        let member = |user_id| Member { user_id, role: Role::Member, joined_at: None };
        return Ok(users.into_iter().map(member).collect());
    }
    match outline(db, id)? {
        Some((_, key)) => listed(db, key, limit),
        None => Ok(Vec::new()),
    }
}

fn outline(db: &Connection, id: &ConversationId) -> Result<Option<(Facts, i64)>> {
    let mut query = db.prepare_cached(OUTLINE)?;
    query.query_row([id.as_str()], |row| Ok((facts(row, 0)?, row.get(FACTS)?))).optional()
}

fn listed(db: &Connection, conversation: i64, limit: usize) -> Result<Vec<Member>> {
    let mut query = db.prepare_cached(LISTED)?;
    let found = query.query_map(params![conversation, row_limit(limit)], |row| {
        Ok(Member {
            user_id: rows::user(row, 0)?,
            role: role(row, 1)?.unwrap_or(Role::Member),
            joined_at: row.get::<_, Option<i64>>(2)?.map(Timestamp::from_millis),
        })
    })?;
    found.collect()
}
