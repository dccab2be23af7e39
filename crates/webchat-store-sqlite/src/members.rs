//! Who comes into a conversation, who goes, and what they may do there. Runs inside the writer's transaction.

use rusqlite::{Connection, Result, params};
use webchat_core::store::{ConversationChange, Refusal, Terms};
use webchat_protocol::{Notice, Role, Seq, Timestamp, UserId};

use crate::blocks::are_parted;
use crate::facts::{Seat, role_of, role_word};
use crate::rows::number;

const ADMIT: &str =
    "INSERT INTO members (user, conversation, read_seq, role, joined_at) VALUES (?1, ?2, ?3, ?4, ?5)";
pub(crate) const EXPEL: &str = "DELETE FROM members WHERE user = ?1 AND conversation = ?2";
pub(crate) const SET_ROLE: &str = "UPDATE members SET role = ?3 WHERE user = ?1 AND conversation = ?2";
pub(crate) const OWNERS: &str =
    "SELECT count(*) FROM members WHERE conversation = ?1 AND role IS NOT NULL AND role = 'owner'";
pub(crate) const MEMBERSHIPS: &str = "SELECT count(*) FROM members WHERE user = ?1 AND role IS NOT NULL";
pub(crate) const IS_KNOWN: &str = "SELECT EXISTS (SELECT 1 FROM users WHERE id = ?1)";

type Outcome = std::result::Result<Notice, Refusal>;

/// People who come into a conversation at once, and who lets them in.
pub(crate) struct Newcomers<'a> {
    pub(crate) by: &'a UserId,
    pub(crate) at: Timestamp,
    pub(crate) terms: &'a Terms,
    /// What the one who lets them in becomes, if they come in too.
    pub(crate) first: Option<Role>,
}

impl Newcomers<'_> {
    /// Those of `users` who are not in the conversation yet, each once; or why they may not come in. `there` is the
    /// conversation and how many are in it; `None` before it is made.
    pub(crate) fn check(
        &self,
        db: &Connection,
        there: Option<(i64, u32)>,
        users: &[UserId],
    ) -> Result<std::result::Result<Vec<UserId>, Refusal>> {
        let mut new: Vec<UserId> = Vec::new();
        for user in users {
            let is_there = match there {
                Some((conversation, _)) => role_of(db, conversation, user)?.is_some(),
                None => user == self.by,
            };
            if !is_there && !new.contains(user) {
                new.push(user.clone());
            }
        }
        let first = self.first.map(|_| self.by);
        let count = there.map_or(0, |(_, count)| count as usize) + new.len() + usize::from(first.is_some());
        if count > self.terms.members {
            return Ok(Err(Refusal::TooManyMembers));
        }
        for user in first.into_iter().chain(&new) {
            if let Err(refusal) = self.check_one(db, user)? {
                return Ok(Err(refusal));
            }
        }
        Ok(Ok(new))
    }

    fn check_one(&self, db: &Connection, user: &UserId) -> Result<std::result::Result<(), Refusal>> {
        let is_other = user != self.by;
        if is_other && !self.terms.strangers && !is_known(db, user)? {
            return Ok(Err(Refusal::NoSuchUser(user.clone())));
        }
        if is_other && are_parted(db, user, self.by)? {
            return Ok(Err(Refusal::Blocked(user.clone())));
        }
        let memberships: i64 =
            db.prepare_cached(MEMBERSHIPS)?.query_row([user.as_str()], |row| row.get(0))?;
        if usize::try_from(memberships).unwrap_or_default() >= self.terms.conversations {
            return Ok(Err(Refusal::TooManyConversations(user.clone())));
        }
        Ok(Ok(()))
    }

    /// Lets those in who were checked. They have read everything up to `seq`, which tells of it.
    pub(crate) fn admit(&self, db: &Connection, conversation: i64, seq: Seq, users: &[UserId]) -> Result<()> {
        let first = self.first.map(|role| (self.by, role));
        for (user, role) in first.into_iter().chain(users.iter().map(|user| (user, Role::Member))) {
            let at = self.at.millis();
            let row = params![user.as_str(), conversation, number(seq), role_word(role), at];
            db.prepare_cached(ADMIT)?.execute(row)?;
        }
        Ok(())
    }
}

