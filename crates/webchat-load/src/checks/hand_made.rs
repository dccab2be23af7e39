//! For tests: logs and pictures made by hand. Ada says things in `general`; the text of a message is its id.

use std::collections::BTreeMap;

use webchat_protocol::{
    ConversationId, ConversationKind, ConversationSummary, Emoji, ErrorCode, Message, MessageId, Seq,
    Timestamp, UserId,
};

use super::{Check, Heads, History, Known, Picture, Promise, Row, Screen, Verdict, Window};
use crate::record::{
    Answer, ConnectionId, Digest, Entry, Fact, Fault, Heard, Intent, Moment, Sight, Transport, Way,
};

pub const GENERAL: &str = "general";

/// A check and what it is shown.
pub struct Run<C> {
    check: C,
    known: Known,
    verdict: Verdict,
    heads: Heads,
    now: u64,
}

impl<C: Check> Run<C> {
    pub fn of(check: C) -> Self {
        let (known, verdict, heads) = (Known::default(), Verdict::default(), Heads::new());
        Self { check, known, verdict, heads, now: 0 }
    }

    pub fn note(&mut self, who: &str, what: Fact) {
        self.now += 1;
        let entry = Entry { at: Moment(self.now), who: who.into(), what };
        self.known.learn(&entry);
        self.check.note(&entry, &self.known, &mut self.verdict);
    }

    pub fn head(&mut self, conversation: &str, head: u64) {
        self.heads.insert(place(conversation), head);
    }

    pub fn compare(&mut self, picture: &Picture) {
        self.check.compare(picture, &self.known, &mut self.verdict);
    }

    pub fn waits_for(&self) -> Option<Promise> {
        self.check.waits_for(&self.heads, &self.known).map(|complaint| complaint.promise)
    }

    pub fn broken(&self) -> Vec<Promise> {
        self.verdict.violations().into_iter().map(|violation| violation.promise).collect()
    }
}

fn place(conversation: &str) -> ConversationId {
    ConversationId::new(conversation).unwrap()
}

pub fn user(id: &str) -> UserId {
    UserId::new(id).unwrap()
}

fn id(id: &str) -> MessageId {
    MessageId::new(id).unwrap()
}

pub fn message(seq: u64, name: &str) -> Message {
    Message {
        id: id(name),
        text: name.to_owned(),
        sender_id: user("ada"),
        receiver_id: None,
        created_at: Timestamp::from_millis(1_000),
        conversation_id: place(GENERAL),
        seq: Seq(seq),
        change_seq: None,
        edited_at: None,
        reactions: Vec::new(),
        deleted_at: None,
        notice: None,
    }
}

pub fn sight(seq: u64, name: &str) -> Sight {
    Sight::from(&message(seq, name))
}

pub fn changed(seq: u64, latest: u64, name: &str) -> Sight {
    Sight { latest, ..sight(seq, name) }
}

fn wants(name: &str, intent: Intent) -> Fact {
    Fact::Submitted { id: id(name), user: user("ada"), intent }
}

/// Ada wants to say something in `general`.
pub fn ada(name: &str) -> Fact {
    wants(name, Intent::Send { conversation: place(GENERAL), text: Digest::of(name) })
}

pub fn edit(name: &str, seq: u64, text: &str) -> Fact {
    wants(name, Intent::Edit { conversation: place(GENERAL), seq, text: Digest::of(text) })
}

pub fn react(name: &str, seq: u64, on: bool) -> Fact {
    let emoji = Emoji::new("👍").unwrap();
    wants(name, Intent::React { conversation: place(GENERAL), seq, emoji, on })
}

pub fn delete(name: &str, seq: u64) -> Fact {
    wants(name, Intent::Delete { conversation: place(GENERAL), seq })
}

pub fn wants_read(name: &str, seq: u64) -> Fact {
    wants(name, Intent::Read { conversation: place(GENERAL), seq })
}

pub fn wants_changes(name: &str, after: u64) -> Fact {
    wants(name, Intent::Changes { conversation: place(GENERAL), after })
}

fn answered(name: &str, answer: Answer) -> Fact {
    Fact::Answered { id: id(name), way: Way::Request, answer }
}

pub fn acknowledged(name: &str, sight: Sight) -> Fact {
    answered(name, Answer::Stored(sight))
}

pub fn done(name: &str) -> Fact {
    answered(name, Answer::Done)
}

pub fn read_to(name: &str, seq: u64, unread: u32) -> Fact {
    answered(name, Answer::ReadTo { seq, unread })
}

pub fn refused(name: &str, code: ErrorCode, retry_ms: Option<u64>) -> Fact {
    answered(name, Answer::Refused { code, retry_ms })
}

fn open(connection: u64, transport: Transport, epoch: &str, after: Option<u64>) -> Fact {
    Fact::Opened {
        connection: ConnectionId(connection),
        user: user("ada"),
        transport,
        epoch: after.map(|_| epoch.to_owned()),
        after: after.map(|after| BTreeMap::from([(place(GENERAL), after)])),
    }
}

pub fn opened(connection: u64, after: u64) -> Fact {
    open(connection, Transport::Socket, "e", Some(after))
}

pub fn opened_foreign(connection: u64, after: u64) -> Fact {
    open(connection, Transport::Socket, "another", Some(after))
}

