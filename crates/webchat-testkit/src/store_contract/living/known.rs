//! What somebody knows of one conversation, by the rules of the protocol and nothing else.

use std::collections::BTreeMap;

use webchat_core::{Actor, Chat};
use webchat_protocol::{ConversationSummary, Message, Notice, Role, Seq, UserId};

pub(super) struct Known {
    summary: ConversationSummary,
    /// Who is in it, and everything that was said; not yet known of one that was only shown.
    whole: Option<Whole>,
}

#[derive(Debug, PartialEq)]
struct Whole {
    roles: BTreeMap<UserId, Role>,
    messages: BTreeMap<Seq, Message>,
}

impl Known {
    /// Everything there is to know.
    pub(super) async fn read(chat: &Chat, actor: &Actor, summary: ConversationSummary) -> Self {
        let id = &summary.conversation_id;
        let members =
            if id.is_minted() { chat.conversation(actor, id).await.unwrap().members } else { vec![] };
        let page = chat.page(actor, id, None, usize::MAX).await.unwrap();
        let whole = Whole {
            roles: members.into_iter().map(|member| (member.user_id, member.role)).collect(),
            messages: page.messages.into_iter().map(|message| (message.seq, message)).collect(),
        };
        Self { summary, whole: Some(whole) }
    }

    /// What an event shows of a conversation that one was not in.
    pub(super) fn shown(summary: ConversationSummary) -> Self {
        Self { summary, whole: None }
    }

    /// One in which nothing has happened.
    pub(super) fn begun(summary: ConversationSummary) -> Self {
        Self { summary, whole: Some(Whole { roles: BTreeMap::new(), messages: BTreeMap::new() }) }
    }

    /// Takes in a read position. What is said at the same moment may be in its count or not: who has the messages counts
    /// them.
    pub(super) fn read_up_to(&mut self, user: &UserId, seq: Seq, unread: u32) {
        (self.summary.read_seq, self.summary.unread) = (seq, unread);
        self.count(user);
    }

    /// Takes in the next change. What was there when it was shown is not news.
    pub(super) fn apply(&mut self, user: &UserId, message: Message) {
        let (latest, head) = (message.latest_seq(), self.summary.head);
        if latest <= head {
            return;
        }
        assert_eq!(latest.0, head.0 + 1, "{user} has a hole before {message:?}");
        self.summary.head = latest;
        if let Some(notice) = message.notice.as_ref().filter(|_| message.change_seq.is_none()) {
            self.note(user, &message, notice);
        }
        let Some(whole) = &mut self.whole else { return };
        whole.messages.insert(message.seq, message);
        self.count(user);
    }

    fn count(&mut self, user: &UserId) {
        let Some(whole) = &self.whole else { return };
        let read = self.summary.read_seq;
        let is_unread = |message: &&Message| {
            let is_there = message.deleted_at.is_none() && message.notice.is_none();
            is_there && message.seq > read && message.sender_id != *user
        };
        let unread = whole.messages.values().filter(is_unread).count();
        self.summary.unread = u32::try_from(unread).unwrap();
        let last = whole.messages.values().rfind(|message| message.deleted_at.is_none());
        self.summary.last_message = last.cloned();
    }

    fn note(&mut self, user: &UserId, message: &Message, notice: &Notice) {
        let by = &message.sender_id;
        let summary = &mut self.summary;
        match notice {
            Notice::Created { .. } => {}
            Notice::Renamed { name } => summary.name = Some(name.clone()).filter(|name| !name.is_empty()),
            Notice::Described { description } => {
                summary.description = Some(description.clone()).filter(|text| !text.is_empty());
            }
            Notice::Posting { posting } => summary.posting = Some(*posting),
            Notice::Visibility { visibility } => summary.visibility = Some(*visibility),
            Notice::Archived => summary.archived_at = Some(message.created_at),
            Notice::Unarchived => summary.archived_at = None,
            Notice::Added { user_ids } => self.come(user_ids),
            Notice::Joined => self.come(std::slice::from_ref(by)),
            Notice::Left => self.go(std::slice::from_ref(by)),
            Notice::Removed { user_ids } => self.go(user_ids),
            Notice::Role { user_id, role } => {
                if user_id == user {
                    summary.role = Some(*role);
                }
                if let Some(whole) = &mut self.whole {
                    whole.roles.insert(user_id.clone(), *role);
                }
            }
        }
    }

    fn come(&mut self, users: &[UserId]) {
        self.summary.member_count =
            self.summary.member_count.map(|count| count + u32::try_from(users.len()).unwrap());
        if let Some(whole) = &mut self.whole {
            whole.roles.extend(users.iter().map(|user| (user.clone(), Role::Member)));
        }
    }

    fn go(&mut self, users: &[UserId]) {
        self.summary.member_count =
            self.summary.member_count.map(|count| count - u32::try_from(users.len()).unwrap());
        if let Some(whole) = &mut self.whole {
            whole.roles.retain(|user, _| !users.contains(user));
        }
    }

    /// Whether it is what somebody knows who has just read everything.
    pub(super) fn compare(&self, fresh: &Self, whose: &str) {
        let without_peer =
            |summary: &ConversationSummary| ConversationSummary { peer: None, ..summary.clone() };
        let mut expected = without_peer(&fresh.summary);
        if self.whole.is_some() {
            assert_eq!(self.whole, fresh.whole, "{whose}");
        } else {
            // To say what is unread, or what was said last, it would have to know what is deleted.
            expected.unread = self.summary.unread;
            expected.last_message.clone_from(&self.summary.last_message);
        }
        assert_eq!(without_peer(&self.summary), expected, "{whose}");
    }
}