/// Adds people.
pub(crate) fn add(
    db: &Connection,
    change: &ConversationChange,
    seat: &mut Seat,
    users: &[UserId],
    terms: &Terms,
) -> Result<Outcome> {
    let newcomers = Newcomers { by: &change.by, at: change.at, terms, first: None };
    let there = seat.facts.member_count.unwrap_or_default();
    match newcomers.check(db, Some((seat.conversation, there)), users)? {
        Ok(user_ids) if user_ids.is_empty() => Ok(Err(Refusal::Unchanged)),
        Ok(user_ids) => {
            newcomers.admit(db, seat.conversation, Seq(seat.head.0 + 1), &user_ids)?;
            seat.facts.member_count = Some(there + count(user_ids.len()));
            Ok(Ok(Notice::Added { user_ids }))
        }
        Err(refusal) => Ok(Err(refusal)),
    }
}

/// Lets the one in who asks.
pub(crate) fn join(
    db: &Connection,
    change: &ConversationChange,
    seat: &mut Seat,
    terms: &Terms,
) -> Result<Outcome> {
    let newcomers = Newcomers { by: &change.by, at: change.at, terms, first: Some(Role::Member) };
    let there = seat.facts.member_count.unwrap_or_default();
    if let Err(refusal) = newcomers.check(db, Some((seat.conversation, there)), &[])? {
        return Ok(Err(refusal));
    }
    newcomers.admit(db, seat.conversation, Seq(seat.head.0 + 1), &[])?;
    seat.facts.member_count = Some(there + 1);
    Ok(Ok(Notice::Joined))
}

/// Lets the one go who asks. Nobody is left to look after what the last one leaves: it is archived.
pub(crate) fn leave(db: &Connection, change: &ConversationChange, seat: &mut Seat) -> Result<Outcome> {
    let is_alone = seat.facts.member_count == Some(1);
    if !is_alone && is_last_owner(db, seat.conversation, seat.role)? {
        return Ok(Err(Refusal::LastOwner));
    }
    expel(db, seat, &change.by)?;
    if is_alone {
        seat.facts.archived_at.get_or_insert(change.at);
    }
    Ok(Ok(Notice::Left))
}

/// Takes somebody out.
pub(crate) fn remove(
    db: &Connection,
    seat: &mut Seat,
    user: &UserId,
    target: Option<Role>,
) -> Result<Outcome> {
    if target.is_none() {
        return Ok(Err(Refusal::Unchanged));
    }
    if is_last_owner(db, seat.conversation, target)? {
        return Ok(Err(Refusal::LastOwner));
    }
    expel(db, seat, user)?;
    Ok(Ok(Notice::Removed { user_ids: vec![user.clone()] }))
}

/// Gives a member another role.
pub(crate) fn set_role(
    db: &Connection,
    seat: &Seat,
    user: &UserId,
    target: Option<Role>,
    role: Role,
) -> Result<Outcome> {
    match target {
        None => return Ok(Err(Refusal::NoSuchMember(user.clone()))),
        Some(present) if present == role => return Ok(Err(Refusal::Unchanged)),
        Some(_) => {}
    }
    if is_last_owner(db, seat.conversation, target)? {
        return Ok(Err(Refusal::LastOwner));
    }
    db.prepare_cached(SET_ROLE)?.execute(params![user.as_str(), seat.conversation, role_word(role)])?;
    Ok(Ok(Notice::Role { user_id: user.clone(), role }))
}

/// A number of people as it stands in a row.
pub(crate) fn count(people: usize) -> u32 {
    u32::try_from(people).unwrap_or(u32::MAX)
}

pub(crate) fn is_known(db: &Connection, user: &UserId) -> Result<bool> {
    db.prepare_cached(IS_KNOWN)?.query_row([user.as_str()], |row| row.get(0))
}

/// Whether somebody with this role is the only owner.
fn is_last_owner(db: &Connection, conversation: i64, role: Option<Role>) -> Result<bool> {
    if role != Some(Role::Owner) {
        return Ok(false);
    }
    let owners: i64 = db.prepare_cached(OWNERS)?.query_row([conversation], |row| row.get(0))?;
    Ok(owners < 2)
}

fn expel(db: &Connection, seat: &mut Seat, user: &UserId) -> Result<()> {
    db.prepare_cached(EXPEL)?.execute(params![user.as_str(), seat.conversation])?;
    seat.facts.member_count = seat.facts.member_count.map(|count| count.saturating_sub(1));
    Ok(())
}
