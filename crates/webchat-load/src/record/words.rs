//! Entries as sentences.

use std::fmt;

use super::{Answer, Entry, Fact, Heard, Intent, Sight, Way};

impl fmt::Display for Entry {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {:<12} {}", self.at, self.who, self.what)
    }
}

impl fmt::Display for Way {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Frame(connection) => write!(f, "on {connection}"),
            Self::Request => f.write_str("by request"),
        }
    }
}

impl fmt::Display for Intent {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Send { conversation, .. } => write!(f, "say something in {conversation}"),
            Self::Edit { conversation, seq, text } => write!(f, "edit {conversation} {seq} to text {text}"),
            Self::React { conversation, seq, emoji, on: true } => {
                write!(f, "react {emoji} to {conversation} {seq}")
            }
            Self::React { conversation, seq, emoji, .. } => {
                write!(f, "take {emoji} from {conversation} {seq}")
            }
            Self::Delete { conversation, seq } => write!(f, "delete {conversation} {seq}"),
            Self::Read { conversation, seq } => write!(f, "have read {conversation} up to {seq}"),
            Self::Changes { conversation, after } => {
                write!(f, "know the changes of {conversation} after {after}")
            }
            Self::Typing { conversation } => write!(f, "be typing in {conversation}"),
        }
    }
}

impl fmt::Display for Answer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Stored(sight) => write!(f, "it is {sight}"),
            Self::ReadTo { seq, unread } => write!(f, "read up to {seq}, {unread} unread"),
            Self::Changes { reset: true, head, .. } => write!(f, "to be read afresh, head {head}"),
            Self::Changes { after, messages, seq, head, .. } => {
                write!(f, "changes after {after} up to {seq} of {head}: {}", Places(messages))
            }
            Self::Done => f.write_str("done"),
            Self::Refused { code, retry_ms: Some(ms) } => write!(f, "refused, {code:?}, again in {ms} ms"),
            Self::Refused { code, retry_ms: None } => write!(f, "refused, {code:?}"),
        }
    }
}

/// The places of a delta; of a long one the last.
struct Places<'a>(&'a [Sight]);

/// Places that are shown: they fit a line.
const SHOWN: usize = 24;

impl fmt::Display for Places<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let left_out = self.0.len().saturating_sub(SHOWN);
        if left_out > 0 {
            f.write_str("… ")?;
        }
        let latest: Vec<_> = self.0[left_out..].iter().map(|sight| sight.latest.to_string()).collect();
        f.write_str(&latest.join(" "))
    }
}

impl fmt::Display for Heard {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Confirmed { .. } => f.write_str("registered"),
            Self::Live(sight) => write!(f, "{sight}"),
            Self::Changes { conversation, reset: true, head, .. } => {
                write!(f, "{conversation} has to be read afresh, head {head}")
            }
            Self::Changes { conversation, after, messages, seq, head, asked, .. } => {
                let asked = asked.as_ref().map(|id| format!(", asked by \"{id}\"")).unwrap_or_default();
                let places = Places(messages);
                write!(f, "changes of {conversation} after {after} up to {seq} of {head}{asked}: {places}")
            }
            Self::Read { conversation, seq, unread } => {
                write!(f, "read {conversation} up to {seq}, {unread} unread")
            }
        }
    }
}

impl fmt::Display for Fact {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Submitted { id, intent, .. } => write!(f, "wants to {intent}, as \"{id}\""),
            Self::Tried { id, way } => write!(f, "sends \"{id}\" {way}"),
            Self::Answered { id, way, answer } => write!(f, "is answered \"{id}\" {way}: {answer}"),
            Self::Unanswered { id, why } => write!(f, "gets no answer to \"{id}\": {why}"),
            Self::Opened { connection, transport, after, .. } => {
                write!(f, "opens {connection}, {transport:?}")?;
                after
                    .iter()
                    .flatten()
                    .try_for_each(|(conversation, seq)| write!(f, ", {conversation} after {seq}"))
            }
            Self::Told { connection, what } => write!(f, "hears on {connection}: {what}"),
            Self::Closed { connection, why } => write!(f, "{connection} is closed: {why}"),
            Self::Afresh { conversation, head, .. } => {
                write!(f, "has read {conversation} afresh, head {head}")
            }
            Self::Admitting { conversation, user } => write!(f, "lets {user} into {conversation}"),
            Self::Removed { conversation, user, place } => {
                write!(f, "has put {user} out of {conversation} at {place}")
            }
            Self::Reached { conversation, found, .. } => {
                write!(f, "is reached by {conversation}: {}", Places(found))
            }
            Self::Injected { fault, detail } => write!(f, "{fault}: {detail}"),
            Self::Started { millis } => write!(f, "serves, {millis} ms after its start"),
            Self::Ended { how } => write!(f, "is gone: {how}"),
            Self::Inventory { conversation, above, found } => {
                write!(f, "finds {} messages in {conversation} above {above}", found.len())
            }
            Self::Calm => f.write_str("everything calms down"),
            Self::Quiet => f.write_str("everything is answered"),
            Self::Stirred => f.write_str("it goes on"),
        }
    }
}
