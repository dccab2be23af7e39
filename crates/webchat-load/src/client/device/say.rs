//! From a wish to a command, and from a command to its tries.

use std::time::{Duration, Instant};

use serde_json::{Value, json};
use webchat_protocol::{ConversationId, Emoji, MessageId};

use super::Device;
use crate::client::Wish;
use crate::client::timeline::Need;
use crate::record::{Digest, Fact, Fault, Intent, Way};

/// Commands that may wait for an answer. A person does not want more than this at once.
const PENDING: usize = 24;

/// Messages in a burst.
const BURST: usize = 20;

/// How long a device waits for an answer before it tries again, and how much longer at most.
const PATIENCE_MS: u64 = 1_200;
const MORE_MS: u64 = 1_200;

/// In a hundred tries by frame, how many are sent twice.
const TWICE: u32 = 4;

/// Characters of a message in a burst: together they are several times what may wait for a connection.
const LONG: usize = 2_500;

const EMOJI: [&str; 5] = ["👍", "❤️", "😂", "🎉", "👩‍👩‍👧‍👦"];

/// What texts are filled with: bytes of one, two, three and four, a line break, and what JSON has to quote.
const FILLING: &str = "to be or not to be, \"ä\" 你好 👋\n";

impl Device {
    /// Does what the user wants, if there is something to do it to.
    pub(super) fn want(&mut self, wish: Wish) {
        if wish == Wish::Burst {
            return (0..BURST).for_each(|_| self.want_one(Wish::Burst));
        }
        self.want_one(wish);
    }

    fn want_one(&mut self, wish: Wish) {
        if self.outbox.len() >= PENDING {
            return;
        }
        let Some(id) = self.mint() else { return };
        let command = match wish {
            // The classic contract has no word for where, but for a pair and everybody.
            Wish::Send(conversation) if self.is_classic() && conversation.is_minted() => None,
            Wish::Send(conversation) => {
                let length = self.length();
                Some(self.message(&id, conversation, length))
            }
            Wish::Burst => Some(self.message(&id, ConversationId::general(), LONG)),
            // The classic contract has nothing else that is answered.
            _ if self.is_classic() => None,
            Wish::Edit => self.edit(&id),
            Wish::React => self.react(),
            Wish::Delete => self.delete(),
            Wish::Read(conversation) => self.read(conversation),
            Wish::Typing(conversation) => {
                let command = json!({ "type": "typing", "isTyping": true, "conversationId": conversation });
                Some((Intent::Typing { conversation }, command))
            }
        };
        if let Some((intent, command)) = command
            && self.desk.take(&intent)
        {
            self.submit(&id, intent, command);
        }
    }

    /// Does what a timeline needs.
    pub(super) fn need(&mut self, conversation: &ConversationId, need: Need) {
        // Pages are read when the device comes to it.
        let Need::Changes(after) = need else { return };
        let Some(id) = self.mint().filter(|_| !self.is_classic()) else { return };
        if let Some(timeline) = self.timelines.get_mut(conversation) {
            timeline.asked(id.clone());
        }
        let command = json!({ "type": "changes", "conversationId": conversation, "after": after });
        self.submit(&id, Intent::Changes { conversation: conversation.clone(), after }, command);
    }

    fn submit(&mut self, id: &MessageId, intent: Intent, mut command: Value) {
        command["id"] = json!(id);
        self.note(Fact::Submitted { id: id.clone(), user: self.user.clone(), intent: intent.clone() });
        self.outbox.add(id.clone(), intent, command.to_string());
        self.try_again(id);
    }

    fn message(&self, id: &MessageId, conversation: ConversationId, length: usize) -> (Intent, Value) {
        let text = text(id, length);
        let digest = Digest::of(&text);
        let command = if self.is_classic() {
            let receiver = conversation.peer_of(&self.user);
            json!({ "type": "message", "text": text, "senderId": self.user, "receiverId": receiver })
        } else {
            json!({ "type": "message", "text": text, "conversationId": conversation })
        };
        (Intent::Send { conversation, text: digest }, command)
    }

