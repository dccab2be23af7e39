//! The TypeScript spelling of the wire, written by `make types` and held against the checked-in file by a test.

use ts_rs::{Config, TS};

use crate::{
    About, AcceptedInvitation, AccountList, AccountRecord, AddAccount, AddMembers, AskChanges, AuditLog,
    AuditRecord, AuthMode, BlockUser, ChangeAccount, ChangeChannel, ChangeConversation, ChangePassword,
    Changes, Channel, ChannelList, ChannelRecord, ChannelRecords, ClassicConversation, ClosedSessions,
    Command, ConversationDetails, ConversationKind, ConversationList, ConversationSummary,
    CreateConversation, Cursors, DayCount, DeleteMessage, EditMessage, ErrorCode, Event, EventBatch,
    JoinConversation, LeaveConversation, LinkList, LinkPurpose, LinkRecord, LinkSight, LinkStanding,
    MadeLink, MadeToken, Me, Member, Message, MessagePage, NamedLink, NewAccount, NewInvitation, NewToken,
    Notice, Overview, OwnSession, Person, PersonList, Posting, Reaction, ReadUpTo, Register, RemoveMember,
    ReportList, ReportMessage, ReportRecord, ResetPassword, Role, SendMessage, SessionHolder, SessionList,
    SessionState, SetPresence, SetProfile, SetReaction, SetRole, SetTyping, SettleReport, SignIn, SignUp,
    Status, TypingUsers, UserIdList, Visibility,
};

/// The types that are strings and numbers with a rule.
const STRINGS: &str = "
export type UserId = string
export type MessageId = string
export type ConversationId = string
export type Emoji = string
export type Seq = number
export type Timestamp = string
/** A password, a secret or a token: never to be logged, never to be kept. */
export type Hidden = string
";

/// Every wire type, as one TypeScript module.
#[allow(clippy::too_many_lines, reason = "it is a list")]
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
    text.push_str(STRINGS);
    declare!(
        Message,
        Notice,
        Reaction,
        Command,
        Register,
        Cursors,
        SendMessage,
        SetTyping,
        AskChanges,
        EditMessage,
        SetReaction,
        DeleteMessage,
        ReadUpTo,
        SetPresence,
        SetProfile,
        CreateConversation,
        ChangeConversation,
        AddMembers,
        RemoveMember,
        SetRole,
        JoinConversation,
        LeaveConversation,
        BlockUser,
        ReportMessage,
        Status,
        Event,
        ErrorCode,
        Person,
        About,
        PersonList,
        ConversationKind,
        Visibility,
        Posting,
        Role,
        ConversationSummary,
        ConversationList,
        Member,
        ConversationDetails,
        Channel,
        ChannelList,
        MessagePage,
        Changes,
        EventBatch,
        ClassicConversation,
        TypingUsers,
        UserIdList,
        AuthMode,
        SignUp,
        SessionState,
        Me,
        SignIn,
        NewAccount,
        NamedLink,
        LinkPurpose,
        LinkSight,
        AcceptedInvitation,
        ResetPassword,
        ChangePassword,
        ClosedSessions,
        SessionHolder,
        OwnSession,
        SessionList,
        NewToken,
        MadeToken,
        AccountRecord,
        AccountList,
        AddAccount,
        ChangeAccount,
        MadeLink,
        LinkStanding,
        LinkRecord,
        LinkList,
        NewInvitation,
        ChannelRecord,
        ChannelRecords,
        ChangeChannel,
        ReportRecord,
        ReportList,
        SettleReport,
        Overview,
        DayCount,
        AuditRecord,
        AuditLog,
    );
    text
}
