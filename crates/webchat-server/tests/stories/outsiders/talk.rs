//! What members do among themselves.

use std::collections::BTreeMap;

use serde_json::{Value, json};
use webchat_testkit::Line;

/// Words that stand in nothing but what is said and done in private.
pub const SECRETS: [&str; 8] =
    ["Lighthouse", "painted", "whispered", "reworded", "withdrawn", "murmured", "🗼", "complained"];

/// Everything that members do in a private channel, a group and a direct conversation. Answers their ids.
pub async fn talk(members: &mut BTreeMap<&str, Line>) -> Vec<String> {
    let mut ask = async |user: &str, command: Value| {
        let answer = members.get_mut(user).unwrap().ask(command.clone()).await;
        assert_ne!(answer["type"], "error", "{user} {command}: {answer}");
        answer
    };
    let mut made = Vec::new();
    for kind in ["channel", "group"] {
        let create = json!({
            "type": "create-conversation", "id": format!("a {kind}"), "kind": kind, "name": "Lighthouse",
            "description": "painted", "userIds": ["bob"],
        });
        made.push(ask("alice", create).await["data"]["conversationId"].as_str().unwrap().to_owned());
    }
    made.push("alice~bob".to_owned());
    for id in &made {
        let about = |mut command: Value| {
            command["conversationId"] = id.clone().into();
            command
        };
        ask("bob", about(json!({ "type": "typing", "isTyping": true }))).await;
        let said = ask(
            "bob",
            about(json!({ "type": "message", "id": format!("murmured {id}"), "text": "whispered" })),
        )
        .await;
        let seq = said["data"]["seq"].clone();
        for (user, command) in [
            ("bob", json!({ "type": "edit", "seq": seq, "text": "reworded" })),
            ("alice", json!({ "type": "react", "seq": seq, "emoji": "🗼", "on": true })),
            ("alice", json!({ "type": "read", "seq": seq })),
            ("alice", json!({ "type": "report", "seq": seq, "reason": "complained" })),
            ("alice", json!({ "type": "react", "seq": seq, "emoji": "🗼", "on": false })),
            ("bob", json!({ "type": "delete", "seq": seq })),
            ("alice", json!({ "type": "typing", "isTyping": true })),
        ] {
            ask(user, about(command)).await;
        }
        if id == "alice~bob" {
            continue;
        }
        for (user, command) in [
            ("alice", json!({ "type": "add-members", "userIds": ["carol", "dave"] })),
            ("alice", json!({ "type": "set-role", "userId": "bob", "role": "owner" })),
            ("bob", json!({ "type": "remove-member", "userId": "carol" })),
            ("dave", json!({ "type": "leave" })),
            (
                "bob",
                json!({ "type": "change-conversation", "name": "Lighthouse keepers", "description": "painted again" }),
            ),
            ("bob", json!({ "type": "change-conversation", "archived": true })),
            ("bob", json!({ "type": "change-conversation", "archived": false })),
            ("bob", json!({ "type": "message", "id": format!("again {id}"), "text": "whispered again" })),
            ("bob", json!({ "type": "leave" })),
        ] {
            ask(user, about(command)).await;
        }
    }
    ask("carol", json!({ "type": "block", "userId": "bob", "on": true })).await;
    made
}
