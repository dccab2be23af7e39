//! Commands and events as an AsyncAPI 3 document: what goes over sockets, streams and polls.

use serde_json::{Map, Value, json};
use webchat_protocol::EventBatch;

use super::schemas::{Schemas, command, event};
use super::{fixtures, object, pascal};

const SAYS: &str = "Real-time chat over a WebSocket, server-sent events or long polls: one session, \
                    whichever it is. `/api/openapi.json` describes the routes, `/api/docs` shows both to \
                    people.\n\nThe classic contract is four commands and eight events. A connection that \
                    registers with `protocol: 2` gets the rest.";

/// The classic contract: it does not change.
const CLASSIC_COMMANDS: [&str; 4] = ["register", "message", "typing", "ping"];
const CLASSIC_EVENTS: [&str; 8] = [
    "connection-established",
    "registration-confirmed",
    "message",
    "typing-update",
    "user-joined",
    "user-left",
    "pong",
    "error",
];

/// The events that acknowledge each command. Every command can be refused with `error` too, but for `ping`.
const ANSWERS: [(&str, &[&str]); 20] = [
    ("register", &["registration-confirmed", "changes", "done"]),
    ("message", &["message", "message-changed"]),
    ("typing", &["done"]),
    ("ping", &["pong"]),
    ("changes", &["changes"]),
    ("edit", &["message-changed", "done"]),
    ("react", &["message-changed", "done"]),
    ("delete", &["message-changed", "done"]),
    ("read", &["read", "done"]),
    ("presence", &["done"]),
    ("profile", &["done"]),
    ("create-conversation", &["conversation"]),
    ("change-conversation", &["conversation"]),
    ("add-members", &["conversation"]),
    ("remove-member", &["conversation", "done"]),
    ("set-role", &["conversation"]),
    ("join", &["conversation"]),
    ("leave", &["conversation-gone", "done"]),
    ("block", &["done"]),
    ("report", &["done"]),
];

/// What only a socket carries: a stream and a poll begin registered with protocol 2, and take no commands.
const ON_SOCKETS_ONLY: [&str; 5] = ["connection-established", "user-joined", "user-left", "pong", "done"];

/// The types of all commands, of all events, and of those events that streams and polls carry too.
struct Types {
    commands: Vec<String>,
    events: Vec<String>,
    pushed: Vec<String>,
}

impl Types {
    fn of(schemas: &Schemas) -> Self {
        let commands = schemas.command_types().map(str::to_owned).collect();
        let events: Vec<String> = schemas.event_types().map(str::to_owned).collect();
        let is_pushed = |kind: &&String| !ON_SOCKETS_ONLY.contains(&kind.as_str());
        let pushed = events.iter().filter(is_pushed).cloned().collect();
        Self { commands, events, pushed }
    }
}

pub(super) fn document() -> Value {
    let mut schemas = Schemas::new();
    let types = Types::of(&schemas);
    let mut document = json!({
        "asyncapi": "3.0.0",
        "info": {
            "title": "webchat",
            "version": env!("CARGO_PKG_VERSION"),
            "description": SAYS,
            "license": { "name": "Apache-2.0 or MIT" },
            "externalDocs": { "url": "/api/docs", "description": "The same for people" },
        },
        "defaultContentType": "application/json",
        "servers": servers(),
        "channels": channels(&types),
        "operations": operations(&types),
        "components": {
            "securitySchemes": security_schemes(), "messages": messages(&mut schemas, &types), "schemas": {},
        },
    });
    document["components"]["schemas"] = schemas.collected(&document);
    document
}

fn servers() -> Value {
    let host = json!({ "default": "127.0.0.1:3000", "description": "Where the server listens." });
    let server = |protocol: &str, says: &str| {
        let mut server = json!({ "host": "{host}", "protocol": protocol, "description": says });
        server["variables"] = json!({ "host": host });
        let schemes = ["cookie", "bearer"]
            .map(|name| json!({ "$ref": format!("#/components/securitySchemes/{name}") }));
        server["security"] = json!(schemes);
        server
    };
    json!({
        "sockets": server("ws", "The WebSocket; `wss` behind a proxy that ends TLS."),
        "requests": server("http", "Event streams and long polls; `https` behind a proxy that ends TLS."),
    })
}

/// How people show who they are, where they have to.
fn security_schemes() -> Value {
    let cookie = "A browser's session. Nothing has to be shown where everybody is who they say they are.";
    let bearer = "A program's token, or a host application's (JWT): in this header, in the `token` of `register`, or, \
                  for an `EventSource`, which can send no header, as `?token=` in the address.";
    json!({
        "cookie": { "type": "httpApiKey", "in": "cookie", "name": "webchat_session", "description": cookie },
        "bearer": { "type": "http", "scheme": "bearer", "description": bearer },
    })
}

