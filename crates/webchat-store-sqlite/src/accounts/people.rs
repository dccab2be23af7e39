//! Accounts and passwords.

use rusqlite::{Connection, OptionalExtension, Result, Row, params};
use webchat_core::accounts::{
    Account, AccountRefusal, Credentials, LinkKind, NewAccount, NewPassword, PasswordHash, Permit, SessionId,
    SessionKind,
};
use webchat_protocol::{Timestamp, UserId};

use super::columns::{time, time_if_any};
use super::{links, sessions};
use crate::people::see_user;
use crate::rows::{self, row_limit};

/// `SELECT` of the columns that [`account_from`] reads and the password's hash, and then the rest of the query.
macro_rules! select_account {
    ($rest:literal) => {
        concat!(
            "SELECT a.user, u.name, a.is_admin, a.created_at, a.suspended_at, u.last_seen_at, a.password ",
            "FROM accounts a JOIN users u ON u.id = a.user ",
            $rest
        )
    };
}

const ACCOUNT: &str = select_account!("WHERE a.user = ?1");
const ACCOUNTS: &str = select_account!("WHERE a.user > ?1 ORDER BY a.user LIMIT ?2");
/// Steps through them by the narrowest index: a server has thousands at most, and administrators ask seldom.
const COUNT: &str = "SELECT count(*) FROM accounts";
const CREATE: &str = "INSERT INTO accounts (user, password, is_admin, created_at) VALUES (?1, ?2, ?3, ?4)";
const HAS_ADMIN: &str = "SELECT EXISTS (SELECT 1 FROM accounts WHERE is_admin = 1 AND suspended_at IS NULL)";
const OTHER_ADMIN: &str = "SELECT EXISTS \
    (SELECT 1 FROM accounts WHERE is_admin = 1 AND suspended_at IS NULL AND user <> ?1)";
/// Whoever has been here is in `users`; whoever was only written to has a place in a conversation.
const HAS_HISTORY: &str = "SELECT EXISTS (SELECT 1 FROM users WHERE id = ?1) \
    OR EXISTS (SELECT 1 FROM members WHERE user = ?1)";
const SET_PASSWORD: &str = "UPDATE accounts SET password = ?2 WHERE user = ?1";
const SET_ADMIN: &str = "UPDATE accounts SET is_admin = ?2 WHERE user = ?1";
const SUSPEND: &str = "UPDATE accounts SET suspended_at = ?2 WHERE user = ?1";

#[cfg(test)]
pub(crate) const QUERIES: [(&str, &str); 10] = [
    ("how many accounts", COUNT),
    ("account", ACCOUNT),
    ("accounts", ACCOUNTS),
    ("create an account", CREATE),
    ("has an administrator", HAS_ADMIN),
    ("has another administrator", OTHER_ADMIN),
    ("has a history", HAS_HISTORY),
    ("set a password", SET_PASSWORD),
    ("set an administrator", SET_ADMIN),
    ("suspend", SUSPEND),
];

type Refusable<T> = Result<std::result::Result<T, AccountRefusal>>;

/// See [`webchat_core::Accounts::create_account`].
pub(super) fn create(db: &Connection, new: &NewAccount) -> Refusable<Account> {
    let kind = if new.is_admin { LinkKind::Admin } else { LinkKind::Invite };
    let user = &new.user_id;
    if let Some(secret) = &new.via_link
        && (!links::is_open(db, secret, kind, new.at)? || (new.is_admin && has_admin(db)?))
    {
        return Ok(Err(AccountRefusal::LinkGone));
    }
    if credentials(db, user)?.is_some() || (!new.may_claim && asks(db, HAS_HISTORY, user)?) {
        return Ok(Err(AccountRefusal::Taken));
    }
    if let Some(secret) = &new.via_link {
        links::take_use(db, secret, new.at)?;
    }
    let profile = see_user(db, user, new.name.as_deref(), new.at)?;
    let values = params![user.as_str(), new.password_hash.as_str(), new.is_admin, new.at.millis()];
    db.prepare_cached(CREATE)?.execute(values)?;
    Ok(Ok(Account {
        user_id: user.clone(),
        name: profile.name,
        is_admin: new.is_admin,
        created_at: new.at,
        suspended_at: None,
        last_seen_at: profile.last_seen_at,
    }))
}

/// See [`webchat_core::Accounts::account`].
pub(super) fn account(db: &Connection, user: &UserId) -> Result<Option<Account>> {
    db.prepare_cached(ACCOUNT)?.query_row([user.as_str()], |row| account_from(row, 0)).optional()
}

/// See [`webchat_core::Accounts::account_count`].
pub(super) fn count(db: &Connection) -> Result<u64> {
    let count: i64 = db.prepare_cached(COUNT)?.query_row([], |row| row.get(0))?;
    Ok(count.unsigned_abs())
}