    /// Most texts are short, and now and then one is long.
    fn length(&mut self) -> usize {
        if self.rng.u32(0..20) == 0 { self.rng.usize(0..2_000) } else { self.rng.usize(0..100) }
    }

    fn edit(&mut self, id: &MessageId) -> Option<(Intent, Value)> {
        let (conversation, seq) = self.rng.choice(&self.mine).cloned()?;
        let length = self.length();
        let text = text(id, length);
        let digest = Digest::of(&text);
        let command = json!({ "type": "edit", "conversationId": conversation, "seq": seq, "text": text });
        Some((Intent::Edit { conversation, seq, text: digest }, command))
    }

    fn react(&mut self) -> Option<(Intent, Value)> {
        let (conversation, seq) = self.rng.choice(&self.seen).cloned()?;
        let emoji = Emoji::new(self.rng.choice(EMOJI)?).ok()?;
        let on = self.rng.u32(0..3) > 0;
        let command =
            json!({ "type": "react", "conversationId": conversation, "seq": seq, "emoji": emoji, "on": on });
        Some((Intent::React { conversation, seq, emoji, on }, command))
    }

    fn delete(&mut self) -> Option<(Intent, Value)> {
        let index = self.rng.usize(0..self.mine.len().max(1));
        let (conversation, seq) = self.mine.remove(index)?;
        let command = json!({ "type": "delete", "conversationId": conversation, "seq": seq });
        Some((Intent::Delete { conversation, seq }, command))
    }

    fn read(&mut self, conversation: ConversationId) -> Option<(Intent, Value)> {
        let followed = self.timelines.get(&conversation)?.followed();
        // Most people read to the end; some are on their way.
        let seq = followed.saturating_sub(self.rng.u64(0..4)).max(1);
        let command = json!({ "type": "read", "conversationId": conversation, "seq": seq });
        (followed > 0).then_some((Intent::Read { conversation, seq }, command))
    }

    /// Sends a command that is due: as a frame if there is a line that takes it, else as a request.
    pub(super) fn try_again(&mut self, id: &MessageId) {
        let again = Duration::from_millis(PATIENCE_MS + self.rng.u64(0..MORE_MS));
        let (by_other_way, twice) = (self.rng.bool(), self.rng.u32(0..100) < TWICE);
        let Some(pending) = self.outbox.get(id) else { return };
        let (is_first, text) = (pending.tries() == 0, pending.text.clone());
        let line = self.line.as_ref().filter(|line| line.takes_frames());
        let deviates = !is_first && by_other_way && self.world.may(Fault::OtherWay);
        let Some(line) = line.filter(|_| !deviates) else {
            if deviates && line.is_some() {
                self.note(Fact::Injected { fault: Fault::OtherWay, detail: format!("\"{id}\" by request") });
            }
            return self.request(id, text, again);
        };
        let (way, times) = (Way::Frame(line.id), if twice && self.world.may(Fault::Twice) { 2 } else { 1 });
        for _ in 0..times {
            // Taken down first: the answer must not come before it.
            self.note(Fact::Tried { id: id.clone(), way });
            if self.line.as_ref().is_some_and(|line| line.say(text.clone()))
                && let Some(pending) = self.outbox.get(id)
            {
                pending.tried(way, again);
            }
        }
        if times == 2 {
            self.note(Fact::Injected { fault: Fault::Twice, detail: format!("\"{id}\"") });
        }
    }

    fn request(&mut self, id: &MessageId, text: String, again: Duration) {
        let has_room = self.requests.has_room();
        let Some(pending) = self.outbox.get(id) else { return };
        if !has_room {
            pending.due = Instant::now() + Duration::from_millis(50);
            return;
        }
        pending.tried(Way::Request, again);
        self.note(Fact::Tried { id: id.clone(), way: Way::Request });
        if self.is_classic() {
            self.requests.classic(id.clone(), text);
        } else {
            self.requests.command(id.clone(), text);
        }
    }
}

/// A text that nobody else sends.
fn text(id: &MessageId, length: usize) -> String {
    format!("{id}: ").chars().chain(FILLING.chars().cycle().take(length)).chain(['.']).collect()
}
