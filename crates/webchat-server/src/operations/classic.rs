//! The routes that existing clients know.

use std::collections::BTreeMap;

use webchat_protocol::{ClassicConversation, Message, MessageId, SendMessage, TypingUsers, UserId};

use super::refusals::{
    CLASSIC_BAD, CLASSIC_FAST, CLASSIC_FORBIDDEN, CLASSIC_LABEL, CLASSIC_LONG, CLASSIC_MISSING,
    CLASSIC_STORE, CLASSIC_STRANGER, CLASSIC_UNSURE,
};
use super::shapes::limit;
use super::{Answer, JSON, Operation, Shows, answered, asked, delete, get, post};
use crate::documents::Shape;
use crate::rest::classic::messages::{Delete, Remaining};
use crate::rest::classic::typing::{Asked, Place};
use crate::rest::classic::websocket::Description;

pub(super) fn operations() -> Vec<Operation> {
    [reading(), saying(), typing()].into_iter().flatten().map(for_people).collect()
}

/// What the layer around all of these may answer.
fn for_people(operation: Operation) -> Operation {
    operation.shows(Shows::Person).refuses(&[&CLASSIC_STRANGER, &CLASSIC_FORBIDDEN, &CLASSIC_UNSURE])
}

impl Operation {
    fn takes_classic(self, shape: Shape) -> Self {
        self.body(shape).refuses(&[&CLASSIC_BAD, &CLASSIC_LONG, &CLASSIC_LABEL])
    }
}

fn reading() -> Vec<Operation> {
    vec![
        get("/api/messages", "getHistory", "Reads the history")
            .says("The newest messages of all conversations, oldest first, deleted ones left out.")
            .query("limit", limit, "How many; 1,000 unless given, and never more.", "50")
            .query("before", asked::<MessageId>, "The `id` of a message: those stored before it.", "m-2")
            .answers("The messages.", answered::<Vec<Message>>)
            .refuses(&[&CLASSIC_BAD, &CLASSIC_MISSING, &CLASSIC_STORE]),
        get("/api/conversations", "getPairs", "Reads direct conversations")
            .says(
                "Keyed by the other user's id, each with its newest 50 messages, oldest first, \
                 deleted ones left out.",
            )
            .query("currentUserId", asked::<UserId>, "Whose: needed in open mode, else who asks.", "alice")
            .answers("The conversations.", answered::<BTreeMap<UserId, ClassicConversation>>)
            .refuses(&[&CLASSIC_BAD, &CLASSIC_STORE]),
    ]
}

fn saying() -> Vec<Operation> {
    vec![
        post("/api/messages", "postMessage", "Says something")
            .says(
                "The message is on the disk when it is answered. Always send an `id`, and send again \
                 with the same one until you are answered: it is one message. In open mode `senderId` is \
                 needed.",
            )
            .takes_classic(asked::<SendMessage>)
            .answers_with(Answer {
                status: 201,
                says: "The message as stored.",
                media: JSON,
                shape: answered::<Message>,
                cookie: false,
            })
            .answers(
                "The message that was stored before under this sender and `id`, unchanged.",
                answered::<Message>,
            )
            .refuses(&[&CLASSIC_MISSING, &CLASSIC_FAST, &CLASSIC_STORE]),
        delete("/api/messages", "deleteMessage", "Deletes a message")
            .says("The newest one with this `id`, whoever sent it.")
            .takes_classic(asked::<Delete>)
            .answers("The messages that remain.", answered::<Remaining>)
            .refuses(&[&CLASSIC_MISSING, &CLASSIC_FAST, &CLASSIC_STORE]),
    ]
}

fn typing() -> Vec<Operation> {
    vec![
        get("/api/typing", "getTyping", "Tells who is typing")
            .says("In the conversation that is named, or anywhere if none is.")
            .query("conversationId", asked::<Place>, "The other user's id, or a conversation id.", "bob")
            .query("userId", asked::<UserId>, "Who asks; needed with the other user's id.", "alice")
            .answers("Who is typing there.", answered::<TypingUsers>)
            .refuses(&[&CLASSIC_BAD]),
        post("/api/typing", "postTyping", "Begins, renews or ends typing")
            .says("It ends by itself 2 s after it was last renewed.")
            .takes_classic(asked::<Asked>)
            .answers("Who is typing there now.", answered::<TypingUsers>)
            .refuses(&[&CLASSIC_MISSING, &CLASSIC_FAST]),
        delete("/api/typing", "deleteTyping", "Ends typing")
            .says("Wherever the user types.")
            .takes_classic(asked::<Asked>)
            .answers("Who is typing there now.", answered::<TypingUsers>)
            .refuses(&[&CLASSIC_MISSING]),
        get("/api/websocket", "getWebSocket", "Tells where the WebSocket is")
            .says(
                "Seen from whoever asks; the scheme is `wss` if the request has `X-Forwarded-Proto: https`.",
            )
            .answers("Where it is, and how many are on it.", answered::<Description>),
    ]
}
