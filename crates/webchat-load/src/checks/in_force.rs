//! Promise: what was acknowledged is in force, unless it was overwritten.
//!
//! Devices change one thing about a message after the other: nobody edits a message, or changes the same reaction, before
//! the change before was answered. So the last one that was acknowledged is the one in force.

use std::collections::HashMap;

use webchat_protocol::{ConversationId, Emoji, Message, UserId};

use super::{Check, Known, Picture, Promise, Verdict};
use crate::record::{Answer, Digest, Entry, Fact, Intent, Subject};

/// Remembers for each thing that can be changed what it was last changed to.
#[derive(Debug, Default)]
pub struct InForce {
    slots: HashMap<Slot, Intent>,
}

/// What two commands can contend for.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
struct Slot {
    conversation: ConversationId,
    seq: u64,
    /// Whose reaction with what; `None` for the text.
    reaction: Option<(UserId, Emoji)>,
}

fn slot(user: &UserId, intent: &Intent) -> Option<Slot> {
    let (conversation, seq) = (intent.conversation().clone(), intent.place()?);
    let reaction = match intent {
        Intent::React { emoji, .. } => Some((user.clone(), emoji.clone())),
        _ => None,
    };
    Some(Slot { conversation, seq, reaction })
}

fn is_in_force(slot: &Slot, intent: &Intent, message: &Message) -> bool {
    match intent {
        Intent::Delete { .. } => message.deleted_at.is_some(),
        // A deletion takes text and reactions along.
        _ if message.deleted_at.is_some() => true,
        Intent::Edit { text, .. } => Digest::of(&message.text) == *text,
        Intent::React { emoji, on, .. } => {
            let mut found = message.reactions.iter().filter(|reaction| reaction.emoji == *emoji);
            let user = slot.reaction.as_ref().map(|(user, _)| user);
            found.any(|reaction| reaction.user_ids.iter().any(|id| Some(id) == user)) == *on
        }
        _ => true,
    }
}

impl Check for InForce {
    fn note(&mut self, entry: &Entry, known: &Known, _verdict: &mut Verdict) {
        let Fact::Answered { id, answer: Answer::Done | Answer::Stored(_), .. } = &entry.what else { return };
        let Some(wanted) = known.command(id) else { return };
        if let Some(slot) = slot(&wanted.user, &wanted.intent) {
            self.slots.insert(slot, wanted.intent.clone());
        }
    }

    fn compare(&mut self, picture: &Picture, _known: &Known, verdict: &mut Verdict) {
        for (slot, intent) in &self.slots {
            let Some(history) = picture.histories.get(&slot.conversation) else { continue };
            let message = history.at(slot.seq);
            let is_held = message.is_some_and(|message| is_in_force(slot, intent, message));
            verdict.expect(Promise::Answered, is_held, || {
                let sentence = format!("This was acknowledged and is not in force: to {intent}.");
                (Subject::place(&slot.conversation, slot.seq), sentence)
            });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::checks::hand_made::{Run, delete, done, edit, general, message, react};

    #[test]
    fn the_last_acknowledged_edit_is_in_force() {
        let mut run = Run::of(InForce::default());
        for (id, text) in [("e-1", "good"), ("e-2", "better")] {
            run.note("ada/1", edit(id, 5, text));
            run.note("ada/1", done(id));
        }
        run.compare(&general(&[Message { text: "better".to_owned(), ..message(5, "m-1") }]));
        assert_eq!(run.broken(), []);
        run.compare(&general(&[Message { text: "good".to_owned(), ..message(5, "m-1") }]));
        assert_eq!(run.broken(), [Promise::Answered]);
    }

    #[test]
    fn an_acknowledged_reaction_is_there() {
        let mut run = Run::of(InForce::default());
        run.note("ada/1", react("r-1", 5, true));
        run.note("ada/1", done("r-1"));
        run.compare(&general(&[message(5, "m-1")]));
        assert_eq!(run.broken(), [Promise::Answered]);
    }

    #[test]
    fn a_deletion_stays_and_goes_before_everything_else() {
        let mut run = Run::of(InForce::default());
        run.note("ada/1", react("r-1", 5, true));
        run.note("ada/1", done("r-1"));
        run.note("ada/1", delete("d-1", 5));
        run.note("ada/1", done("d-1"));
        let gone = Message { deleted_at: Some(message(5, "m-1").created_at), ..message(5, "m-1") };
        run.compare(&general(&[gone]));
        assert_eq!(run.broken(), []);
        run.compare(&general(&[message(5, "m-1")]));
        assert_eq!(run.broken().len(), 2, "neither the deletion nor the reaction is there");
    }
}
