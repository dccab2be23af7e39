//! Why a change can't be made.

use webchat_protocol::{Role, UserId};

/// Why a change can't be made, however often it is tried.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Refusal {
    /// There is no message at that place; for an edit or a reaction also when it is deleted.
    NotFound,
    /// It is somebody else's message.
    NotYours,
    /// It is a notice: what changed stays said.
    IsNotice,
    /// It has as many reactions as it may.
    TooManyReactions,
    /// There is no such conversation, or none that this user may know of.
    Hidden,
    /// It is a public channel, and the user is not in it.
    NotMember,
    /// It takes this role in the conversation, or a higher one.
    NeedsRole(Role),
    /// Only owners and admins say something there.
    ReadOnly,
    /// Nobody says or changes anything there any more.
    Archived,
    /// No conversation of this kind can be changed in this way.
    Fixed,
    /// It is so already. Nothing was stored, and there is nothing to complain about.
    Unchanged,
    /// The conversation would be without an owner.
    LastOwner,
    /// The conversation would have more members than it may.
    TooManyMembers,
    /// This user would be in more groups and channels than one may.
    TooManyConversations(UserId),
    /// Nobody has seen this user, and here strangers are not written to.
    NoSuchUser(UserId),
    /// This user is not in the conversation.
    NoSuchMember(UserId),
    /// One of the two has blocked the other.
    Blocked(UserId),
    /// The user blocks as many others as one may.
    TooManyBlocked,
    /// The sender has used this id for something else; or the server has minted one that there is already.
    IdTaken,
}
