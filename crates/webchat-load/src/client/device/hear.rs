//! What a device does with what it is told.

use webchat_protocol::{ConversationId, Event, EventBatch, Message, MessageId, MessagePage};

use super::connect::registration;
use super::{Device, keep};
use crate::client::timeline::{Need, Timeline};
use crate::record::{Answer, Fact, Heard, Intent, Sight, Transport, Way};

impl Device {
    pub(super) fn hear(&mut self, event: Event) {
        match event {
            Event::RegistrationConfirmed { epoch, .. } => self.confirmed(epoch),
            Event::Message { data } | Event::MessageChanged { data } => self.hear_message(&data),
            Event::Changes { .. } => self.hear_changes(event),
            Event::Read { conversation_id, seq, unread } => self.hear_read(conversation_id, seq.0, unread),
            Event::Done { id } => self.done(&id),
            Event::Error { code, id, retry_after_ms, message } => match id {
                Some(id) if self.is_registration(&id) => self.close(&format!("refused: {message}")),
                Some(id) => self.refused(&id, self.way(), code, retry_after_ms),
                // A classic client names its registration nothing.
                None => self.close(&format!("refused: {message}")),
            },
            _ => {}
        }
    }

    /// A poll is answered; the next one begins when the device comes to it.
    pub(super) fn hear_batch(&mut self, batch: EventBatch) {
        self.confirmed(Some(batch.epoch));
        batch.events.into_iter().for_each(|event| self.hear(event));
        if let Some(line) = &mut self.line {
            line.is_polling = false;
            let connection = line.id;
            self.note(Fact::Closed { connection, why: "the poll is answered".to_owned() });
        }
    }

    /// What a stream says to come back with, and how far it had told by then.
    pub(super) fn remember(&mut self, token: String) {
        self.token = self.line.as_ref().map(|line| (token, line.told.clone()));
    }

    fn confirmed(&mut self, epoch: Option<String>) {
        let Some(line) = &mut self.line else { return };
        let is_first = !std::mem::replace(&mut line.is_confirmed, true);
        self.tell(Heard::Confirmed { epoch: epoch.clone() });
        self.epoch = self.epoch.take().or(epoch);
        if is_first && !self.is_classic() {
            self.registration += 1;
            self.ask_for_the_rest();
        }
    }

    /// Asks for what is new in conversations that the line was given no cursor for. First subscribe, then read: what was
    /// read before may lack what came between.
    fn ask_for_the_rest(&mut self) {
        let Some(line) = &self.line else { return };
        let has_cursor = |id| line.given.as_ref().is_some_and(|given| given.contains_key(id));
        let rest: Vec<_> = self.timelines.keys().filter(|id| !has_cursor(*id)).cloned().collect();
        for conversation in rest {
            let need = self.timelines.get_mut(&conversation).map(Timeline::ask);
            self.need(&conversation, need.unwrap_or(Need::Nothing));
        }
    }

    fn hear_message(&mut self, message: &Message) {
        let sight = Sight::from(message);
        self.tell(Heard::Live(sight.clone()));
        // A socket that is nobody's yet hears what classic clients hear: everything, from anywhere on.
        let Some(line) = self.line.as_mut().filter(|line| line.is_confirmed) else { return };
        let told = line.told.entry(sight.conversation.clone()).or_insert(sight.latest);
        // Behind a part of what was missed there is a gap until the rest was asked for.
        if sight.latest == *told + 1 {
            *told = sight.latest;
        }
        if !self.is_classic()
            && message.deleted_at.is_none()
            && message.notice.is_none()
            && !self.world.plain.contains(&sight.conversation)
        {
            keep(&mut self.seen, &sight.conversation, sight.seq);
        }
        let need = self.timelines.get_mut(&sight.conversation).map(|timeline| timeline.push(&sight));
        self.need(&sight.conversation, need.unwrap_or(Need::Nothing));
        self.recognise(&sight);
    }

