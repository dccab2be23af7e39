//! What the server promises, in words.

/// A promise that is checked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Promise {
    /// See [`Promise::sentence`].
    Kept,
    /// See [`Promise::sentence`].
    Once,
    /// See [`Promise::sentence`].
    Same,
    /// See [`Promise::sentence`].
    Places,
    /// See [`Promise::sentence`].
    Stream,
    /// See [`Promise::sentence`].
    Apart,
    /// See [`Promise::sentence`].
    Read,
    /// See [`Promise::sentence`].
    Answered,
    /// See [`Promise::sentence`].
    Committed,
    /// See [`Promise::sentence`].
    History,
    /// See [`Promise::sentence`].
    Alive,
}

impl Promise {
    /// All of them, in the order of the report.
    pub const ALL: [Self; 11] = [
        Self::Kept,
        Self::Once,
        Self::Same,
        Self::Places,
        Self::Stream,
        Self::Apart,
        Self::Read,
        Self::Answered,
        Self::Committed,
        Self::History,
        Self::Alive,
    ];

    /// Where it stands among those that were broken at about the same time: the lower, the more it says about the cause.
    pub fn rank(self) -> usize {
        let ranked = [
            Self::Alive,
            Self::History,
            Self::Committed,
            Self::Once,
            Self::Kept,
            Self::Apart,
            Self::Places,
            Self::Stream,
            Self::Same,
        ];
        ranked.iter().position(|promise| *promise == self).unwrap_or(ranked.len())
    }

    /// One word for it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Kept => "kept",
            Self::Once => "once",
            Self::Same => "same",
            Self::Places => "places",
            Self::Stream => "stream",
            Self::Apart => "apart",
            Self::Read => "read",
            Self::Answered => "answered",
            Self::Committed => "committed",
            Self::History => "history",
            Self::Alive => "alive",
        }
    }

    /// What is promised.
    pub fn sentence(self) -> &'static str {
        match self {
            Self::Kept => "No acknowledged message is lost.",
            Self::Once => "A message is there once, however often and by whatever way it is sent.",
            Self::Same => "Everybody ends with the same messages, with the same content, in the same order.",
            Self::Places => "Every place in a conversation is used once, without holes.",
            Self::Stream => "A live connection is told everything without holes, the last event too.",
            Self::Apart => {
                "Who is out of a conversation hears nothing of it, and who is in sees what everybody sees."
            }
            Self::Read => {
                "Read positions never go back; unread counts are what the history says, everywhere."
            }
            Self::Answered => "Every command is answered, and what was acknowledged is in force.",
            Self::Committed => {
                "Acknowledged is committed: a kill loses none of it, and nothing appears that nobody sent."
            }
            Self::Alive => {
                "The server ends when it is told to, comes back from whatever happened, and catches up in time."
            }
            Self::History => "The history stays the same history: the epoch never changes.",
        }
    }
}