pub fn opened_without(connection: u64) -> Fact {
    open(connection, Transport::Socket, "", None)
}

pub fn opened_classic(connection: u64) -> Fact {
    open(connection, Transport::Classic, "", None)
}

pub fn closed(connection: u64) -> Fact {
    Fact::Closed { connection: ConnectionId(connection), why: "it was cut".to_owned() }
}

fn told(connection: u64, what: Heard) -> Fact {
    Fact::Told { connection: ConnectionId(connection), what }
}

pub fn confirmed(connection: u64, epoch: &str) -> Fact {
    told(connection, Heard::Confirmed { epoch: Some(epoch.to_owned()) })
}

pub fn live(connection: u64, sight: Sight) -> Fact {
    told(connection, Heard::Live(sight))
}

fn changes(connection: u64, after: u64, messages: &[Sight], to: (u64, u64), asked: Option<&str>) -> Fact {
    let (conversation, reset, messages) = (place(GENERAL), false, messages.to_vec());
    let ((seq, head), asked) = (to, asked.map(id));
    told(connection, Heard::Changes { conversation, after, reset, messages, seq, head, asked })
}

pub fn missed(connection: u64, after: u64, messages: &[Sight], head: u64) -> Fact {
    changes(connection, after, messages, (head, head), None)
}

pub fn missed_part(connection: u64, after: u64, messages: &[Sight], to: (u64, u64)) -> Fact {
    changes(connection, after, messages, to, None)
}

pub fn asked(connection: u64, name: &str, after: u64, messages: &[Sight], head: u64) -> Fact {
    changes(connection, after, messages, (head, head), Some(name))
}

pub fn got_changes(name: &str, after: u64, messages: &[Sight], head: u64) -> Fact {
    answered(name, Answer::Changes { after, reset: false, messages: messages.to_vec(), seq: head, head })
}

pub fn reset(connection: u64, after: u64, head: u64) -> Fact {
    let (conversation, messages) = (place(GENERAL), Vec::new());
    let (reset, seq, asked) = (true, head, None);
    told(connection, Heard::Changes { conversation, after, reset, messages, seq, head, asked })
}

pub fn read_told(connection: u64, seq: u64, unread: u32) -> Fact {
    told(connection, Heard::Read { conversation: place(GENERAL), seq, unread })
}

pub fn killed() -> Fact {
    Fact::Ended { how: Fault::Kill }
}

pub fn quiet() -> Fact {
    Fact::Quiet
}

pub fn inventory(found: &[Sight]) -> Fact {
    Fact::Inventory { conversation: place(GENERAL), above: 0, found: found.to_vec() }
}

/// The server with these messages in `general`, and nothing else.
pub fn general(messages: &[Message]) -> Picture {
    let head = messages.iter().map(|message| message.latest_seq().0).max().unwrap_or_default();
    let history = History { head, above: 0, messages: messages.to_vec() };
    Picture {
        epoch: "e".to_owned(),
        histories: BTreeMap::from([(place(GENERAL), history)]),
        ..Picture::default()
    }
}

impl Picture {
    fn history(&mut self) -> &mut History {
        self.histories.get_mut(&place(GENERAL)).unwrap()
    }

    pub fn headed(mut self, head: u64) -> Self {
        self.history().head = head;
        self
    }

    pub fn plain(mut self, conversation: &str) -> Self {
        self.plain.push(place(conversation));
        self
    }

    pub fn with(mut self, rows: BTreeMap<ConversationId, Vec<Row>>) -> Self {
        self.rows = Some(rows);
        self
    }

    pub fn shown(mut self, screen: Screen) -> Self {
        self.screens.push(screen);
        self
    }

    /// Ada's list has `general` with this position and count.
    pub fn listed(mut self, read: u64, unread: u32) -> Self {
        let history = self.history().clone();
        let summary = ConversationSummary {
            head: Seq(history.head.max(read)),
            read_seq: Seq(read),
            unread,
            last_message: history.messages.last().cloned(),
            ..ConversationSummary::empty(place(GENERAL), ConversationKind::Channel)
        };
        self.history().head = history.head.max(read);
        self.lists.insert(user("ada"), vec![summary]);
        self
    }
}

pub fn rows(messages: &[Message]) -> BTreeMap<ConversationId, Vec<Row>> {
    let row = |message: &Message| Row {
        seq: message.seq.0,
        latest: message.latest_seq().0,
        id: message.id.clone(),
        sender: message.sender_id.clone(),
        text: message.text.clone(),
        is_deleted: message.deleted_at.is_some(),
    };
    BTreeMap::from([(place(GENERAL), messages.iter().map(row).collect())])
}

/// A device that shows these messages and has followed up to the last.
pub fn screen(messages: &[Message]) -> Screen {
    let state = |message: &Message| (message.seq.0, (message.latest_seq().0, Sight::from(message).content));
    let window = Window {
        from: messages.first().map_or(1, |message| message.seq.0),
        followed: messages.last().map_or(0, |message| message.latest_seq().0),
        messages: messages.iter().map(state).collect(),
    };
    Screen { who: "ben/1".into(), windows: BTreeMap::from([(place(GENERAL), window)]) }
}
