//! `/api/v1`: reading, commands, and events without a WebSocket.

use webchat_protocol::schema::Name;
use webchat_protocol::{
    Changes, ChannelList, ConversationDetails, ConversationId, ConversationList, Cursors, EventBatch,
    MessageId, MessagePage, PersonList, Seq, UserId, UserIdList,
};

use super::refusals::{
    BAD, FAST, FAST_OR_MANY, FORBIDDEN, LABEL, LONG, MISSING, STORE, STORE_OR_FULL, STRANGER,
};
use super::shapes::{acknowledgement, limit, register, request_command, seconds, text, token};
use super::{Answer, Operation, Parameter, Shows, answered, asked, get, post};
use crate::documents::Shape;

pub(super) fn operations() -> Vec<Operation> {
    let all = [lists(), conversations(), commands(), streams(), polls()];
    all.into_iter().flatten().map(for_people).collect()
}

/// What asking who it is may answer.
fn for_people(operation: Operation) -> Operation {
    operation.shows(Shows::Person).refuses(&[&STRANGER, &FORBIDDEN])
}

impl Operation {
    /// Who asks.
    fn by(self) -> Self {
        self.query("userId", asked::<UserId>, "Who asks: needed in open mode, else nobody else.", "alice")
    }

    /// Which conversation the path names.
    fn of_conversation(self) -> Self {
        self.parameter(Parameter {
            place: "path",
            name: "id",
            is_needed: true,
            shape: asked::<ConversationId>,
            says: "The conversation. One of others, and an id that is none, are not found.",
            example: "alice~bob",
        })
    }

    fn takes(self, shape: Shape) -> Self {
        self.body(shape).refuses(&[&BAD, &LONG, &LABEL])
    }

    /// What a stream and a poll have in common.
    fn listens(self) -> Self {
        self.refuses(&[&BAD, &LONG, &LABEL, &FAST_OR_MANY, &STORE_OR_FULL])
    }

    /// What `register` says, as a query.
    fn registers(self) -> Self {
        self.by()
            .query("name", asked::<Name>, "The name that others see; left out, it stays.", "Alice")
            .query(
                "cursors",
                asked::<Cursors>,
                "How far the client has come, as JSON; left out, it begins now.",
                CURSORS,
            )
    }

    /// What a browser's `EventSource` sends when it comes back.
    fn comes_back(self) -> Self {
        let says = "The last `id:` of the stream before: what happened since comes first. `EventSource` \
                    sends it by itself.";
        let (name, example) = ("Last-Event-ID", "");
        self.parameter(Parameter { place: "header", name, is_needed: false, shape: token, says, example })
    }

    fn polls(self) -> Self {
        self.query("wait", seconds, "How many seconds to wait; 25 unless given, and never more.", "0").query(
            "session",
            asked::<MessageId>,
            "The client's name for itself: its connection then stays for 10 s after an answer.",
            "tab-1",
        )
    }

    fn answers_stream(self) -> Self {
        let (says, media) = ("A stream of events that goes on until one side ends it.", "text/event-stream");
        self.answers_with(Answer { status: 200, says, media, shape: text, cookie: false })
    }
}

const CURSORS: &str =
    r#"{"epoch":"0b0f2f5e-7a3f-4f0e-9d55-0c9a3a1c7f10","after":{"alice~bob":1,"general":0}}"#;

fn lists() -> Vec<Operation> {
    vec![
        get("/api/v1/users", "getUsers", "Lists the people")
            .says(
                "Who ever registered, chose a name, or wrote in a database that was imported; those \
                 seen last first, 1,000 at most.",
            )
            .by()
            .answers("The people.", answered::<PersonList>)
            .refuses(&[&BAD, &STORE]),
        get("/api/v1/conversations", "getConversations", "Lists the user's conversations")
            .says("Those with the newest message first, `general` always among them, 1,000 at most.")
            .by()
            .answers("The conversations.", answered::<ConversationList>)
            .refuses(&[&BAD, &STORE]),
        get("/api/v1/channels", "getChannels", "Lists the public channels")
            .says("By name, those that are archived left out, 100 at most.")
            .by()
            .query("query", text, "What name or description hold, large or small letters alike.", "design")
            .answers("The channels.", answered::<ChannelList>)
            .refuses(&[&BAD, &STORE]),
        get("/api/v1/blocks", "getBlocks", "Lists whom the user has blocked")
            .says("Nobody else sees the list.")
            .by()
            .answers("Their ids.", answered::<UserIdList>)
            .refuses(&[&BAD, &STORE]),
    ]
}

fn conversations() -> Vec<Operation> {
    vec![
        get("/api/v1/conversations/{id}", "getConversation", "Shows a conversation")
            .says("And who is in it; `general` has everybody in it and lists nobody.")
            .of_conversation()
            .by()
            .answers("The conversation.", answered::<ConversationDetails>)
            .refuses(&[&BAD, &MISSING, &STORE]),
        get("/api/v1/conversations/{id}/messages", "getMessages", "Reads a page of a conversation")
            .says("Oldest first, tombstones of deleted messages included.")
            .of_conversation()
            .by()
            .query("limit", limit, "How many; 50 unless given, 100 at most.", "50")
            .query("before", asked::<Seq>, "A `seq`: messages with a smaller one.", "51")
            .answers("The page.", answered::<MessagePage>)
            .refuses(&[&BAD, &MISSING, &STORE]),
        get("/api/v1/conversations/{id}/changes", "getChanges", "Reads what was missed")
            .says(
                "What a client that followed the conversation up to `after` does not know. Ask again \
                 while `seq` is smaller than `head`.",
            )
            .of_conversation()
            .by()
            .query("after", asked::<Seq>, "Up to where everything was applied; 0 unless given.", "1")
            .answers("The changes, or a reset.", answered::<Changes>)
            .refuses(&[&BAD, &MISSING, &STORE]),
    ]
}

fn commands() -> Vec<Operation> {
    vec![
        post("/api/v1/commands", "postCommand", "Gives a command")
            .says(
                "The same commands as on a socket, but for `register` and `presence`, which are for \
                 live connections.",
            )
            .by()
            .takes(request_command)
            .answers("The event that acknowledges it.", acknowledgement)
            .refuses(&[&MISSING, &FAST, &STORE]),
    ]
}

fn streams() -> Vec<Operation> {
    vec![
        get("/api/v1/events", "getEvents", "Streams the events")
            .says(
                "Server-sent events: each `data:` is one event, and an `id:` says how far the client \
                 is. The stream is registered with protocol 2 by being opened.",
            )
            .registers()
            .comes_back()
            .answers_stream()
            .listens(),
        post("/api/v1/events", "postEvents", "Streams the events, by POST")
            .says(
                "The same with a `register` command as the body instead of a query: cursors may be \
                 too long for a URL.",
            )
            .comes_back()
            .takes(register)
            .answers_stream()
            .listens(),
    ]
}

fn polls() -> Vec<Operation> {
    let says = "What happened; no events when nothing did while the poll waited.";
    vec![
        get("/api/v1/poll", "getPoll", "Waits for events")
            .says(
                "What happened after the cursors, as soon as anything did. `epoch` and `after` of the \
                 answer are the cursors for the next poll.",
            )
            .registers()
            .polls()
            .answers(says, answered::<EventBatch>)
            .listens(),
        post("/api/v1/poll", "postPoll", "Waits for events, by POST")
            .says(
                "The same with a `register` command as the body instead of a query: cursors may be \
                 too long for a URL.",
            )
            .polls()
            .takes(register)
            .answers(says, answered::<EventBatch>)
            .listens(),
    ]
}