fn channels(types: &Types) -> Value {
    let both = names(&types.commands, "Command").chain(names(&types.events, "Event"));
    let socket = "A WebSocket. `/` is the same. Frames are text and hold one JSON object each.";
    let stream = "A stream of server-sent events; commands go by `POST /api/v1/commands`.";
    let poll = "Long polls; commands go by `POST /api/v1/commands`.";
    let batch = std::iter::once("EventBatch".to_owned());
    json!({
        "socket": channel("/ws", socket, both),
        "stream": channel("/api/v1/events", stream, names(&types.pushed, "Event")),
        "poll": channel("/api/v1/poll", poll, batch),
    })
}

fn channel(address: &str, says: &str, messages: impl Iterator<Item = String>) -> Value {
    let (server, bindings) = match address {
        "/ws" => ("sockets", json!({ "ws": { "method": "GET", "bindingVersion": "0.1.0" } })),
        _ => ("requests", json!({})),
    };
    let messages = object(messages.map(|name| {
        let reference = json!({ "$ref": format!("#/components/messages/{name}") });
        (name, reference)
    }));
    json!({
        "address": address,
        "description": says,
        "servers": [{ "$ref": format!("#/servers/{server}") }],
        "messages": messages,
        "bindings": bindings,
    })
}

fn operations(types: &Types) -> Value {
    let mut all = Map::new();
    for kind in &types.commands {
        all.insert(format!("take{}", pascal(kind)), taken(kind));
    }
    let batch = std::iter::once("EventBatch".to_owned());
    let told = "Answers what happened since the cursors.";
    let events = names(&types.events, "Event");
    let pushed = names(&types.pushed, "Event");
    all.insert("pushOnSocket".to_owned(), sent("socket", "Pushes events to a socket.", events));
    all.insert("pushOnStream".to_owned(), sent("stream", "Pushes events to a stream.", pushed));
    all.insert("answerPoll".to_owned(), sent("poll", told, batch));
    Value::Object(all)
}

fn sent(channel: &str, says: &str, messages: impl Iterator<Item = String>) -> Value {
    let messages = messages.map(|name| message_on(channel, &name)).collect::<Vec<_>>();
    json!({ "action": "send", "channel": channel_of(channel), "summary": says, "messages": messages })
}

/// A command on a socket, and what answers it.
#[expect(clippy::panic, reason = "documents are written by developers, who are told what is missing")]
fn taken(kind: &str) -> Value {
    let answers = ANSWERS.iter().find(|(command, _)| *command == kind).map(|(_, answers)| *answers);
    let answers = answers.unwrap_or_else(|| panic!("say in ANSWERS which events acknowledge {kind}"));
    let refused = (kind != "ping").then_some("error");
    let answers = answers
        .iter()
        .copied()
        .chain(refused)
        .map(|answer| message_on("socket", &(pascal(answer) + "Event")));
    json!({
        "action": "receive",
        "channel": channel_of("socket"),
        "summary": format!("Takes `{kind}` and answers it."),
        "messages": [message_on("socket", &(pascal(kind) + "Command"))],
        "reply": { "channel": channel_of("socket"), "messages": answers.collect::<Vec<_>>() },
    })
}

fn channel_of(name: &str) -> Value {
    json!({ "$ref": format!("#/channels/{name}") })
}

fn message_on(channel: &str, name: &str) -> Value {
    json!({ "$ref": format!("#/channels/{channel}/messages/{name}") })
}

fn names(kinds: &[String], suffix: &str) -> impl Iterator<Item = String> {
    kinds.iter().map(move |kind| pascal(kind) + suffix)
}

fn messages(schemas: &mut Schemas, types: &Types) -> Value {
    let mut all = Map::new();
    for kind in &types.commands {
        let is_classic = CLASSIC_COMMANDS.contains(&kind.as_str());
        all.insert(pascal(kind) + "Command", message("commands", kind, &command(kind), is_classic));
    }
    for kind in &types.events {
        let is_classic = CLASSIC_EVENTS.contains(&kind.as_str());
        all.insert(pascal(kind) + "Event", message("events", kind, &event(kind), is_classic));
    }
    let payload = schemas.answered::<EventBatch>();
    let batch = json!({ "name": "EventBatch", "title": "The answer to a poll", "payload": payload });
    all.insert("EventBatch".to_owned(), batch);
    Value::Object(all)
}

fn message(folder: &str, kind: &str, payload: &Value, is_classic: bool) -> Value {
    let examples = fixtures::frames(folder, kind).into_iter();
    let examples = examples.map(|(name, frame)| json!({ "name": name, "payload": frame }));
    json!({
        "name": kind,
        "title": format!("`{kind}`"),
        "tags": [{ "name": if is_classic { "classic" } else { "protocol 2" } }],
        "payload": payload,
        "examples": examples.collect::<Vec<_>>(),
    })
}