/// See [`webchat_core::Accounts::accounts`].
pub(super) fn accounts(db: &Connection, after: Option<&UserId>, limit: usize) -> Result<Vec<Account>> {
    let after = after.map_or("", UserId::as_str);
    let mut query = db.prepare_cached(ACCOUNTS)?;
    query.query_map(params![after, row_limit(limit)], |row| account_from(row, 0))?.collect()
}

/// See [`webchat_core::Accounts::has_admin`].
pub(super) fn has_admin(db: &Connection) -> Result<bool> {
    db.prepare_cached(HAS_ADMIN)?.query_row([], |row| row.get(0))
}

/// See [`webchat_core::Accounts::password_of`].
pub(super) fn credentials(db: &Connection, user: &UserId) -> Result<Option<Credentials>> {
    let read = |row: &Row<'_>| {
        Ok(Credentials { account: account_from(row, 0)?, password_hash: PasswordHash::new(row.get(6)?) })
    };
    db.prepare_cached(ACCOUNT)?.query_row([user.as_str()], read).optional()
}

/// See [`webchat_core::Accounts::set_password`].
pub(super) fn set_password(db: &Connection, new: &NewPassword) -> Refusable<Vec<SessionId>> {
    let Some(present) = credentials(db, &new.user_id)? else {
        return Ok(Err(AccountRefusal::Unknown));
    };
    let user = &present.account.user_id;
    if let Err(refusal) = check_permit(db, new, &present)? {
        return Ok(Err(refusal));
    }
    db.prepare_cached(SET_PASSWORD)?.execute(params![user.as_str(), new.password_hash.as_str()])?;
    let closed = match &new.permit {
        Permit::OldPassword { session, .. } => {
            sessions::close_of(db, user, Some(SessionKind::Browser), *session)?
        }
        Permit::Link(secret) => {
            links::take_use(db, secret, new.at)?;
            sessions::close_of(db, user, None, None)?
        }
    };
    Ok(Ok(closed))
}

fn check_permit(db: &Connection, new: &NewPassword, present: &Credentials) -> Refusable<()> {
    let account = &present.account;
    let permitted = match &new.permit {
        Permit::OldPassword { hash, .. } if *hash != present.password_hash => {
            Err(AccountRefusal::PasswordChanged)
        }
        Permit::OldPassword { .. } => Ok(()),
        Permit::Link(secret) => links::check_reset(db, secret, &account.user_id, new.at)?,
    };
    let is_suspended = account.suspended_at.is_some();
    Ok(permitted.and(if is_suspended { Err(AccountRefusal::Suspended) } else { Ok(()) }))
}

/// See [`webchat_core::Accounts::set_admin`].
pub(super) fn set_admin(db: &Connection, user: &UserId, on: bool) -> Refusable<Account> {
    let Some(present) = account(db, user)? else {
        return Ok(Err(AccountRefusal::Unknown));
    };
    if !on && is_last_admin(db, &present)? {
        return Ok(Err(AccountRefusal::LastAdmin));
    }
    db.prepare_cached(SET_ADMIN)?.execute(params![user.as_str(), on])?;
    Ok(Ok(Account { is_admin: on, ..present }))
}

/// See [`webchat_core::Accounts::suspend`].
pub(super) fn suspend(
    db: &Connection,
    user: &UserId,
    since: Option<Timestamp>,
) -> Refusable<(Account, Vec<SessionId>)> {
    let Some(present) = account(db, user)? else {
        return Ok(Err(AccountRefusal::Unknown));
    };
    if since.is_some() && is_last_admin(db, &present)? {
        return Ok(Err(AccountRefusal::LastAdmin));
    }
    let since = since.map(|since| present.suspended_at.unwrap_or(since));
    db.prepare_cached(SUSPEND)?.execute(params![user.as_str(), since.map(Timestamp::millis)])?;
    let closed = if since.is_some() { sessions::close_of(db, user, None, None)? } else { Vec::new() };
    Ok(Ok((Account { suspended_at: since, ..present }, closed)))
}

fn is_last_admin(db: &Connection, account: &Account) -> Result<bool> {
    let counts = account.is_admin && account.suspended_at.is_none();
    Ok(counts && !asks(db, OTHER_ADMIN, &account.user_id)?)
}

fn asks(db: &Connection, query: &str, user: &UserId) -> Result<bool> {
    db.prepare_cached(query)?.query_row([user.as_str()], |row| row.get(0))
}

/// Reads an account from the columns of `select_account!`, which start at `first`.
pub(super) fn account_from(row: &Row<'_>, first: usize) -> Result<Account> {
    Ok(Account {
        user_id: rows::user(row, first)?,
        name: row.get(first + 1)?,
        is_admin: row.get(first + 2)?,
        created_at: time(row, first + 3)?,
        suspended_at: time_if_any(row, first + 4)?,
        last_seen_at: time(row, first + 5)?,
    })
}
