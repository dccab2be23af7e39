//! The refusals that several use cases share, as sentences.

use webchat_protocol::{ErrorCode, Problem, Role};

use crate::store::{Refusal, StoreError};

/// What a failing store means to the one who asked. What went wrong below is logged, not told.
pub(crate) fn unavailable(error: &StoreError) -> Problem {
    tracing::error!(%error, "the store failed");
    let sentence = match error {
        StoreError::Full(_) => "The server's disk is full. Nothing was saved; try again later.",
        StoreError::Unavailable(_) => "The server could not save or read this. Try again.",
        StoreError::Closed => "The server is shutting down. Nothing was saved; try again in a moment.",
    };
    Problem::new(ErrorCode::StorageUnavailable, sentence).retry_after(1_000)
}

/// The answer where nothing is, or nothing that this user may see.
pub(crate) fn not_found(what: &str) -> Problem {
    Problem::new(ErrorCode::NotFound, format!("There is no such {what}."))
}

/// What a refusal of the store's means to the one who asked.
pub(crate) fn refused(refusal: Refusal) -> Problem {
    match refusal {
        Refusal::NotFound => not_found("message"),
        Refusal::Hidden => not_found("conversation"),
        Refusal::NoSuchUser(_) => not_found("user"),
        Refusal::NoSuchMember(_) => not_found("member"),
        Refusal::TooManyReactions => {
            Problem::new(ErrorCode::TooManyReactions, "This message has as many reactions as it may.")
        }
        Refusal::TooManyMembers => {
            let sentence = "This conversation would have more members than one may.";
            Problem::new(ErrorCode::TooManyMembers, sentence)
        }
        Refusal::TooManyConversations(user) => {
            let sentence = format!("{user} is in as many groups and channels as one may.");
            Problem::new(ErrorCode::TooManyConversations, sentence)
        }
        Refusal::IdTaken => {
            Problem::new(ErrorCode::BadField, "You have used this \"id\" for something else.")
        }
        other => Problem::new(ErrorCode::Forbidden, forbidden(&other)),
    }
}

fn forbidden(refusal: &Refusal) -> String {
    let sentence = match refusal {
        Refusal::NotYours => "Only its sender can change a message.",
        Refusal::IsNotice => "This says what changed; it stays as it is.",
        Refusal::NotMember => "This is a public channel; join it first.",
        Refusal::NeedsRole(Role::Owner) => "Only an owner of this conversation can do that.",
        Refusal::NeedsRole(_) => "Only an admin or owner of this conversation can do that.",
        Refusal::ReadOnly => "Only admins and owners say something here.",
        Refusal::Archived => "This conversation is archived; nobody says anything in it any more.",
        Refusal::LastOwner => "A conversation needs an owner: name another one first.",
        Refusal::TooManyBlocked => "You have blocked as many people as one may.",
        Refusal::Unchanged => "It is so already.",
        Refusal::Blocked(user) => {
            return format!("You and {user} don't talk directly: one of you has blocked the other.");
        }
        _ => "This can't be done with a conversation of this kind.",
    };
    sentence.to_owned()
}