    /// `changes` on the line.
    fn hear_changes(&mut self, event: Event) {
        let Event::Changes { conversation_id, after, reset, messages, seq, head, id } = &event else {
            return;
        };
        let (conversation, reset, asked) = (conversation_id.clone(), *reset, id.clone());
        let (after, seq, head) = (after.0, seq.0, head.0);
        let messages = messages.iter().map(Sight::from).collect();
        self.tell(Heard::Changes { conversation, after, reset, messages, seq, head, asked });
        match id {
            Some(id) => self.answered(&id.clone(), self.way(), &Answer::Done),
            None => {
                if let Some(line) = &mut self.line {
                    line.told.insert(conversation_id.clone(), seq);
                }
            }
        }
        self.apply_changes(event);
    }

    /// What was missed or asked for goes into the timeline.
    pub(super) fn apply_changes(&mut self, event: Event) {
        let Event::Changes { conversation_id: conversation, after, reset, messages, seq, head, id } = event
        else {
            return;
        };
        let messages: Vec<_> = messages.iter().map(Sight::from).collect();
        let Some(timeline) = self.timelines.get_mut(&conversation) else { return };
        // If the timeline is not as far yet, then what comes is news like any other: something is missing before it.
        let need = match (reset, timeline.followed() < after.0) {
            (true, _) => timeline.reset(),
            (false, true) => timeline.push_all(&messages, head.0),
            (false, false) => timeline.change(&messages, (seq.0, head.0), id.as_ref()),
        };
        self.need(&conversation, need);
        for sight in &messages {
            self.recognise(sight);
        }
    }

    fn hear_read(&mut self, conversation: ConversationId, seq: u64, unread: u32) {
        self.tell(Heard::Read { conversation: conversation.clone(), seq, unread });
        if let Some(line) = &mut self.line {
            line.read.insert(conversation, (seq, unread));
        }
    }

    fn done(&mut self, id: &MessageId) {
        let read = match self.outbox.get(id).map(|pending| &pending.intent) {
            Some(Intent::Read { conversation, .. }) => {
                self.line.as_ref().and_then(|line| line.read.get(conversation))
            }
            _ => None,
        };
        let answer = read.map_or(Answer::Done, |(seq, unread)| Answer::ReadTo { seq: *seq, unread: *unread });
        self.answered(id, self.way(), &answer);
    }

    /// Any sight of a message that waits in the outbox is its acknowledgement.
    pub(super) fn recognise(&mut self, sight: &Sight) {
        let is_send = |intent: &Intent| matches!(intent, Intent::Send { .. });
        if sight.sender == self.user && self.outbox.get(&sight.id).is_some_and(|it| is_send(&it.intent)) {
            self.answered(&sight.id, self.way(), &Answer::Stored(sight.clone()));
        }
    }

    /// Takes the newest page of a conversation.
    pub(super) fn begin(&mut self, conversation: &ConversationId, page: Option<&MessagePage>) {
        self.reading.retain(|reading| reading != conversation);
        let (Some(page), Some(timeline)) = (page, self.timelines.get_mut(conversation)) else { return };
        if !timeline.needs_page() {
            return;
        }
        let (need, head) = (timeline.begin(page), page.head.0);
        let found = page.messages.iter().map(Sight::from).collect();
        self.note(Fact::Afresh { conversation: conversation.clone(), head, found });
        self.need(conversation, need);
        for message in &page.messages {
            self.recognise(&Sight::from(message));
        }
    }

    /// Asks for pages that have to be read.
    pub(super) fn read_pages(&mut self) {
        let needed = self.timelines.iter().filter(|(_, timeline)| timeline.needs_page());
        let needed: Vec<_> =
            needed.map(|(id, _)| id.clone()).filter(|id| !self.reading.contains(id)).collect();
        for conversation in needed {
            if self.requests.has_room() {
                self.reading.push(conversation.clone());
                self.requests.page(conversation, self.registration);
            }
        }
    }

    fn is_registration(&self, id: &MessageId) -> bool {
        self.line.as_ref().is_some_and(|line| registration(line.id.0) == id.as_str())
    }

    pub(super) fn is_classic(&self) -> bool {
        self.transports.contains(&Transport::Classic)
    }

    /// How something came that was heard on the line.
    fn way(&self) -> Way {
        self.line.as_ref().map_or(Way::Request, |line| Way::Frame(line.id))
    }

    fn tell(&self, what: Heard) {
        if let Some(line) = &self.line {
            self.note(Fact::Told { connection: line.id, what });
        }
    }
}
