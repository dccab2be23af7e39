//! What can become of a conversation as a whole. Each change is one message in it with a notice.

use webchat_protocol::{
    ConversationId, ConversationKind, Message, MessageId, Notice, Posting, Role, Seq, Timestamp, UserId,
    Visibility,
};

/// A change of what a conversation is or of who is in it. In the transaction that makes it, its notice takes the next `seq`
/// of the conversation. [`rights`](crate::rights) says who may.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ConversationChange {
    /// Which one; for [`Alteration::Create`] the id that it gets.
    pub conversation_id: ConversationId,
    /// The id of the message that holds the notice. For [`Alteration::Create`] it is the sender's own, and names the
    /// conversation together with them; for others nobody has used it.
    pub id: MessageId,
    /// Who does it.
    pub by: UserId,
    /// Whether they administer the server; in `general` that makes them an admin, and channels are theirs to archive.
    pub is_admin: bool,
    /// The server's clock.
    pub at: Timestamp,
    /// What is to become of it.
    pub what: Alteration,
}

impl ConversationChange {
    /// The message that tells of it.
    pub fn placed(&self, seq: Seq, notice: Notice) -> Message {
        Message {
            id: self.id.clone(),
            text: String::new(),
            sender_id: self.by.clone(),
            receiver_id: None,
            created_at: self.at,
            conversation_id: self.conversation_id.clone(),
            seq,
            change_seq: None,
            edited_at: None,
            reactions: Vec::new(),
            deleted_at: None,
            notice: Some(notice),
        }
    }
}

/// What is to become of a conversation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Alteration {
    /// It is made, and who does it is its owner. If they made one under this `id` before, that one is the answer.
    Create(NewConversation, Terms),
    /// It gets another name; `None` takes it away.
    Rename(Option<String>),
    /// It gets another description; `None` takes it away.
    Describe(Option<String>),
    /// Others may say something.
    Posting(Posting),
    /// Others may find it.
    Visibility(Visibility),
    /// Nobody says anything there any more, or it goes on.
    Archive(bool),
    /// People are added, as members who have read everything up to the notice. Those who are in it already are passed over.
    Add(Vec<UserId>, Terms),
    /// The one who asks comes in, in the same way.
    Join(Terms),
    /// The one who asks goes. The last owner stays while others are there; when the last member goes it is archived.
    Leave,
    /// Somebody else is taken out.
    Remove(UserId),
    /// A member gets another role. There is always an owner.
    Role(UserId, Role),
}

/// What a group or channel begins as.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewConversation {
    /// Group or channel.
    pub kind: ConversationKind,
    /// Its name; a channel has one.
    pub name: Option<String>,
    /// What it is for.
    pub description: Option<String>,
    /// Who may find a channel; `None` for a group.
    pub visibility: Option<Visibility>,
    /// Who may say something.
    pub posting: Posting,
    /// Its first members, beside the owner.
    pub user_ids: Vec<UserId>,
}

/// On what terms people come into a conversation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Terms {
    /// How many members a conversation may have.
    pub members: usize,
    /// How many groups and channels a user may be in.
    pub conversations: usize,
    /// Whether somebody whom nobody has ever seen may be added.
    pub strangers: bool,
}
