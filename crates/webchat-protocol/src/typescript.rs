//! The TypeScript spelling of the wire, written by `make types` and held against the checked-in file by a test.

use ts_rs::{Config, TS};

use crate::{
    Changes, ClassicConversation, Command, ConversationKind, ConversationList, ConversationSummary,
    DeleteMessage, ErrorCode, Event, Message, MessagePage, Person, PersonList, ReadUpTo, Register,
    SendMessage, SetPresence, SetProfile, SetTyping, Status, TypingUsers,
};

/// Every wire type, as one TypeScript module.
pub fn module() -> String {
    let config = Config::default();
    let mut text = String::from(
        "// Generated from crates/webchat-protocol by `make types`. Do not edit: change the Rust types instead.\n",
    );
    macro_rules! declare {
        ($($name:ty),* $(,)?) => {$(
            if let Some(docs) = <$name as TS>::docs() {
                text.push_str("\n");
                text.push_str(docs.trim_end());
            }
            text.push_str("\nexport ");
            text.push_str(&<$name as TS>::decl(&config));
            text.push('\n');
        )*};
    }
    text.push_str("\nexport type UserId = string\nexport type MessageId = string\n");
    text.push_str("export type ConversationId = string\nexport type Seq = number\n");
    text.push_str("export type Timestamp = string\n");
    declare!(
        Message,
        Command,
        Register,
        SendMessage,
        SetTyping,
        DeleteMessage,
        ReadUpTo,
        SetPresence,
        SetProfile,
        Status,
        Event,
        ErrorCode,
        Person,
        PersonList,
        ConversationKind,
        ConversationSummary,
        ConversationList,
        MessagePage,
        Changes,
        ClassicConversation,
        TypingUsers,
    );
    text
}
