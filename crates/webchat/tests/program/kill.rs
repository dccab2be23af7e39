use std::collections::HashSet;

use serde_json::{Value, json};
use webchat_testkit::Program;

use crate::WEBCHAT;

/// Everything stored, by paging back through the history.
async fn stored(program: &Program) -> Vec<Value> {
    let rest = program.rest();
    let (_, mut page) = rest.get("/api/messages?limit=1000").await;
    let mut all: Vec<Value> = Vec::new();
    while let Some(oldest) = page[0]["id"].as_str().map(str::to_owned) {
        let mut messages = page.as_array().unwrap().clone();
        messages.append(&mut all);
        all = messages;
        page = rest.get(&format!("/api/messages?limit=1000&before={oldest}")).await.1;
    }
    all
}

#[tokio::test]
async fn nothing_that_was_acknowledged_is_lost_when_the_process_is_killed() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("webchat.toml"), "[limits]\nmessages_per_second = 0\n").unwrap();
    let mut acknowledged = HashSet::new();
    for round in 0..5 {
        let program = Program::start(WEBCHAT, folder.path());
        let mut alice = program.connect().await;
        alice.register("alice").await;
        for number in 0..200 {
            alice.say(&format!("{round}-{number}"), "keep this", Some("bob")).await;
        }
        // The kill comes while the rest is being written.
        for _ in 0..(20 + round * 30) {
            let echo = alice.until("message").await;
            acknowledged.insert(echo["data"]["id"].as_str().unwrap().to_owned());
        }
        program.kill();
    }
    let program = Program::start(WEBCHAT, folder.path());
    let messages = stored(&program).await;
    let ids: HashSet<_> = messages.iter().map(|message| message["id"].as_str().unwrap().to_owned()).collect();
    assert_eq!(ids.len(), messages.len(), "nothing is there twice");
    assert!(acknowledged.is_subset(&ids), "lost: {:?}", acknowledged.difference(&ids).collect::<Vec<_>>());
    let places: Vec<_> = messages.iter().map(|message| message["seq"].as_u64().unwrap()).collect();
    assert_eq!(places, (1..=messages.len() as u64).collect::<Vec<_>>(), "seq has no holes");
}

#[tokio::test]
async fn a_message_sent_again_after_a_crash_is_the_same_message() {
    let folder = tempfile::tempdir().unwrap();
    let program = Program::start(WEBCHAT, folder.path());
    let mut alice = program.connect().await;
    alice.register("alice").await;
    alice.say("m-1", "once", Some("bob")).await;
    let echo = alice.expect("message").await;
    program.kill();
    let program = Program::start(WEBCHAT, folder.path());
    let body = json!({ "id": "m-1", "text": "once", "senderId": "alice", "receiverId": "bob" });
    assert_eq!(program.rest().post("/api/messages", body).await, (200, echo["data"].clone()));
    assert_eq!(stored(&program).await.len(), 1);
}
