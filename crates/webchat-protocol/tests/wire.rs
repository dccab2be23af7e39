//! The golden frames in `fixtures/wire`: what is on the wire is what the types say, and the other way round.

#![allow(clippy::unwrap_used, reason = "a test that can't go on fails")]

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use serde_json::Value;
use webchat_protocol::{Event, decode_request};

fn fixtures(folder: &str) -> Vec<(String, String)> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fixtures/wire").join(folder);
    let entries =
        fs::read_dir(&path).unwrap_or_else(|error| panic!("{} is missing: {error}", path.display()));
    let mut files: Vec<_> = entries
        .map(|entry| entry.unwrap().path())
        .map(|path| {
            (path.file_stem().unwrap().to_str().unwrap().to_owned(), fs::read_to_string(path).unwrap())
        })
        .collect();
    files.sort();
    assert!(!files.is_empty(), "there are no fixtures in {folder}");
    files
}

fn types(files: &[(String, String)]) -> BTreeSet<String> {
    files.iter().map(|(name, _)| name.split('.').next().unwrap().to_owned()).collect()
}

#[test]
fn every_event_reads_and_writes_as_its_golden_frame() {
    let files = fixtures("events");
    for (name, text) in &files {
        let golden: Value = serde_json::from_str(text).unwrap();
        let event: Event = serde_json::from_str(text).unwrap_or_else(|error| panic!("{name}: {error}"));
        assert_eq!(serde_json::to_value(&event).unwrap(), golden, "{name}");
        assert_eq!(golden["type"], name.split('.').next().unwrap(), "{name}");
    }
    let classic = [
        "connection-established",
        "error",
        "message",
        "pong",
        "registration-confirmed",
        "typing-update",
        "user-joined",
        "user-left",
    ];
    let full =
        ["message-changed", "changes", "done", "presence", "read", "conversation", "conversation-gone"];
    for kind in classic.into_iter().chain(full) {
        assert!(types(&files).contains(kind), "no golden frame shows {kind}");
    }
}

#[test]
fn every_command_reads_and_writes_as_its_golden_frame() {
    let files = fixtures("commands");
    for (name, text) in &files {
        let golden: Value = serde_json::from_str(text).unwrap();
        let request = decode_request(text).unwrap_or_else(|problem| panic!("{name}: {}", problem.message));
        let mut written = serde_json::to_value(&request.command).unwrap();
        if let Some(id) = &request.id {
            written["id"] = id.as_str().into();
        }
        assert_eq!(written, golden, "{name}");
        assert_eq!(golden["type"], request.command.name(), "{name}");
    }
    for kind in [
        "register",
        "message",
        "typing",
        "ping",
        "changes",
        "edit",
        "react",
        "delete",
        "read",
        "presence",
        "profile",
        "create-conversation",
        "change-conversation",
        "add-members",
        "remove-member",
        "set-role",
        "join",
        "leave",
        "block",
        "report",
    ] {
        assert!(types(&files).contains(kind), "no golden frame shows {kind}");
    }
}

#[test]
fn every_notice_has_its_golden_frame() {
    let shown: BTreeSet<_> = fixtures("events")
        .iter()
        .filter_map(|(_, text)| {
            let event: Value = serde_json::from_str(text).unwrap();
            Some(event["data"]["notice"]["what"].as_str()?.to_owned())
        })
        .collect();
    for what in [
        "created",
        "renamed",
        "described",
        "posting",
        "visibility",
        "added",
        "joined",
        "left",
        "removed",
        "role",
        "archived",
        "unarchived",
    ] {
        assert!(shown.contains(what), "no golden frame shows {what}");
    }
}

#[test]
fn every_refused_frame_gets_its_code_and_a_sentence() {
    for (name, text) in fixtures("refused") {
        let case: Value = serde_json::from_str(&text).unwrap();
        let problem = decode_request(case["frame"].as_str().unwrap()).expect_err(&name);
        assert_eq!(serde_json::to_value(problem.code).unwrap(), case["code"], "{name}: {}", problem.message);
        assert!(problem.message.ends_with('.') && problem.message.len() < 500, "{name}: {}", problem.message);
    }
}

#[test]
fn a_refusal_names_the_message_it_is_about() {
    let problem = decode_request(r#"{"type":"message","id":"m-9","text":7}"#).unwrap_err();
    assert_eq!(problem.id.unwrap().as_str(), "m-9");
    for id in ["7", "null", "[]", "{}", "true", "1.5", "\"\""] {
        let problem = decode_request(&format!(r#"{{"type":"message","id":{id},"text":7}}"#)).unwrap_err();
        assert_eq!(problem.id, None, "{id} is no id to answer with");
    }
}

#[test]
fn classic_clients_may_send_blanks_and_dates_of_their_own() {
    let text = r#"{"type":"message","text":"hi","senderId":"alice","receiverId":"","id":null,"createdAt":1700000000}"#;
    let request = decode_request(text).unwrap();
    let expected: Value =
        serde_json::from_str(r#"{"type":"message","text":"hi","senderId":"alice"}"#).unwrap();
    assert_eq!(serde_json::to_value(request.command).unwrap(), expected);
}
