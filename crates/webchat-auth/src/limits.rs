//! The limits of what is done with accounts, each with the reason for its value.

use std::time::Duration;

/// How often something may be done: so often at once, then once in `every`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Pace {
    /// How often at once. 0 is no limit.
    pub burst: u32,
    /// After how long once more.
    pub every: Duration,
}

/// The limits of what is done with accounts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AccountLimits {
    /// Passwords tried for one name from one address. Nobody mistypes more often; whoever guesses gets 1,440 a day, and
    /// the least of passwords has eight characters.
    pub tries_for_name_from_address: Pace,
    /// Passwords tried for one name from everywhere. Wide enough that one address alone, or six, can't keep its owner
    /// out; 14,400 guesses a day by many together.
    pub tries_for_name: Pace,
    /// Passwords and links tried from one address. An office behind one address signs in on the same morning; and one
    /// address with many names gets no more than 17,280 guesses a day.
    pub tries_from_address: Pace,
    /// Accounts that one address may create.
    pub sign_ups_from_address: Pace,
    /// Names and addresses whose tries are remembered at once, some 100 bytes each.
    pub tracked: usize,
    /// Passwords that are hashed at once: a hash takes 19 MiB and a processor, and the chat needs both.
    pub hashes_at_once: usize,
    /// Passwords that may wait for it: with two at once at 30 ms each the last waits half a second.
    pub hashes_waiting: usize,
    /// Browsers of one user. The one that was used longest ago makes room.
    pub browsers_per_user: usize,
    /// Programs of one user.
    pub programs_per_user: usize,
    /// How long a browser that is not used stays signed in.
    pub browser_lasts: Duration,
    /// A session's last use is written down when it is so much later than what is written: a write for each request
    /// would be the most frequent of all.
    pub touch_every: Duration,
    /// Links that may be open at once.
    pub open_links: usize,
    /// Links in a list at most: those that are open, and as many that ended lately.
    pub listed_links: usize,
    /// How long a link for the first administrator, or for another password, can be used.
    pub secret_link_lasts: Duration,
    /// How long an invitation can be used at most.
    pub invitation_lasts: Duration,
    /// How often an invitation can be used at most.
    pub invitation_uses: u32,
    /// Entries of the audit log that are kept, some 100 bytes each: years of a busy server.
    pub audit_entries: usize,
    /// How long sessions and links that have ended are kept, to be shown as such.
    pub ended_kept: Duration,
}

const MINUTE: Duration = Duration::from_mins(1);
const DAY: Duration = Duration::from_hours(24);

impl Default for AccountLimits {
    fn default() -> Self {
        Self {
            tries_for_name_from_address: Pace { burst: 10, every: MINUTE },
            tries_for_name: Pace { burst: 100, every: Duration::from_secs(6) },
            tries_from_address: Pace { burst: 60, every: Duration::from_secs(5) },
            sign_ups_from_address: Pace { burst: 20, every: MINUTE },
            tracked: 100_000,
            hashes_at_once: 2,
            hashes_waiting: 32,
            browsers_per_user: 50,
            programs_per_user: 50,
            browser_lasts: 30 * DAY,
            touch_every: 5 * MINUTE,
            open_links: 1_000,
            listed_links: 2_000,
            secret_link_lasts: DAY,
            invitation_lasts: 365 * DAY,
            invitation_uses: 10_000,
            audit_entries: 100_000,
            ended_kept: 30 * DAY,
        }
    }
}
