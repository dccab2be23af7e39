//! Frames against the AsyncAPI document: the golden ones, those that are refused, and what a socket gets.

use std::fs;
use std::path::Path;

use serde_json::{Value, json};
use webchat_testkit::TestServer;

use crate::document::Document;

fn golden(folder: &str) -> Vec<(String, Value)> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fixtures/wire").join(folder);
    let files = fs::read_dir(path).unwrap().map(|entry| entry.unwrap().path());
    let read = |path: std::path::PathBuf| {
        let name = path.file_stem().unwrap().to_str().unwrap().to_owned();
        (name, serde_json::from_str(&fs::read_to_string(&path).unwrap()).unwrap())
    };
    files.map(read).collect()
}

/// The payload of the message of this type.
fn payload<'a>(document: &'a Document, suffix: &str, kind: &str) -> Option<&'a Value> {
    let messages = document.says["components"]["messages"].as_object().unwrap().iter();
    let mut own = messages.filter(|(key, message)| key.ends_with(suffix) && message["name"] == kind);
    own.next().map(|(_, message)| &message["payload"])
}

#[tokio::test]
async fn every_golden_frame_is_what_the_document_says() {
    let document = Document::asyncapi(&TestServer::start().await).await;
    for (folder, suffix) in [("commands", "Command"), ("events", "Event")] {
        for (name, frame) in golden(folder) {
            let kind = frame["type"].as_str().unwrap();
            let payload =
                payload(&document, suffix, kind).unwrap_or_else(|| panic!("{kind} is not described"));
            assert_eq!(document.complaint(payload, &frame), None, "{name}");
        }
    }
}

#[tokio::test]
async fn what_is_refused_as_a_command_is_none_by_the_document() {
    let document = Document::asyncapi(&TestServer::start().await).await;
    // These break rules that a schema can't say: the order of a pair, and a field that comes twice.
    let beyond = ["register-with-cursors-of-nowhere", "twice-the-same-field"];
    let mut held = 0;
    for (name, case) in golden("refused") {
        let Ok(frame) = serde_json::from_str::<Value>(case["frame"].as_str().unwrap()) else { continue };
        let kind = frame["type"].as_str().unwrap_or_default();
        let Some(payload) = payload(&document, "Command", kind) else { continue };
        if !beyond.contains(&name.as_str()) {
            assert!(
                document.complaint(payload, &frame).is_some(),
                "{name} is refused, and allowed by the document"
            );
            held += 1;
        }
    }
    assert!(held > 10, "only {held} were held against the document");
}

/// What two sockets get while they do everything that there is to do.
async fn story(server: &TestServer) -> Vec<Value> {
    let mut alice = server.connect().await;
    let mut events = Vec::new();
    alice.send(json!({ "type": "ping" })).await;
    events.push(alice.until("pong").await);
    alice.send(json!({ "type": "register", "userId": "alice", "protocol": 2, "id": "c-0" })).await;
    events.push(alice.until("registration-confirmed").await);
    events.push(alice.until("done").await);
    let mut classic = server.join("carol").await;
    let _bob = server.join("bob").await;
    events.push(classic.until("user-joined").await);
    events.push(alice.until("presence").await);
    for command in [
        json!({ "type": "message", "text": "hello", "conversationId": "general", "id": "m-1" }),
        json!({ "type": "edit", "conversationId": "general", "seq": 1, "text": "hello, all", "id": "c-1" }),
        json!({ "type": "react", "conversationId": "general", "seq": 1, "emoji": "👍", "on": true, "id": "c-2" }),
        json!({ "type": "delete", "conversationId": "general", "seq": 1, "id": "c-3" }),
        json!({ "type": "read", "conversationId": "general", "seq": 1, "id": "c-4" }),
        json!({ "type": "typing", "isTyping": true, "conversationId": "general", "id": "c-5" }),
        json!({ "type": "changes", "conversationId": "general", "after": 0, "id": "c-6" }),
        json!({ "type": "edit", "conversationId": "general", "seq": 9, "text": "nothing", "id": "c-7" }),
    ] {
        alice.send(command).await;
    }
    loop {
        let event = alice.next().await;
        let is_last = event["type"] == "error";
        events.push(event);
        if is_last {
            break;
        }
    }
    for kind in ["message", "typing-update"] {
        events.push(classic.until(kind).await);
    }
    events
}

#[tokio::test]
async fn what_sockets_get_is_what_the_document_says() {
    let server = TestServer::start().await;
    let document = Document::asyncapi(&server).await;
    let events = story(&server).await;
    for event in &events {
        let kind = event["type"].as_str().unwrap();
        let payload = payload(&document, "Event", kind).unwrap_or_else(|| panic!("{kind} is not described"));
        assert_eq!(document.complaint(payload, event), None, "{event}");
    }
    let mut kinds: Vec<&str> = events.iter().map(|event| event["type"].as_str().unwrap()).collect();
    kinds.sort_unstable();
    kinds.dedup();
    assert!(kinds.len() > 9, "the story shows {kinds:?} only");
}
