//! Who did what: for those who run a server together.

use std::borrow::Cow;

use webchat_protocol::{Timestamp, UserId};

/// What was done, as a word for programs and a filter. Others may come: whoever reads a log shows a word that it does not
/// know as it is.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Deed(Cow<'static, str>);

impl Deed {
    /// An account was created.
    pub const ACCOUNT_CREATED: Self = Self::named("account-created");
    /// A user was made an administrator.
    pub const ADMIN_GRANTED: Self = Self::named("admin-granted");
    /// An administrator was made an ordinary user.
    pub const ADMIN_TAKEN: Self = Self::named("admin-taken");
    /// A user was suspended.
    pub const SUSPENDED: Self = Self::named("suspended");
    /// A suspended user was let in again.
    pub const READMITTED: Self = Self::named("readmitted");
    /// A user changed their password.
    pub const PASSWORD_CHANGED: Self = Self::named("password-changed");
    /// A user set a password by a link.
    pub const PASSWORD_RESET: Self = Self::named("password-reset");
    /// A user made a token for a program.
    pub const PROGRAM_ADMITTED: Self = Self::named("program-admitted");
    /// A user took a program's token back.
    pub const PROGRAM_DISMISSED: Self = Self::named("program-dismissed");
    /// An invitation was made.
    pub const INVITED: Self = Self::named("invited");
    /// A link for another password was made.
    pub const RESET_OFFERED: Self = Self::named("reset-offered");
    /// A link was revoked.
    pub const LINK_REVOKED: Self = Self::named("link-revoked");

    /// A channel was ended by somebody who administers the server.
    pub const CHANNEL_ARCHIVED: Self = Self::named("channel-archived");
    /// A channel was let go on by somebody who administers the server.
    pub const CHANNEL_UNARCHIVED: Self = Self::named("channel-unarchived");
    /// A report was settled.
    pub const REPORT_SETTLED: Self = Self::named("report-settled");
    /// A message that was reported was deleted.
    pub const MESSAGE_DELETED: Self = Self::named("message-deleted");

    /// A word for something else that is done: lower case letters, with hyphens between words.
    pub const fn named(word: &'static str) -> Self {
        Self(Cow::Borrowed(word))
    }

    /// A word as it was stored, by this program or by another version of it.
    pub fn stored(word: String) -> Self {
        Self(Cow::Owned(word))
    }

    /// The word.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// Something that was done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AuditEntry {
    /// The server's clock.
    pub at: Timestamp,
    /// Who did it; `None` for the server itself, or somebody at its console.
    pub by: Option<UserId>,
    /// What was done.
    pub deed: Deed,
    /// To whom, if to somebody.
    pub user: Option<UserId>,
    /// More about it: the id of a link, the name of a program. Never a secret, and never what somebody said.
    pub detail: Option<String>,
}

/// An entry that is written down.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AuditRecord {
    /// Its place in the log; grows, from 1.
    pub number: u64,
    /// What it says.
    pub entry: AuditEntry,
}
